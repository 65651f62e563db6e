"""Web pages, documents through LibreOffice, and the command that shows what is read."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import make_pdf
import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.errors import UnusableSourceError
from pipeline.readers import office, read_source

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>Kế hoạch</title><style>p {{}}</style></head><body>
<nav><a href="/">Trang chủ</a></nav>
<table><tr><td><p><b>SỞ Y TẾ</b></p><p>Số: 9/KH-SYT</p></td>
<td><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>Độc lập - Tự do - Hạnh phúc</p></td></tr></table>
<h1>KẾ HOẠCH</h1><p>Tiêm phòng cho đàn gia&nbsp;súc
 năm 2024</p>
<p>1. Đạt ít nhất 82% tổng đàn<sup>1</sup>, diện tích 35 km<sup>2</sup>.</p>
<ol start="2"><li>Giao Sở Y tế;</li><li>Báo cáo:<ul><li>Hằng tháng.</li></ul></li></ol>
<table border="1"><thead><tr><th>TT</th><th>Nhiệm vụ</th><th colspan="2">Cơ quan</th></tr></thead>
<tbody><tr><td>1</td><td>Mua vắc-xin</td><td>Sở Tài chính</td><td rowspan="2">Sở Y tế</td></tr>
<tr><td>2</td><td>Tiêm | ghi sổ</td><td></td></tr></tbody></table>
<script>var x = "<p>không phải văn bản</p>";</script></body></html>"""

TEXT = """SỞ Y TẾ
Số: 9/KH-SYT

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

KẾ HOẠCH

Tiêm phòng cho đàn gia súc năm 2024

1. Đạt ít nhất 82% tổng đàn¹, diện tích 35 km².

2. Giao Sở Y tế;

3. Báo cáo:

- Hằng tháng.

| TT | Nhiệm vụ | Cơ quan |  |
| 1 | Mua vắc-xin | Sở Tài chính | Sở Y tế |
| 2 | Tiêm / ghi sổ |  | 〃 |"""


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_web_page(tmp_path: Path, charset: str) -> None:
    """Paragraphs, lists with their numbers, tables as rows; no menus, no scripts."""
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.format(charset="utf-8").encode(charset))
    assert read_source(path).text == TEXT


def test_web_page_that_is_not_closed(tmp_path: Path) -> None:
    """Careless markup loses no text."""
    path = tmp_path / "a.htm"
    path.write_text("<p>QUYẾT ĐỊNH<p>Điều 1. Giao Sở Nội vụ<table><tr><td>1<td>Rà soát<tr><td>2<td>Báo cáo", "utf-8")
    assert read_source(path).text == "QUYẾT ĐỊNH\n\nĐiều 1. Giao Sở Nội vụ\n\n| 1 | Rà soát |\n| 2 | Báo cáo |"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (libreoffice-writer-nogui) is not installed")
@pytest.mark.parametrize("suffix", [".doc", ".odt"])
def test_older_documents(tmp_path: Path, suffix: str) -> None:
    """What LibreOffice can open is read as Word would be, automatic numbers too."""
    pytest.importorskip("docx", reason="Word documents need python-docx (extra: word)")
    import make_docx

    document = make_docx.new()
    make_docx.add_list(document)
    make_docx.add(document, "KẾ HOẠCH", centred=True)
    make_docx.add(document, "MỤC TIÊU", level=0)
    make_docx.add(document, "Có 45% thôn, bản có nhà sinh hoạt cộng đồng vào năm 2027.", level=1)
    made = make_docx.save(document, tmp_path / "a.docx")
    order = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run([*order, suffix[1:], "--outdir", str(tmp_path), str(made)], check=True, capture_output=True)
    source = read_source(tmp_path / f"a{suffix}")
    assert source.path == tmp_path / f"a{suffix}"
    assert source.text.split("\n\n") == [
        "KẾ HOẠCH",
        "I. MỤC TIÊU",
        "1. Có 45% thôn, bản có nhà sinh hoạt cộng đồng vào năm 2027.",
    ]


def test_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where LibreOffice is missing: one sentence that says so."""
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(UnusableSourceError, match="libreoffice-writer") as caught:
        read_source(tmp_path / "a.doc")
    assert caught.value.reason == "missing_program"


def test_command_read(tmp_path: Path) -> None:
    """`chitieu read` shows pages, their quality, what was done and the text; an error is one sentence."""
    pytest.importorskip("reportlab", reason="PDF for the tests is made with reportlab (extra: test)")
    path = make_pdf.plan(tmp_path / "plan.pdf")
    shown = CliRunner().invoke(cli, ["read", str(path)])
    assert shown.exit_code == 0
    assert "pdf, 1 trang" in shown.output
    assert "── Trang (page) 1; âm tiết hợp lệ (valid syllables) 9" in shown.output
    assert "%; page_number" in shown.output
    assert make_pdf.PARAGRAPHS[1] in shown.output
    assert make_pdf.PARAGRAPHS[1] not in CliRunner().invoke(cli, ["read", "--no-text", str(path)]).output
    missing = CliRunner().invoke(cli, ["read", str(tmp_path / "none.pdf")])
    assert isinstance(missing.exception, UnusableSourceError)
