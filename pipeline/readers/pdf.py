"""PDF with a text layer: PDFium's characters and boxes, in reading order by position."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.syllables import count_words, share_of_syllables
from pipeline.errors import UnusableSourceError
from pipeline.readers import scan
from pipeline.readers.glyphs import read_glyphs, rows_of
from pipeline.readers.legacy import mend_rows
from pipeline.readers.margins import Sheet, join_raised
from pipeline.readers.numerals import mend_labels
from pipeline.readers.ruled import Rules
from pipeline.readers.sheets import source_of
from pipeline.readers.words import Row
from pipeline.source import Flaw, Source

_TRUSTED, _FEW = 0.8, 40  # share of syllables of a sound text layer; words that are no page of text
_PASSWORD = 4  # PDFium's code for a file that asks for a password


def read(path: Path) -> Source:
    """The source that a PDF holds; pages without a text layer that can be trusted are recognised from their images.

    Where Tesseract is missing the pages that can be read go on, each of the others is a flaw of the source.

    Raises `UnusableSourceError` where the file cannot be opened, or no page can be read without Tesseract.
    """
    data = path.read_bytes()
    _check_whole(path, data)
    document, rules = _open(path, data), Rules(data)
    try:
        sheets = [_sheet(document[index], index + 1, rules) for index in range(len(document))]
        unread = [sheet.number for sheet in sheets if not _is_trusted(sheet)]
        kind = "scan" if len(unread) > len(sheets) / 2 else "pdf"
        flaws = [] if scan.is_available() else _left_out(path, unread, sheets)
        if not flaws:
            _recognise(document, unread, sheets)
    except pdfium.PdfiumError:
        raise _damaged(path) from None
    finally:
        rules.close()
        document.close()
    if not any(sheet.rows for sheet in sheets):
        raise UnusableSourceError(path, "no_text", "no text was found on its pages", "Scan it again, or give its text.")
    return source_of(path, kind, data, sheets, flaws=flaws)


def _recognise(document: Any, unread: list[int], sheets: list[Sheet]) -> None:
    """Put what is recognised on the images of pages in the place of those pages."""
    recognised = scan.recognise(scan.shoot(document[number - 1], number) for number in unread)
    mend_labels(recognised)
    for sheet in recognised:
        sheets[sheet.number - 1] = sheet


def _left_out(path: Path, unread: list[int], sheets: list[Sheet]) -> list[Flaw]:
    """A flaw for each page that cannot be read without recognition: it is left empty.

    Raises `UnusableSourceError` where no other page has text.
    """
    if unread and not any(_words(sheet) >= _FEW for sheet in sheets if sheet.number not in unread):
        raise _no_recognition(path, unread, sheets)
    flaws = []
    for number in unread:
        reason, what = _why(sheets[number - 1])
        sheets[number - 1].rows, sheets[number - 1].grids = [], []
        what = f"page {number} was left out: {what}, and it cannot be recognised here"
        flaws.append(Flaw(reason, what, scan.REMEDY, number))
    return flaws


def _words(sheet: Sheet) -> int:
    return count_words(" ".join(row.text for row in sheet.rows))


def _why(sheet: Sheet) -> tuple[str, str]:
    """Why a page cannot be read: the code of the reason and what is wrong."""
    if sheet.rows and not sheet.is_image:
        return "broken_text_layer", "its text layer is broken"
    return "no_text_layer", "there is no text layer, it is an image"


def _is_trusted(sheet: Sheet) -> bool:
    """Whether the text layer of a page can be used: there is one where there should be, and it reads as Vietnamese."""
    words = _words(sheet)
    if sheet.is_image and words < _FEW:
        return False
    return words < _FEW or sheet.quality >= _TRUSTED


def _no_recognition(path: Path, unread: list[int], sheets: list[Sheet]) -> UnusableSourceError:
    reason, what = _why(next((sheets[n - 1] for n in unread if sheets[n - 1].rows), sheets[unread[0] - 1]))
    pages = ", ".join(map(str, unread[:5])) + (" …" if len(unread) > 5 else "")
    return UnusableSourceError(path, reason, f"page {pages}: {what}, and it cannot be recognised here", scan.REMEDY)


def _check_whole(path: Path, data: bytes) -> None:
    """Raise where the bytes are no PDF or end before the file's end mark."""
    if b"%PDF-" not in data[:1024]:
        raise UnusableSourceError(
            path, "not_pdf", "the file is no PDF in spite of its name", "Give it the name of its kind."
        )
    if b"%%EOF" not in data[-2048:]:
        raise UnusableSourceError(
            path, "truncated", "the PDF is cut off: its end mark is missing", "Copy or download the file again."
        )


def _open(path: Path, data: bytes) -> Any:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise UnusableSourceError(
                path, "encrypted", "the PDF is encrypted and asks for a password", "Save a copy without password."
            ) from None
        raise _damaged(path) from None


def _damaged(path: Path) -> UnusableSourceError:
    return UnusableSourceError(path, "damaged", "the PDF is damaged and cannot be opened", "Get the file again.")


def _sheet(page: Any, number: int, rules: Rules) -> Sheet:
    """The rows of a page and its tables."""
    textpage = page.get_textpage()
    place, width, height = _placing(page)
    rows = join_raised(rows_of(read_glyphs(textpage, place)))
    grids = rules.grids(page, number)
    image = _is_image(page)
    textpage.close()
    page.close()
    encoding = mend_rows(rows)
    _write_hyphens(rows)
    quality = share_of_syllables(" ".join(row.text for row in rows))
    done = [f"encoding: {encoding}"] if encoding else []
    return Sheet(number, width, height, rows, grids=grids, quality=quality, is_image=image, done=done)


def _write_hyphens(rows: list[Row]) -> None:
    """Write as hyphens what PDFium calls soft ones: it takes each hyphen at a line end for one (`618/QĐ-`)."""
    for row in rows:
        for word in row.words:
            word.text = word.text.replace("\u00ad", "-")


def _is_image(page: Any) -> bool:
    """Whether an image covers most of a page."""
    width, height = page.get_size()
    for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = shape.get_bounds()
        if (right - left) * (top - bottom) > 0.5 * width * height:
            return True
    return False


def _placing(page: Any) -> tuple[Callable[[Any, Any], tuple[Any, Any]], float, float]:
    """What maps PDF coordinates to points from the top left of the page as shown, and its width and height."""
    left, bottom, right, top = page.get_cropbox()
    width, height = page.get_size()
    turn = page.get_rotation()

    def place(boxes: Any, origins: Any) -> tuple[Any, Any]:
        """Boxes (left, top, right, bottom) and origins (x, y) in PDF coordinates to boxes and baselines."""
        x0, y1, x1, y0 = boxes.T
        x, y = origins.T
        if turn == 90:
            return np.column_stack((y0 - bottom, x0 - left, y1 - bottom, x1 - left)), x - left
        if turn == 180:
            return np.column_stack((right - x1, y0 - bottom, right - x0, y1 - bottom)), y - bottom
        if turn == 270:
            return np.column_stack((top - y1, right - x1, top - y0, right - x0)), right - x
        return np.column_stack((x0 - left, top - y1, x1 - left, top - y0)), top - y

    return place, width, height
