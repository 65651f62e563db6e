"""PDF with a text layer: PDFium's characters and boxes, in reading order by position."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium

from extractors.syllables import share_of_syllables
from pipeline.errors import UnusableSourceError
from pipeline.readers.glyphs import read_glyphs, rows_of
from pipeline.readers.margins import Sheet, join_raised
from pipeline.readers.ruled import Rules
from pipeline.readers.sheets import source_of
from pipeline.source import Source

_PASSWORD = 4  # PDFium's code for a file that asks for a password


def read(path: Path) -> Source:
    """The source that a PDF holds. Raises `UnusableSourceError` where it cannot be opened or has no text layer."""
    data = path.read_bytes()
    _check_whole(path, data)
    document, rules = _open(path, data), Rules(data)
    try:
        sheets = [_sheet(document[index], index + 1, rules) for index in range(len(document))]
    except pdfium.PdfiumError:
        raise _damaged(path) from None
    finally:
        rules.close()
        document.close()
    if not any(sheet.rows for sheet in sheets):
        raise UnusableSourceError(
            path,
            "no_text_layer",
            "the PDF has no text layer: its pages are images",
            "Recognise its text first, or give the original file.",
        )
    return source_of(path, "pdf", data, sheets)


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
    textpage.close()
    page.close()
    quality = share_of_syllables(" ".join(row.text for row in rows))
    return Sheet(number, width, height, rows, grids=grids, quality=quality)


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
