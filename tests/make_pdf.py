"""Files for the tests of the readers, made with the means of a typesetter: real fonts, flowing text, real tables.

All names and figures are invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

FONTS = {
    "Tinos": (Path("/usr/share/fonts/truetype/croscore"), "Tinos-Regular.ttf", "Tinos-Bold.ttf"),
    "Liberation": (
        Path("/usr/share/fonts/truetype/liberation2"),
        "LiberationSerif-Regular.ttf",
        "LiberationSerif-Bold.ttf",
    ),
}

HEADER = (
    ["ỦY BAN NHÂN DÂN", "TỈNH VÍ DỤ", "Số: 215/KH-UBND"],
    ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Ví Dụ, ngày 05 tháng 3 năm 2024"],
)
ENDING = (
    ["<b>Nơi nhận:</b>", "- Thường trực HĐND tỉnh;", "- Các sở, ban, ngành;", "- Lưu: VT, NC."],
    ["<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>CHỦ TỊCH</b>", "", "<b>Nguyễn Văn Mẫu</b>"],
)
#: A plan of two pages and more: each paragraph ends as it should, so that a test can tell where one was torn.
PARAGRAPHS = (
    "I. MỤC TIÊU",
    "1. Phấn đấu đến năm 2026 có ít nhất 72% bản đồ địa chính của các xã được đưa lên kho dữ liệu dùng chung và được "
    "cập nhật biến động trong vòng một tuần kể từ khi có thay đổi trên thực địa, bảo đảm người dân tra cứu được.",
    "2. Tỷ lệ cán bộ địa chính cấp xã dùng thành thạo phần mềm mới đạt trên 95% vào năm 2025 theo Quyết định số "
    "1482/QĐ-UBND ngày 17 tháng 10 năm 2023 của Ủy ban nhân dân tỉnh Ví Dụ.",
    "II. NHIỆM VỤ",
    "1. Giao Sở Tài nguyên và Môi trường chủ trì, phối hợp với Sở Tài chính lập dự toán số hóa hồ sơ lưu trữ giấy, "
    "trình Ủy ban nhân dân tỉnh trước ngày 30 tháng 6 năm 2024.",
    "2. Ủy ban nhân dân các huyện rà soát nhân lực làm công tác đo đạc, báo cáo hằng quý về Sở Nội vụ để tổng hợp.",
)


def font(name: str = "Tinos") -> str:
    """Register a font that has all Vietnamese letters; skips the test where it is not installed."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder, regular, bold = FONTS[name]
    if not (folder / regular).is_file():
        pytest.skip(f"the font {name} is not installed (Debian: fonts-croscore, fonts-liberation2)")
    pdfmetrics.registerFont(TTFont(name, folder / regular))
    pdfmetrics.registerFont(TTFont(f"{name}-Bold", folder / bold))
    pdfmetrics.registerFontFamily(name, normal=name, bold=f"{name}-Bold", italic=name, boldItalic=f"{name}-Bold")
    return name


def style(size: float = 14, **options: Any) -> Any:
    """A paragraph style in that size."""
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle("text", fontName=font(), fontSize=size, leading=1.3 * size, **options)


def side_by_side(left: Iterable[str], right: Iterable[str], *, size: float = 13, align: int = 1) -> Any:
    """Two columns without rules, as headers and signatures are set."""
    from reportlab.platypus import Paragraph, Table

    columns = [
        [Paragraph(line or "&nbsp;", style(size, alignment=align)) for line in left],
        [Paragraph(line or "&nbsp;", style(13, alignment=1)) for line in right],
    ]
    return Table([columns], colWidths=[200, 270], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])


def body(lines: Iterable[str], *, size: float = 14) -> list[Any]:
    """Justified paragraphs with a first line indented."""
    from reportlab.platypus import Paragraph

    return [Paragraph(line, style(size, alignment=4, firstLineIndent=28, spaceAfter=5)) for line in lines]


def write_pdf(path: Path, story: list[Any], *, margin: float = 70, **options: Any) -> Path:
    """A PDF of flowing matter on A4 with a page number at the head of each page."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    def number(canvas: Any, _document: Any) -> None:
        canvas.setFont(font(), 13)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, str(canvas.getPageNumber()))

    document = SimpleDocTemplate(
        str(path), pagesize=A4, leftMargin=margin, rightMargin=margin / 1.4, topMargin=60, bottomMargin=60, **options
    )
    document.build(story, onFirstPage=number, onLaterPages=number)
    return path


def write_lines(path: Path, lines: Iterable[str]) -> Path:
    """A PDF of lines as they are given, letter by letter."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    canvas.setFont(font(), 13)
    for at, line in enumerate(lines):
        canvas.drawString(70, 770 - 18 * at, line)
    canvas.save()
    return path


def plan(path: Path, *, paragraphs: Iterable[str] = PARAGRAPHS, broken: bool = False, **options: Any) -> Path:
    """A plan with header in two columns, title, paragraphs, recipients and signature.

    `broken` leaves out what the codes of its fonts mean, for the letters with marks, as careless programs do.
    """
    from reportlab.platypus import Paragraph, Spacer

    title = [
        Spacer(1, 10),
        Paragraph("<b>KẾ HOẠCH</b>", style(14, alignment=1)),
        Paragraph("<b>Số hóa bản đồ địa chính năm 2024</b>", style(14, alignment=1, spaceAfter=10)),
    ]
    story = [side_by_side(*HEADER), *title, *body(paragraphs), side_by_side(*ENDING, size=11, align=0)]
    if not broken:
        return write_pdf(path, story, **options)
    with _without_meanings():
        return write_pdf(path, story, **options)


@contextmanager
def _without_meanings() -> Iterator[None]:
    """Fonts that are written now say of their letters beyond ASCII that they are other letters."""
    from reportlab.pdfbase import ttfonts

    told = ttfonts.makeToUnicodeCMap

    def broken(name: str, subset: list[int]) -> str:
        return told(name, [code if code < 128 else 0x250 + code % 90 for code in subset])

    ttfonts.makeToUnicodeCMap = broken
    try:
        yield
    finally:
        ttfonts.makeToUnicodeCMap = told
