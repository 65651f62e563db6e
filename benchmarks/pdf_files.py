"""Born-digital PDF files without tables for measuring: the generated documents as a word processor prints them.

    python -m benchmarks.pdf_files FOLDER [--documents N] [--seed S]

A4, 14 points, justified, the first line of a paragraph indented, the header in two columns, page numbers; reportlab
(group `test`) writes the same bytes each time.
"""

from __future__ import annotations

import argparse
from html import escape
from pathlib import Path
from typing import Any

from benchmarks.generate import make_document

_FONTS = Path("/usr/share/fonts/truetype/croscore")
_SIZE = 14
#: The first three lines of a document stand left, the next three right.
_COLUMN = 3


def write_pdfs(folder: Path, count: int, *, seed: int = 1) -> list[Path]:
    """So many PDF files of generated documents.

    Raises `SystemExit` where the font is not installed.
    """
    font = _font()
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"kế hoạch {number:03}.pdf" for number in range(count)]
    for number, file in enumerate(files):
        _write(file, make_document(number, seed=seed), font)
    return files


def _font() -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    file = _FONTS / "Tinos-Regular.ttf"
    if not file.is_file():
        raise SystemExit("The font Tinos is needed (Debian: fonts-croscore).")
    pdfmetrics.registerFont(TTFont("Tinos", file))
    return "Tinos"


def _write(file: Path, text: str, font: str) -> None:
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    form: dict[str, Any] = {"fontName": font, "fontSize": _SIZE, "leading": 1.3 * _SIZE}
    plain = ParagraphStyle("plain", alignment=TA_JUSTIFY, firstLineIndent=28, spaceAfter=4, **form)
    middle = ParagraphStyle("middle", alignment=TA_CENTER, **form)
    lines = [line for line in text.split("\n") if line.strip()]
    sides = (lines[:_COLUMN], lines[_COLUMN : 2 * _COLUMN])
    head = Table([[[Paragraph(escape(line), middle) for line in side] for side in sides]], colWidths=[190, 300])
    rest = [Paragraph(escape(line), middle if line.isupper() else plain) for line in lines[2 * _COLUMN :]]
    document = SimpleDocTemplate(str(file), pagesize=A4, leftMargin=50, rightMargin=50, invariant=1)
    document.build([head, Spacer(0, 12), *rest], onLaterPages=_number)


def _number(canvas: Any, _document: Any) -> None:
    canvas.setFont("Tinos", 12)
    canvas.drawCentredString(297, 800, str(canvas.getPageNumber()))


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(f"{len(write_pdfs(options.folder, options.documents, seed=options.seed))} files")


if __name__ == "__main__":
    main()
