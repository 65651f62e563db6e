"""PDF with a text layer: reading order, paragraphs, margins, boxes, and files that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import wrap
from typing import Any

import make_pdf
import pypdfium2
import pytest
from test_readers_text import in_legacy

from pipeline.errors import UnusableSourceError
from pipeline.extract import extract_files
from pipeline.readers import read_source
from pipeline.source import Source

pytest.importorskip("reportlab", reason="PDF for the tests is made with reportlab (extra: dev)")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """A plan of one page."""
    return read_source(make_pdf.plan(tmp_path_factory.mktemp("pdf") / "plan.pdf"))


def test_columns_left_first(plan: Source) -> None:
    """Header and signature are read column by column, the left one first."""
    lines = [line for line in plan.text.splitlines() if line]
    assert lines[:6] == [*make_pdf.HEADER[0], *make_pdf.HEADER[1]]
    assert [line for line in plan.text[plan.text.index("Nơi nhận") :].splitlines() if line] == [
        "Nơi nhận:",
        "- Thường trực HĐND tỉnh;",
        "- Các sở, ban, ngành;",
        "- Lưu: VT, NC.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn Mẫu",
    ]


def test_paragraphs_are_lines(plan: Source) -> None:
    """Each paragraph is one line again, and stands apart."""
    assert "\n\n" + "\n\n".join(make_pdf.PARAGRAPHS) + "\n\n" in plan.text


def test_paragraphs_over_pages(tmp_path: Path) -> None:
    """A paragraph that runs over a page end is whole; page numbers are no part of the text."""
    many = [line.replace("72%", f"{share}%") for share in range(40, 60) for line in make_pdf.PARAGRAPHS]
    source = read_source(make_pdf.plan(tmp_path / "long.pdf", paragraphs=many))
    assert len(source.pages) > 5
    assert [line for line in source.text.splitlines() if len(line) > 60] == [line for line in many if len(line) > 60]
    assert all("page_number" in page.done for page in source.pages)
    assert not [line for line in source.text.splitlines() if line.strip().isdigit()]


def test_pages_know_their_text(plan: Source) -> None:
    """Each character knows its page and box; a page knows its size and how well it reads."""
    assert plan.boxes is not None
    assert len(plan.boxes.values) == 4 * len(plan.text)
    page = plan.page_of(plan.text.index("Giao Sở Tài nguyên"))
    assert page is not None
    assert (page.number, round(page.width), round(page.height)) == (1, 595, 842)
    assert page.quality > 0.95


def test_boxes_hold_their_text(plan: Source) -> None:
    """The text that PDFium finds in the boxes of a span is the span, over line ends too."""
    document = pypdfium2.PdfDocument(plan.path)
    for piece in (*make_pdf.PARAGRAPHS, "Số: 215/KH-UBND", "Nguyễn Văn Mẫu"):
        start = plan.text.index(piece)
        boxes = plan.boxes_of(start, start + len(piece))
        assert text_in(document, boxes) == piece.split()
    document.close()


def text_in(document: pypdfium2.PdfDocument, boxes: list[tuple[int, tuple[float, float, float, float]]]) -> list[str]:
    """The words that stand in boxes of a PDF."""
    words: list[str] = []
    for number, (x0, top, x1, bottom) in boxes:
        page = document[number - 1]
        height = page.get_height()
        textpage = page.get_textpage()
        found = textpage.get_text_bounded(x0 + 0.5, height - bottom, x1 - 0.5, height - top)
        words += found.split()
        textpage.close()
        page.close()
    return words


def test_records_have_boxes(tmp_path: Path) -> None:
    """Every fact of a record has its page and box, and its quote stands there."""
    (tmp_path / "in").mkdir()
    make_pdf.plan(tmp_path / "in" / "plan.pdf")
    assert [error for _, error in extract_files([tmp_path / "in"], tmp_path / "out")] == [None]
    record = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    facts = [fact for d in record["documents"] for kind in ("figures", "citations") for fact in d[kind]]
    assert facts
    document = pypdfium2.PdfDocument(tmp_path / "in" / "plan.pdf")
    for fact in facts:
        boxes = [(box["page"], tuple(box["bbox"])) for box in fact["boxes"]]
        assert (fact["page"], tuple(fact["bbox"])) == boxes[0]
        assert text_in(document, boxes) == fact["quote"].split()
    document.close()


def test_footnotes_follow_their_paragraph(tmp_path: Path) -> None:
    """A raised mark is no part of a number; a footnote stands behind the paragraph that is open at its page's end."""
    from reportlab.platypus import Paragraph

    text = "1. Đến hết năm 2022, toàn tỉnh có 64% số xã<super size=8>1</super> có đường nhựa đến trung tâm."
    note = "<super size=7>1</super> Theo Báo cáo số 45/BC-SXD ngày 02/02/2023 của Sở Xây dựng."
    story = [
        Paragraph("<b>BÁO CÁO</b>", make_pdf.style(14, alignment=1)),
        *make_pdf.body([text, *make_pdf.PARAGRAPHS]),
        Paragraph(note, make_pdf.style(10, spaceBefore=60)),
    ]
    source = read_source(make_pdf.write_pdf(tmp_path / "note.pdf", story))
    assert "64% số xã¹ có đường nhựa" in source.text
    assert source.text.endswith("\n\n¹ Theo Báo cáo số 45/BC-SXD ngày 02/02/2023 của Sở Xây dựng.")
    assert "footnotes" in source.pages[0].done


def test_running_heads_leave_the_flow(tmp_path: Path) -> None:
    """A line that stands on the same spot of most pages is no text; a header of two columns is."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    def head(canvas: object, _: object) -> None:
        canvas.setFont(make_pdf.font(), 9)  # type: ignore[attr-defined]
        canvas.drawString(72, A4[1] - 30, "Bản in từ hệ thống quản lý văn bản")  # type: ignore[attr-defined]

    path = tmp_path / "head.pdf"
    story = [make_pdf.side_by_side(*make_pdf.HEADER), *make_pdf.body(make_pdf.PARAGRAPHS * 12)]
    SimpleDocTemplate(str(path), pagesize=A4, topMargin=50).build(story, onFirstPage=head, onLaterPages=head)
    source = read_source(path)
    assert "hệ thống quản lý văn bản" not in source.text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in source.text
    assert all("running_head" in page.done for page in source.pages)


def test_rotated_and_cropped_pages(tmp_path: Path) -> None:
    """A page that is shown turned, or cropped, gives the same text, its boxes as the page is shown."""
    upright = read_source(make_pdf.plan(tmp_path / "a.pdf"))
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    document[0].set_cropbox(20, 30, 580, 830)
    document.save(tmp_path / "b.pdf")
    cropped = read_source(tmp_path / "b.pdf")
    assert cropped.text == upright.text
    at = upright.text.index("MỤC TIÊU")
    (_, before), (_, after) = upright.boxes_of(at, at + 3)[0], cropped.boxes_of(at, at + 3)[0]
    assert after[0] == pytest.approx(before[0] - 20, abs=0.01)
    assert after[1] == pytest.approx(before[1] - (841.89 - 830), abs=0.01)


def damage(data: bytes) -> dict[str, bytes]:
    """The bytes of a PDF, damaged in several ways."""
    return {
        "empty": b"",
        "not_pdf": b"PK\x03\x04 something else",
        "truncated": data[: len(data) // 2],
        "damaged": b"%PDF-1.7\n" + b"\x00rubbish" * 300 + b"\n%%EOF\n",
    }


@pytest.mark.parametrize("reason", ["empty", "not_pdf", "truncated", "damaged"])
def test_unusable(tmp_path: Path, reason: str) -> None:
    """A file that cannot be read is an error with a reason, and costs the other files nothing."""
    good = make_pdf.plan(tmp_path / "good.pdf")
    (tmp_path / "bad.pdf").write_bytes(damage(good.read_bytes())[reason])
    with pytest.raises(UnusableSourceError) as caught:
        read_source(tmp_path / "bad.pdf")
    assert caught.value.reason == reason
    done = dict(extract_files([tmp_path], tmp_path / "out"))
    assert done[good] is None
    assert done[tmp_path / "bad.pdf"] is not None


def test_encrypted(tmp_path: Path) -> None:
    """A PDF that asks for a password."""
    path = make_pdf.plan(tmp_path / "a.pdf", encrypt="secret")
    with pytest.raises(UnusableSourceError) as caught:
        read_source(path)
    assert caught.value.reason == "encrypted"


def test_blank(tmp_path: Path) -> None:
    """A PDF without a single word."""
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    document.save(tmp_path / "a.pdf")
    with pytest.raises(UnusableSourceError) as caught:
        read_source(tmp_path / "a.pdf")
    assert caught.value.reason == "no_text"


HEADS = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"]


def table_of(rows: list[list[str]], *spans: tuple[str, tuple[int, int], tuple[int, int]]) -> Any:
    """A ruled table whose head is repeated on each page."""
    from reportlab.lib.colors import black
    from reportlab.platypus import Paragraph, Table

    cells = [[Paragraph(text, make_pdf.style(12)) for text in row] for row in (HEADS, *rows)]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP"), *spans]
    return Table(cells, colWidths=[30, 190, 140, 100], repeatRows=1, style=grid)


def ruled(path: Path, rows: list[list[str]], *spans: tuple[str, tuple[int, int], tuple[int, int]]) -> Path:
    """A plan with a ruled table."""
    from reportlab.platypus import Paragraph

    title = Paragraph("<b>KẾ HOẠCH</b>", make_pdf.style(14, alignment=1))
    return make_pdf.write_pdf(path, [title, *make_pdf.body(make_pdf.PARAGRAPHS[:2]), table_of(rows, *spans)])


def test_table_over_pages(tmp_path: Path) -> None:
    """A table over three pages and more is one: its head stands once."""
    task = "Lập danh mục hồ sơ đất đai cần số hóa của từng xã, kèm dự toán và phương án bố trí nhân lực"
    rows = [[str(at), f"{task} đợt {at}", f"Sở Xây dựng số {at}", f"Quý I/20{at:02}"] for at in range(10, 60)]
    source = read_source(ruled(tmp_path / "a.pdf", rows))
    assert len(source.pages) > 2
    lines = [line for line in source.text.splitlines() if line.startswith("|")]
    assert lines == [f"| {' | '.join(row)} |" for row in (HEADS, *rows)]


def test_cells_that_span(tmp_path: Path) -> None:
    """A cell over columns leaves the rest empty, a cell over rows is printed once, a narrow one splits no word."""
    rows = [["I", "GIAO THÔNG", "", ""], ["1", "Sửa cầu", "Sở Xây dựng", "Năm 2026"], ["2", "Đắp đê", "", ""]]
    source = read_source(
        ruled(tmp_path / "a.pdf", rows, ("SPAN", (1, 1), (3, 1)), ("SPAN", (2, 2), (2, 3)), ("SPAN", (3, 2), (3, 3)))
    )
    assert [line for line in source.text.splitlines() if line.startswith("|")][1:] == [
        "| I | GIAO THÔNG |  |  |",
        "| 1 | Sửa cầu | Sở Xây dựng | Năm 2026 |",
        "| 2 | Đắp đê | 〃 | 〃 |",
    ]


def test_boxes_in_tables(tmp_path: Path) -> None:
    """Words in a cell keep their boxes: each line of a cell is a box of its own."""
    source = read_source(ruled(tmp_path / "a.pdf", [["1", "Sửa cầu", "Ủy ban nhân dân các xã miền núi", "2026"]]))
    body = "Ủy ban nhân dân các xã miền núi"
    at = source.text.index(body)
    boxes = source.boxes_of(at, at + len(body))
    assert len(boxes) == 2
    document = pypdfium2.PdfDocument(source.path)
    assert text_in(document, boxes) == body.split()
    document.close()


def test_row_split_by_a_page_end(tmp_path: Path) -> None:
    """The rest of a row on the next page, below the repeated head, belongs to the row."""
    from reportlab.platypus import PageBreak

    story = [
        table_of([["7", "Nâng cấp phần mềm tiếp nhận", "Sở Khoa học và", "Quý I/2026"]]),
        PageBreak(),
        table_of([["", "hồ sơ của các xã", "Công nghệ", ""], ["8", "Mua máy quét", "Sở Nội vụ", "Năm 2026"]]),
    ]
    title = make_pdf.body(["KẾ HOẠCH", "I. Giao các sở:"])
    source = read_source(make_pdf.write_pdf(tmp_path / "b.pdf", [*title, *story]))
    assert [line for line in source.text.splitlines() if line.startswith("|")] == [
        f"| {' | '.join(HEADS)} |",
        "| 7 | Nâng cấp phần mềm tiếp nhận hồ sơ của các xã | Sở Khoa học và Công nghệ | Quý I/2026 |",
        "| 8 | Mua máy quét | Sở Nội vụ | Năm 2026 |",
    ]
    at = source.text.index("của các xã")
    assert source.page_of(at) == source.pages[1]


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_fonts_before_unicode(tmp_path: Path, encoding: str) -> None:
    """Pages whose fonts show Vietnamese through the codes of accented Latin are converted, their boxes kept."""
    lines = ["KẾ HOẠCH", *(line for text in make_pdf.PARAGRAPHS for line in wrap(text, 72))]
    path = make_pdf.write_lines(tmp_path / "old.pdf", [in_legacy(line, encoding).decode("latin-1") for line in lines])
    source = read_source(path)
    assert source.text.casefold().split() == " ".join(lines).casefold().split()
    assert "HOẠCH" in source.text
    assert f"encoding: {encoding}" in source.pages[0].done
    start = source.text.index("Sở Tài nguyên")
    document = pypdfium2.PdfDocument(path)
    found = text_in(document, source.boxes_of(start, start + len("Sở Tài nguyên")))
    assert found == in_legacy("Sở Tài nguyên", encoding).decode("latin-1").split()
    document.close()
