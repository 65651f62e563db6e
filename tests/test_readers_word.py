"""Word: what is shown is read, also where the text does not hold it."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("docx", reason="Word documents need python-docx (extra: word)")

import make_docx

from pipeline.errors import UnusableSourceError
from pipeline.readers import read_source


def test_automatic_numbers(tmp_path: Path) -> None:
    """Labels that Word makes are part of the text; deeper levels begin anew; a second list may restart."""
    document = make_docx.new()
    make_docx.add_list(document)
    make_docx.add_list(document, number="78", restart=1)
    make_docx.add(document, "KẾ HOẠCH", centred=True)
    make_docx.add(document, "Về chăm sóc vườn hoa của Sở Xây dựng", centred=True)
    for level, text in (
        (0, "MỤC TIÊU"), (1, "Đến năm 2025"), (2, "Có 35% đường phố trồng hoa."), (2, "Có 12 vườn ươm."),
        (1, "Đến năm 2030"), (2, "Có 60% đường phố trồng hoa."), (3, "Riêng phường trung tâm là 80%."), (0, "TỔ CHỨC"),
    ):  # fmt: skip
        make_docx.add(document, text, level=level)
    make_docx.add(document, "Phụ lục", level=0, number="78")
    source = read_source(make_docx.save(document, tmp_path / "a.docx"))
    assert source.text.split("\n\n") == [
        "KẾ HOẠCH\nVề chăm sóc vườn hoa của Sở Xây dựng",
        "I. MỤC TIÊU", "1. Đến năm 2025", "a) Có 35% đường phố trồng hoa.", "b) Có 12 vườn ươm.",
        "2. Đến năm 2030", "a) Có 60% đường phố trồng hoa.", "2.1. Riêng phường trung tâm là 80%.", "II. TỔ CHỨC",
        "I. Phụ lục",
    ]  # fmt: skip


def test_footnotes(tmp_path: Path) -> None:
    """A footnote stands behind its paragraph, its mark is raised and no part of a number."""
    document = make_docx.new()
    make_docx.add(document, "BÁO CÁO", centred=True)
    make_docx.add_footnotes(document, {7: "Theo Quyết định số 77/QĐ-SNV ngày 03/02/2022 của Sở Nội vụ."})
    make_docx.refer(make_docx.add(document, "I. Năm 2022 có 45% ấp đạt chuẩn số 2"), 7)
    make_docx.add(document, "II. Căn cứ kết quả trên, Sở Nội vụ đề nghị.")
    source = read_source(make_docx.save(document, tmp_path / "a.docx"))
    assert source.text.split("\n\n")[1:3] == [
        "I. Năm 2022 có 45% ấp đạt chuẩn số 2¹",
        "¹ Theo Quyết định số 77/QĐ-SNV ngày 03/02/2022 của Sở Nội vụ.",
    ]


def test_tables(tmp_path: Path) -> None:
    """A table is rows; a cell that spans columns leaves the rest empty, one that spans rows is printed once."""
    document = make_docx.new()
    make_docx.add(document, "QUYẾT ĐỊNH", centred=True)
    table = document.add_table(rows=4, cols=3, style="Table Grid")
    for at, texts in enumerate(
        (["TT", "Nhiệm vụ", "Cơ quan chủ trì"], ["A", "", ""], ["1", "Sửa cầu", "Sở Xây dựng"], ["2", "Đắp đê", ""])
    ):
        for cell, text in zip(table.rows[at].cells, texts, strict=True):
            cell.text = text
    table.cell(1, 1).merge(table.cell(1, 2)).text = "GIAO THÔNG"
    table.cell(2, 2).merge(table.cell(3, 2)).text = "Sở Xây dựng|Sở Tài chính"
    source = read_source(make_docx.save(document, tmp_path / "a.docx"))
    assert source.text.split("\n\n")[1].split("\n") == [
        "| TT | Nhiệm vụ | Cơ quan chủ trì |",
        "| A | GIAO THÔNG |  |",
        "| 1 | Sửa cầu | Sở Xây dựng/Sở Tài chính |",
        "| 2 | Đắp đê | 〃 |",
    ]


def test_header_is_no_table(tmp_path: Path) -> None:
    """A table that sets header or signature side by side is read as two columns."""
    document = make_docx.new()
    table = document.add_table(rows=2, cols=2)
    for row, texts in zip(
        table.rows,
        (["SỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Số: 9/KH-SYT", "Ví Dụ, ngày 01 tháng 02 năm 2023"]),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    make_docx.add(document, "KẾ HOẠCH", centred=True)
    source = read_source(make_docx.save(document, tmp_path / "a.docx"))
    assert source.text == (
        "SỞ Y TẾ\nSố: 9/KH-SYT\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nVí Dụ, ngày 01 tháng 02 năm 2023\n\nKẾ HOẠCH"
    )


def test_unusable(tmp_path: Path) -> None:
    """A damaged document and one with a password."""
    for reason, data in (("damaged", b"PK\x03\x04 rubbish"), ("encrypted", bytes.fromhex("D0CF11E0A1B11AE1") + b"x")):
        (tmp_path / "a.docx").write_bytes(data)
        with pytest.raises(UnusableSourceError) as caught:
            read_source(tmp_path / "a.docx")
        assert caught.value.reason == reason
