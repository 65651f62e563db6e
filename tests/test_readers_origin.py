"""From the text back to the file: bytes of a text file in any encoding, elements of a Word document."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import make_docx
import pytest
from test_readers_text import ENCODED, TEXT, in_1258, in_legacy

from pipeline.readers import read_source

#: How the bytes of each kind of file are read on their own.
CODECS = {
    "utf-8 with mark": "utf-8",
    "utf-16": "utf-16-le",
    "utf-16 without mark": "utf-16-le",
    "utf-16 big-endian without mark": "utf-16-be",
}
PIECES = ("TỈNH VÍ DỤ", "12/KH-UBND", "4.500", "trước ngày 15/9/2024", "85%", "hằng quý.\n")


@pytest.mark.parametrize("name", [name for name in ENCODED if "code page" not in name and name not in ("tcvn3", "vni")])
def test_bytes_of_unicode(tmp_path: Path, name: str) -> None:
    """The bytes of a span, read on their own, are the span, also where letters are composed and line ends shortened."""
    (tmp_path / "a.txt").write_bytes(ENCODED[name])
    source = read_source(tmp_path / "a.txt")
    for piece in PIECES:
        start = source.text.index(piece)
        begin, end = source.bytes_of(start, start + len(piece)) or (0, 0)
        found = ENCODED[name][begin:end].decode(CODECS.get(name, "utf-8"))
        assert unicodedata.normalize("NFC", found.replace("\r\n", "\n")) == piece
    assert source.bytes_of(len(source.text), len(source.text)) == (len(ENCODED[name]),) * 2


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
@pytest.mark.parametrize("wrong_page", [False, True])
def test_bytes_of_old_fonts(tmp_path: Path, encoding: str, wrong_page: bool) -> None:
    """The same in fonts from before Unicode, also where a program took their bytes for accented Latin."""
    data = in_legacy(TEXT, encoding)
    (tmp_path / "a.txt").write_bytes(data.decode("latin-1").encode() if wrong_page else data)
    source = read_source(tmp_path / "a.txt")
    assert source.notes == (f"encoding: {encoding}",)
    for piece in PIECES:
        start = source.text.index(piece)
        begin, end = source.bytes_of(start, start + len(piece)) or (0, 0)
        found = (tmp_path / "a.txt").read_bytes()[begin:end]
        assert (found.decode().encode("latin-1") if wrong_page else found) == in_legacy(piece, encoding)


def test_bytes_of_windows_1258(tmp_path: Path) -> None:
    """The same where tones are marks of their own."""
    (tmp_path / "a.txt").write_bytes(in_1258(TEXT))
    source = read_source(tmp_path / "a.txt")
    for piece in PIECES:
        start = source.text.index(piece)
        begin, end = source.bytes_of(start, start + len(piece)) or (0, 0)
        assert in_1258(TEXT)[begin:end] == in_1258(piece)


def test_bytes_of_damaged_text(tmp_path: Path) -> None:
    """A byte that is no UTF-8 counts as one; the file says that it is damaged."""
    data = (TEXT * 4).encode().replace("Sở".encode(), b"S\xff", 1)
    (tmp_path / "a.txt").write_bytes(data)
    source = read_source(tmp_path / "a.txt")
    assert [(flaw.reason, flaw.what) for flaw in source.flaws] == [
        ("damaged_characters", "1 characters are damaged"),
    ]
    start = source.text.index("15/9/2024")
    begin, end = source.bytes_of(start, start + 9) or (0, 0)
    assert data[begin:end] == b"15/9/2024"


def test_elements_of_word(tmp_path: Path) -> None:
    """A span of a Word document names its paragraph, its cell or its footnote."""
    pytest.importorskip("docx", reason="Word documents need python-docx (extra: word)")
    document = make_docx.new()
    make_docx.add(document, "KẾ HOẠCH", centred=True)
    make_docx.add_footnotes(document, {7: "Theo Thông báo số 8/TB-SYT."})
    make_docx.refer(make_docx.add(document, "I. Giao Sở Y tế thống kê 12 trạm"), 7)
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    for cell, text in zip((c for row in table.rows for c in row.cells), ("TT", "Việc", "1", "Mua xe"), strict=True):
        cell.text = text
    source = read_source(make_docx.save(document, tmp_path / "a.docx"))
    for piece, path in (
        ("Giao Sở Y tế", "/w:document/w:body/w:p[2]"),
        ("8/TB-SYT", "/w:footnotes/w:footnote[@w:id='7']"),
        ("Mua xe", "/w:document/w:body/w:tbl/w:tr[2]/w:tc[2]"),
    ):
        start = source.text.index(piece)
        assert source.elements_of(start, start + len(piece)) == [path]
        assert source.bytes_of(start, start + len(piece)) is None


def test_lines_of_a_web_page(tmp_path: Path) -> None:
    """A span of a web page names the line of markup on which its paragraph or its row begins."""
    markup = """<html><body>
<p>KẾ HOẠCH</p>
<p>
  1. Giao Sở Y tế thống kê <b>12
trạm</b> trước ngày 15/9/2024.</p>
<table>
<tr><th>TT</th><th>Việc</th><th>Cơ quan chủ trì</th></tr>
<tr><td>1</td><td>Mua xe</td>
<td>Sở Y tế</td></tr></table></body></html>"""
    (tmp_path / "a.html").write_text(markup, "utf-8")
    source = read_source(tmp_path / "a.html")
    for piece, line in (("KẾ HOẠCH", 2), ("trước ngày 15/9/2024", 4), ("Cơ quan chủ trì", 7), ("Mua xe", 8)):
        start = source.text.index(piece)
        assert source.elements_of(start, start + len(piece)) == [f"line {line}"]
