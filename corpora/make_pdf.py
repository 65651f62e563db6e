"""Make the born-digital PDF of a digest: A4, embedded Tinos, the two-column header and signature of real letters.

    python corpora/make_pdf.py TEXT PDF [--fonts DIR]

The output depends on the text and the fonts alone: the same text gives the same bytes. Needs reportlab (group `dev`)
and the four Tinos files, which Debian ships as `fonts-croscore` and which hold all 134 Vietnamese letters.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

FONTS = Path("/usr/share/fonts/truetype/croscore")
MARGINS = {"leftMargin": 30 * mm, "rightMargin": 20 * mm, "topMargin": 22 * mm, "bottomMargin": 20 * mm}
WIDTH = A4[0] - 50 * mm

MARK = re.compile(r"^\[BẢN TÓM LƯỢC\b")
TYPE = re.compile(r"^(?:NGHỊ QUYẾT|CHƯƠNG TRÌNH|CHỈ THỊ)\b")
MOTTO = re.compile(r"^(?:CỘNG HÒA XÃ HỘI CHỦ NGHĨA|ĐẢNG CỘNG SẢN) VIỆT NAM\b")
DATELINE = re.compile(r"^\w[\w ]*, ngày \d+ tháng \d+ năm \d{4}$")
ADDRESS = re.compile(r"^Kính gửi:")
RECIPIENTS = re.compile(r"^Nơi nhận:")
HEADING = re.compile(r"^(?:[IVX]+[.-] |\d+(?:\.\d+)*\. )")

BODY = ParagraphStyle("body", fontName="Tinos", fontSize=13, leading=17, alignment=TA_JUSTIFY, spaceAfter=6)
HEAD = ParagraphStyle("head", parent=BODY, fontName="Tinos-Bold", alignment=0, keepWithNext=1)
CENTRE = ParagraphStyle("centre", parent=BODY, fontName="Tinos-Bold", alignment=TA_CENTER)
COLUMN = ParagraphStyle("column", parent=BODY, fontSize=11, leading=14, alignment=TA_CENTER, spaceAfter=4)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=11, leading=13, alignment=0, spaceAfter=2)
TO = ParagraphStyle("to", parent=BODY, alignment=TA_CENTER, spaceBefore=6)
BOLD = ParagraphStyle("bold", parent=COLUMN, fontName="Tinos-Bold")
NOTE = ParagraphStyle("note", parent=SMALL, fontName="Tinos-Italic")


def blocks_of(text: str) -> list[str]:
    """The blocks of a digest: what stands between blank lines.

    >>> blocks_of("A\\nB\\n\\n\\nC\\n")
    ['A\\nB', 'C']
    """
    return [block for block in re.split(r"\n\s*\n", text.strip("\n")) if block.strip()]


def documents_of(blocks: list[str]) -> Iterator[list[str]]:
    """The documents that the blocks bind: a new one begins after the signature that follows the recipients."""
    document: list[str] = []
    closing = False
    for block in blocks:
        if closing and (block.split("\n")[0].isupper() and not block.startswith("T/M")):
            yield document
            document, closing = [], False
        document.append(block)
        closing = closing or bool(RECIPIENTS.match(block))
    yield document


def _lines(block: str) -> str:
    return "<br/>".join(escape(line) for line in block.split("\n"))


def _columns(left: list[Flowable], right: list[Flowable], share: float) -> Table:
    table = Table([[left, right]], colWidths=[WIDTH * share, WIDTH * (1 - share)])
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    return table


def header_of(blocks: list[str]) -> list[Flowable]:
    """The two-column header: issuer, number and subject on the left; motto and dateline on the right."""
    right = [block for block in blocks if MOTTO.match(block) or DATELINE.match(block)]
    left = [block for block in blocks if block not in right]
    cells = [
        [Paragraph(_lines(block), BOLD if block.split("\n")[0].isupper() else COLUMN) for block in side]
        for side in (left, right)
    ]
    return [_columns(*cells, share=0.43), Spacer(1, 10)]


def closing_of(blocks: list[str]) -> list[Flowable]:
    """Recipients on the left, signature on the right."""
    names = [index for index, block in enumerate(blocks) if not block.startswith(("Nơi nhận", "- "))]
    cut = names[0] if names else len(blocks)
    left = [Paragraph(_lines(block), SMALL) for block in blocks[:cut]]
    right: list[Flowable] = []
    for block in blocks[cut:]:
        right += [Spacer(1, 30) if block == blocks[-1] else Spacer(1, 0), Paragraph(_lines(block), CENTRE)]
    return [Spacer(1, 8), _columns(left, right, share=0.55)]


def _body(block: str) -> Flowable:
    if MARK.match(block):
        return Paragraph(_lines(block), NOTE)
    if TYPE.match(block) or (block.startswith("về ") and len(block) < 120):
        return Paragraph(_lines(block), CENTRE)
    if ADDRESS.match(block):
        return Paragraph(_lines(block), TO)
    short = len(block) < 110 and HEADING.match(block) and not block.endswith((".", ";", ":"))
    return Paragraph(_lines(block), HEAD if short else BODY)


def _document(blocks: list[str]) -> Iterator[Flowable]:
    head = next((i for i, block in enumerate(blocks) if ADDRESS.match(block)), 0)
    tail = next((i for i, block in enumerate(blocks) if RECIPIENTS.match(block)), len(blocks))
    marks = [block for block in blocks[:head] if MARK.match(block)]
    yield from map(_body, marks)
    if head:
        yield from header_of([block for block in blocks[:head] if block not in marks])
    yield from map(_body, blocks[head:tail])
    yield from closing_of(blocks[tail:])


def _number_page(canvas: Canvas, document: SimpleDocTemplate) -> None:
    if document.page > 1:
        canvas.setFont("Tinos", 12)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 14 * mm, str(document.page))


def make_pdf(text: str, pdf: Path, *, fonts: Path = FONTS) -> None:
    """Write the PDF of a digest; each of its documents begins a page."""
    for face in ("Regular", "Bold", "Italic", "BoldItalic"):
        name = "Tinos" if face == "Regular" else f"Tinos-{face}"
        pdfmetrics.registerFont(TTFont(name, str(fonts / f"Tinos-{face}.ttf")))
    flow: list[Flowable] = []
    for blocks in documents_of(blocks_of(text)):
        flow += [PageBreak()] if flow else []
        flow += _document(blocks)
    title = "Bản tóm lược do dự án Chỉ tiêu viết lại"
    template = SimpleDocTemplate(str(pdf), pagesize=A4, invariant=1, title=title, author="Chỉ tiêu", **MARGINS)
    template.build(flow, onFirstPage=_number_page, onLaterPages=_number_page)


def main() -> None:
    """Make the PDF that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path)
    parser.add_argument("pdf", type=Path)
    parser.add_argument("--fonts", type=Path, default=FONTS, help="folder of the Tinos files")
    arguments = parser.parse_args()
    make_pdf(arguments.text.read_text(encoding="utf-8"), arguments.pdf, fonts=arguments.fonts)


if __name__ == "__main__":
    main()
