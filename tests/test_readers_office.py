"""What an office makes: heads, feet and footnotes of a word processor; letters with what they forward; appendices."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import make_pdf
import pytest
from test_extract_files import record_of

from benchmarks.layout_of_text import blocks_of
from benchmarks.word_files import CLEAN, add_field, print_files, wear, write_docx
from pipeline.readers import read_source, scan

docx = pytest.importorskip("docx", reason="Word documents need python-docx (extra: word)")

recognition = pytest.mark.skipif(not scan.is_available(), reason=scan.REMEDY)
office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (libreoffice-writer-nogui) is not installed"
)
NOTE = "Theo Báo cáo số 45/BC-SXD ngày 02/02/2023 của Sở Xây dựng."


def printed(path: Path, *, scanned: bool) -> Path:
    """What the word processor prints of a document, or a scan of it."""
    print_files([path], path.parent / "print")
    pdf = path.parent / "print" / f"{path.stem}.pdf"
    if not scanned:
        return pdf
    wear(pdf, path.parent / "scan" / pdf.name, CLEAN)
    return path.parent / "scan" / pdf.name


def with_margins(path: Path) -> Path:
    """Five pages with a running head, `Trang 2/5` at the foot and a footnote."""
    import make_docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = make_docx.new()
    document.styles["Normal"].font.name = "Tinos"
    section = document.sections[0]
    section.header.paragraphs[0].text = "Văn phòng UBND tỉnh Ví Dụ - bản in từ hệ thống"
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("Trang ")
    add_field(foot, "PAGE")
    foot.add_run("/")
    add_field(foot, "NUMPAGES")
    make_docx.add(document, "KẾ HOẠCH", centred=True)
    make_docx.add_footnotes(document, {3: NOTE})
    paragraph = make_docx.add(document, "1. Đến năm 2027 có 64% số ấp")
    make_docx.refer(paragraph, 3)
    paragraph.add_run(" có nhà sinh hoạt cộng đồng.")
    for line in make_pdf.PARAGRAPHS * 8:
        make_docx.add(document, line)
    return make_docx.save(document, path)


@pytest.mark.slow
@office
@pytest.mark.parametrize("scanned", [False, pytest.param(True, marks=recognition)])
def test_heads_feet_and_footnotes(tmp_path: Path, scanned: bool) -> None:
    """Heads and feet of a word processor leave the text; a footnote stands behind its paragraph."""
    source = read_source(printed(with_margins(tmp_path / "a.docx"), scanned=scanned))
    assert len(source.pages) > 2
    assert "bản in từ hệ thống" not in source.text
    assert "Trang" not in source.text
    assert all("running_head" in page.done for page in source.pages)
    assert all("page_number" in page.done or page.done.count("running_head") > 1 for page in source.pages)
    assert NOTE in source.text
    if not scanned:
        assert "64% số ấp¹ có nhà sinh hoạt cộng đồng." in source.text
    for line in make_pdf.PARAGRAPHS:
        assert source.text.count(line) >= (7 if scanned else 8)


LETTER = """ỦY BAN NHÂN DÂN
TỈNH VÍ DỤ          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 318/UBND-NC          Độc lập - Tự do - Hạnh phúc
V/v triển khai Nghị quyết về cây xanh          Ví Dụ, ngày 04 tháng 3 năm 2026

Kính gửi: Các sở, ban, ngành tỉnh.

Gửi kèm theo Công văn này Nghị quyết số 27-NQ/TU ngày 20/02/2026 của Ban Thường vụ Tỉnh ủy.

Giao Sở Xây dựng chủ trì báo cáo kết quả trước ngày 30 tháng 9 năm 2026./.

Nơi nhận:
- Như trên;
- Lưu: VT, NC.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Mẫu


TỈNH ỦY VÍ DỤ          ĐẢNG CỘNG SẢN VIỆT NAM
Số: 27-NQ/TU          Ví Dụ, ngày 20 tháng 02 năm 2026

NGHỊ QUYẾT

về phát triển cây xanh đô thị đến năm 2030

I. MỤC TIÊU

1. Đến năm 2030 có ít nhất 68% tuyến phố được trồng cây bóng mát.

II. NHIỆM VỤ

1. Ban Tuyên giáo Tỉnh ủy hướng dẫn tuyên truyền Nghị quyết trong quý II/2026.

Nơi nhận:
- Các huyện ủy;
- Lưu Văn phòng Tỉnh ủy.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ
Trần Thị Mẫu


PHỤ LỤC

Chỉ tiêu cây xanh của các đô thị

| Chỉ tiêu | Đơn vị | Năm 2027 | Năm 2030 |
| Diện tích cây xanh công cộng | ha | 41 | 77 |
"""


def check_letter(record: dict[str, Any]) -> None:
    """Two documents; the appendix belongs to the second."""
    letter, resolution = record["documents"]
    kinds = [(d["metadata"]["doc_type"], d["metadata"]["number"]) for d in (letter, resolution)]
    assert kinds == [("cong_van", "318/UBND-NC"), ("nghi_quyet", "27-NQ/TU")]
    assert [d["metadata"]["signer"] for d in (letter, resolution)] == ["Nguyễn Văn Mẫu", "Trần Thị Mẫu"]
    assert [(a["body"], a["deadline"]) for a in letter["assignments"]] == [("Sở Xây dựng", "2026-09-30")]
    assert letter["figures"] == []
    assert [(f["value"], f["unit"]) for f in resolution["figures"]] == [(68.0, "percent"), (41.0, "ha"), (77.0, "ha")]


def as_html(text: str) -> str:
    """A text as a web page has it."""
    parts = []
    for block in blocks_of(text):
        if block.kind in ("table", "columns"):
            cells = ["".join(f"<td>{'<br>'.join(cell)}</td>" for cell in row) for row in block.rows]
            parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>")
        else:
            parts.append(f"<p>{block.rows[0][0][0]}</p>")
    return f"<html><body>{''.join(parts)}</body></html>"


def test_letter_in_word(tmp_path: Path) -> None:
    """A letter with the resolution that it forwards and its appendix, in Word."""
    check_letter(record_of(write_docx(LETTER, tmp_path / "a.docx"), tmp_path))


def test_letter_in_a_web_page(tmp_path: Path) -> None:
    """The same on a web page."""
    (tmp_path / "a.html").write_text(as_html(LETTER), "utf-8")
    check_letter(record_of(tmp_path / "a.html", tmp_path))


@pytest.mark.slow
@office
@pytest.mark.parametrize("scanned", [False, pytest.param(True, marks=recognition)])
def test_letter_in_print(tmp_path: Path, scanned: bool) -> None:
    """The same printed, and scanned."""
    check_letter(record_of(printed(write_docx(LETTER, tmp_path / "a.docx"), scanned=scanned), tmp_path))
