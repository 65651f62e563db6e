"""Tables in every kind of file: ruled on paper and scanned, without rules, made by a word processor; their facts."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import make_pdf
import make_scan
import numpy as np
import pypdfium2
import pytest
from PIL import Image
from test_extract_files import duties_of, record_of
from test_readers_pdf import HEADS, ruled

from benchmarks.word_files import CLEAN, print_files, wear, write_docx
from pipeline.readers import read_source, scan
from pipeline.readers.drawn import find_grids
from pipeline.readers.ruled import Rules
from pipeline.readers.strokes import mend_numerals
from pipeline.readers.words import Row, Word

pytest.importorskip("reportlab", reason="PDF for the tests is made with reportlab (extra: test)")

recognition = pytest.mark.skipif(not scan.is_available(), reason=scan.REMEDY)
office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (libreoffice-writer-nogui) is not installed"
)
TASKS = [
    ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"],
    ["1", "Đo sâu các đoạn kênh tưới bị bồi lắng ở hạ lưu", "Sở Xây dựng", "UBND các xã", "Quý III/2026"],
    ["2", "Lắp biển báo độ sâu tại bến tắm", "Công an tỉnh", "Sở Y tế", "Trước ngày 15/5/2026"],
    ["3", "Dạy bơi cho học sinh tiểu học", "Sở Giáo dục và Đào tạo", "Tỉnh đoàn", "Năm 2027"],
]
DUTIES = [
    ("Sở Xây dựng", "lead", "2026-07/2026-09"),
    ("Ủy ban nhân dân các xã", "coordinate", "2026-07/2026-09"),
    ("Công an tỉnh", "lead", "2026-05-15"),
    ("Sở Y tế", "coordinate", "2026-05-15"),
    ("Sở Giáo dục và Đào tạo", "lead", "2027"),
    ("Tỉnh đoàn", "coordinate", "2027"),
]
TARGETS = [
    ["Chỉ tiêu", "Đơn vị", "Năm 2026", "Năm 2028"],
    ["Tỷ lệ bến tắm có cứu hộ", "%", "40", "85"],
    ["Bể bơi lắp ghép", "bể", "12", "37"],
]
FIGURES = [(40.0, "percent", "2026"), (85.0, "percent", "2028"), (12.0, "bể", "2026"), (37.0, "bể", "2028")]
PLAN = "\n\n".join(
    [
        "KẾ HOẠCH\nPhòng đuối nước",
        "I. NHIỆM VỤ",
        "\n".join(f"| {' | '.join(row)} |" for row in TASKS),
        "II. CHỈ TIÊU",
        "\n".join(f"| {' | '.join(row)} |" for row in TARGETS),
        "Yêu cầu thực hiện nghiêm túc Kế hoạch này.",
    ]
)


def figures_of(record: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Value, unit and deadline of the figures of a record."""
    return [(f["value"], f["unit"], f["deadline"]) for d in record["documents"] for f in d["figures"]]


def test_facts_of_word_tables(tmp_path: Path) -> None:
    """A table of tasks and one of targets that were typed in Word."""
    pytest.importorskip("docx", reason="Word documents need python-docx (extra: word)")
    record = record_of(write_docx(PLAN, tmp_path / "plan.docx"), tmp_path)
    assert duties_of(record) == DUTIES
    assert figures_of(record) == FIGURES


@pytest.mark.slow
@office
@pytest.mark.parametrize("kind", ["pdf", pytest.param("scan", marks=recognition)])
def test_facts_of_printed_tables(tmp_path: Path, kind: str) -> None:
    """The same tables printed by the word processor, and scanned from the print."""
    path = write_docx(PLAN, tmp_path / "plan.docx")
    print_files([path], tmp_path / "pdf")
    path = tmp_path / "pdf" / "plan.pdf"
    if kind == "scan":
        wear(path, tmp_path / "scan" / "plan.pdf", CLEAN)
        path = tmp_path / "scan" / "plan.pdf"
    record = record_of(path, tmp_path)
    assert duties_of(record) == DUTIES
    assert figures_of(record) == FIGURES


def set_apart(path: Path, tables: list[list[list[str]]], widths: list[list[int]], *, middle: bool) -> Path:
    """A plan whose tables have no rules; their cells are set to the top or about their middle."""
    from reportlab.platypus import Paragraph, Table

    story = [Paragraph("<b>KẾ HOẠCH</b>", make_pdf.style(14, alignment=1)), *make_pdf.body(make_pdf.PARAGRAPHS[:2])]
    for rows, width in zip(tables, widths, strict=True):
        cells = [[Paragraph(text, make_pdf.style(12)) for text in row] for row in rows]
        style = [("VALIGN", (0, 0), (-1, -1), "MIDDLE" if middle else "TOP")]
        story += [Table(cells, colWidths=width, repeatRows=1, style=style), *make_pdf.body(make_pdf.PARAGRAPHS[2:])]
    return make_pdf.write_pdf(path, story)


@pytest.mark.parametrize("middle", [False, True])
def test_tables_without_rules(tmp_path: Path, middle: bool) -> None:
    """Columns are told by the strips between them, over page ends too; paragraphs around a table stay what they are."""
    many = [TASKS[0], *([str(at), *TASKS[1 + at % 3][1:]] for at in range(1, 40))]
    source = read_source(set_apart(tmp_path / "a.pdf", [many], [[32, 165, 90, 90, 90]], middle=middle))
    assert len(source.pages) > 2
    lines = [line for line in source.text.splitlines() if line.startswith("|")]
    assert lines == [f"| {' | '.join(row)} |" for row in many]
    for paragraph in make_pdf.PARAGRAPHS:
        assert f"\n\n{paragraph}\n" in f"{source.text}\n"


def test_facts_without_rules(tmp_path: Path) -> None:
    """Duties and figures of tables without rules."""
    path = set_apart(tmp_path / "a.pdf", [TASKS, TARGETS], [[32, 165, 90, 90, 90], [180, 60, 80, 80]], middle=False)
    record = record_of(path, tmp_path)
    duties = duties_of(record)
    assert [duty for duty in duties if duty in DUTIES] == DUTIES
    assert [figure for figure in figures_of(record) if figure in FIGURES] == FIGURES


def test_a_number_in_a_cell_is_no_page_number(tmp_path: Path) -> None:
    """Of two numbers at the ends of a page only that of the page leaves the text."""
    lines = ["1", "KẾ HOẠCH", *["Giao Sở Xây dựng trồng 90% số cây trước ngày 30/6/2026."] * 37, "17"]
    text = read_source(make_pdf.write_lines(tmp_path / "a.pdf", lines)).text
    assert text.startswith("KẾ HOẠCH")
    assert text.rstrip().endswith("17")


@pytest.mark.parametrize("skew", [0.0, 0.12])
def test_rules_in_an_image(tmp_path: Path, skew: float) -> None:
    """The cells that are found in the image of a page are those that pdfplumber finds in the file."""
    rows = [
        ["1", "Sửa cầu", "Sở Xây dựng", "Năm 2026"],
        ["2", "Đắp đê biển dài", "", "Quý I"],
        ["3", "", "Sở Y tế", ""],
    ]
    path = ruled(tmp_path / "a.pdf", rows, ("SPAN", (2, 2), (2, 3)))
    rules = Rules(path.read_bytes())
    with pypdfium2.PdfDocument(path) as document:
        (wanted,) = rules.grids(document[0], 1)
        image = document[0].render(scale=200 / 72).to_pil().convert("L")
    rules.close()
    noise = np.random.default_rng(3).normal(0, 12, (image.height, image.width))
    pixels = np.asarray(image.rotate(skew, fillcolor=255, resample=Image.Resampling.BICUBIC)) + noise - 8
    (found,) = find_grids(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)), scale=72 / 200)
    assert found.places.keys() == wanted.places.keys()
    assert found.edges == pytest.approx(wanted.edges, abs=2.5)
    assert [cell.ditto for row in found.rows for cell in row] == [cell.ditto for row in wanted.rows for cell in row]


def test_no_rules_in_text(tmp_path: Path) -> None:
    """A page of text has no rules."""
    with pypdfium2.PdfDocument(make_pdf.plan(tmp_path / "plan.pdf")) as document:
        image = document[0].render(scale=200 / 72).to_pil().convert("L")
    assert find_grids(image, scale=72 / 200) == []


@pytest.mark.slow
@recognition
def test_scanned_table_over_pages(tmp_path: Path) -> None:
    """A table over two pages of a scan is one, its numbers too: what stands alone in a cell is read."""
    rows = [[str(at), f"Nạo vét kênh số {at}", "Sở Xây dựng", f"Quý II/20{at:02}"] for at in range(11, 40)]
    original = ruled(tmp_path / "a.pdf", rows)
    source = read_source(make_scan.scan(original, tmp_path / "scan.pdf", skew=0.7))
    assert len(source.pages) == 2
    lines = [line for line in source.text.splitlines() if line.startswith("|")]
    wanted = [f"| {' | '.join(row)} |" for row in (HEADS, *rows)]
    assert len(lines) == len(wanted)
    assert sum(a == b for a, b in zip(lines, wanted, strict=True)) >= len(wanted) - 2


@pytest.mark.parametrize(
    ("printed", "read", "mended"),
    [
        ("III. NHIỆM VỤ", "II. NHIỆM VỤ", "III."),
        ("II. MỤC TIÊU", "IIL MỤC TIÊU", "II."),
        ("III/2026", "II/2026", "III/2026"),
        ("II. MỤC TIÊU", "II. MỤC TIÊU", "II."),
        ("IV. NHIỆM VỤ", "IV. NHIỆM VỤ", "IV."),
        ("III/2026 quý", "111/2026 quý", "111/2026"),
    ],
)
def test_strokes(printed: str, read: str, mended: str) -> None:
    """Roman numerals of strokes are counted in the image; others are left alone."""
    from array import array

    from PIL import ImageDraw, ImageFont

    from pipeline.readers.imaging import Straight

    folder, regular, _ = make_pdf.FONTS["Tinos"]
    if not (folder / regular).is_file():
        pytest.skip("the font Tinos is not installed (Debian: fonts-croscore)")
    image = Image.new("L", (700, 100), 246)
    font = ImageFont.truetype(str(folder / regular), 39)
    ImageDraw.Draw(image).text((50, 70), printed, font=font, fill=20, anchor="ls")
    ends = [50 + font.getlength(printed.split()[0]), 50 + font.getlength(printed)]
    scale = 72 / 200
    words = [
        Word(text, array("f", [0.0] * 4 * len(text)), x0 * scale, x1 * scale, 14, confidence=90)
        for text, x0, x1 in zip(read.split(maxsplit=1), (50, ends[0] + 10), ends, strict=False)
    ]
    row = Row(words, 70 * scale, 14)
    count = mend_numerals(Straight(image, scale, 0, 0.0, image.size), [row])
    assert row.words[0].text == mended
    assert count == (read.split()[0] != mended)


def test_titles_that_fill_the_width(tmp_path: Path) -> None:
    """The lines of a centred title stay together where some fill the width, and a range of years is not split."""
    from reportlab.platypus import Paragraph

    title = "PHÒNG, CHỐNG SẠT LỞ BỜ SÔNG VÀ NUÔI TRỒNG RONG BIỂN BẢO VỆ BÃI BỒI TRÊN ĐỊA BÀN TỈNH GIAI ĐOẠN 2026 - 2030"
    head = [Paragraph(f"<b>{line}</b>", make_pdf.style(14, alignment=1)) for line in ("KẾ HOẠCH", title)]
    text = read_source(make_pdf.write_pdf(tmp_path / "a.pdf", [*head, *make_pdf.body(make_pdf.PARAGRAPHS)])).text
    first = text.split("\n\n")[0].split("\n")
    assert len(first) > 2
    assert " ".join(first) == f"KẾ HOẠCH {title}"
    assert text.split("\n\n")[1] == make_pdf.PARAGRAPHS[0]


def test_a_heading_that_fills_the_width(tmp_path: Path) -> None:
    """An indented row with a capital below a heading that fills the width begins a paragraph."""
    heading = "Điều 1. Đánh giá kết quả trồng cây chắn sóng ven biển của các xã bãi ngang năm 2025"
    lines = [make_pdf.PARAGRAPHS[1], heading, f"Năm 2025, {make_pdf.PARAGRAPHS[2][3:].lower()}", make_pdf.PARAGRAPHS[4]]
    for size in (11.0, 11.2, 11.4, 13.5):
        path = make_pdf.write_pdf(tmp_path / "a.pdf", make_pdf.body(["KẾ HOẠCH", *lines], size=size))
        assert heading in read_source(path).text.split("\n\n"), size
