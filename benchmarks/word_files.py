"""Texts as files of an office: typed into a word processor (`.docx`), printed (`.pdf`), copied and scanned.

The document is made with Word's own tables, headers and page fields, the PDF by LibreOffice, the scan from the PDF's
pages: 200 dpi, slightly skewed and noisy, as images.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.layout_of_text import Block, blocks_of

FONT, SIZE = "Tinos", 14
_QUALITY = 80  # of the JPEG images of a scan
_SEED = 5
_WIDTH = 467.0  # points between the margins


class Form(NamedTuple):
    """How pages are worn: dots an inch, radius of the blur in pixels, spread of the noise (of 255), skew in degrees."""

    dpi: int
    blur: float
    noise: float
    skew: float


#: A clean scan of an office.
CLEAN = Form(200, 0.3, 6.0, 0.4)


def write_docx(text: str, path: Path) -> Path:
    """The text as a Word document: header, ending and tables as tables, the page number in the head of each page."""
    import docx
    from docx.shared import Mm, Pt

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(SIZE)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(30), Mm(15), Mm(20), Mm(20)
    _number_pages(page.header.paragraphs[0])
    for block in blocks_of(text):
        _write(document, block)
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


def _write(document: Any, block: Block) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    if block.kind in ("table", "columns"):
        _write_table(document, block.rows, ruled=block.kind == "table")
        return
    paragraph = document.add_paragraph()
    run = paragraph.add_run(block.rows[0][0][0])
    run.bold = block.kind == "centred"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if run.bold else WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.first_line_indent = Pt(0 if run.bold else 28)


def _write_table(document: Any, rows: list[list[list[str]]], *, ruled: bool) -> None:
    """A table; one without rules sets its cells side by side, centred but for the recipients."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    columns = max(map(len, rows))
    table = document.add_table(len(rows), columns)
    table.autofit = False
    if ruled:
        table.style = "Table Grid"
        _repeat_head(table.rows[0])
    widths = _widths(rows, columns) if ruled else [0.43 * _WIDTH, 0.57 * _WIDTH]
    for at, row in enumerate(rows):
        for column in range(columns):
            cell = table.cell(at, column)
            cell.width = Pt(widths[column])
            for index, line in enumerate(row[column] if column < len(row) else []):
                paragraph = cell.add_paragraph() if index else cell.paragraphs[0]
                run = paragraph.add_run(line)
                run.font.size = Pt(12 if ruled or line[0] in "-+" else 13)
                run.bold = (at == 0) if ruled else line.isupper()
                paragraph.paragraph_format.space_after = Pt(2)
                if not ruled and line[0] not in "-+" and not line.startswith("Nơi nhận"):
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _widths(rows: list[list[list[str]]], columns: int) -> list[float]:
    """Widths by what the columns hold, in points."""
    lengths = [
        min(40.0, max(5.0, max(len(" ".join(row[at])) for row in rows if at < len(row)))) for at in range(columns)
    ]
    return [_WIDTH * length / sum(lengths) for length in lengths]


def _repeat_head(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _number_pages(paragraph: Any) -> None:
    """The number of the page, centred."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_field(paragraph, "PAGE")


def add_field(paragraph: Any, name: str) -> None:
    """A field that the word processor fills: `PAGE`, `NUMPAGES`."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "", "end"):
        run = paragraph.add_run()._r
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = name
        run.append(element)


def print_files(documents: Iterable[Path], folder: Path) -> None:
    """The PDFs of Word documents, by LibreOffice, in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        order = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", "pdf"]
        line = [*order, "--outdir", str(folder), *map(str, documents)]
        subprocess.run(line, check=True, capture_output=True, timeout=300)


def wear(source: Path, target: Path, form: Form, *, seed: int = _SEED) -> None:
    """The pages of a PDF as images that are skewed, blurred and noisy."""
    import numpy as np
    import pypdfium2
    from PIL import Image, ImageFilter

    chance = np.random.default_rng(seed)
    images = []
    with pypdfium2.PdfDocument(source) as document:
        for page in document:
            image = page.render(scale=form.dpi / 72).to_pil().convert("L")
            image = image.rotate(form.skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
            image = image.filter(ImageFilter.GaussianBlur(form.blur))
            pixels = np.asarray(image, np.float32) + chance.normal(0, form.noise, (image.height, image.width)) - 8
            images.append(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)))
    target.parent.mkdir(parents=True, exist_ok=True)
    images[0].save(target, "PDF", resolution=form.dpi, save_all=True, append_images=images[1:], quality=_QUALITY)
