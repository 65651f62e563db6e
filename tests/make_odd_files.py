"""Sixty files and more that no one should have to read; `odd_files.csv` says what comes of each.

    python tests/make_odd_files.py FOLDER

The content of those that are read is a plan of two targets; the name says what is odd.
"""

from __future__ import annotations

import io
import os
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

from extractors.lexicon import load_lexicon

PLAN = """ỦY BAN NHÂN DÂN
TỈNH MẪU

KẾ HOẠCH
Về việc thử tệp lạ {name}

Căn cứ Nghị quyết số 12/NQ-CP ngày 03/02/2024 của Chính phủ;

1. Đến năm 2027, tối thiểu 85% hồ sơ mẫu được giải quyết đúng hạn.
2. Đến năm 2028, ít nhất 60% số xã có tủ sách dùng chung.
3. Giao Sở Nội vụ chủ trì thực hiện.
"""
STORY = "Ngày xửa ngày xưa có một cô bé hái hoa bên suối, mỗi sáng em hát cho đàn chim nghe. "


def plan(name: str = "") -> str:
    """The text of a plan that is told from the others by a word."""
    return PLAN.format(name=name)


def texts() -> Iterator[tuple[str, bytes]]:
    """Text files."""
    body = plan("một")
    yield "utf8.txt", plan("utf8").encode()
    yield "bom.txt", plan("bom").encode("utf-8-sig")
    yield "utf16.txt", plan("utf16").encode("utf-16")
    yield "utf16 be khong dau.txt", plan("be").encode("utf-16-be")
    yield "utf16 le khong dau.txt", plan("le").encode("utf-16-le")
    yield "utf32.txt", plan("utf32").encode("utf-32")
    yield "utf16 cut.txt", plan("cut").encode("utf-16")[:-1]
    yield "crlf.txt", plan("crlf").replace("\n", "\r\n").encode()
    yield "cr.txt", plan("cr").replace("\n", "\r").encode()
    yield "nfd.txt", unicodedata.normalize("NFD", plan("nfd")).encode()
    yield "damaged utf8.txt", (plan("hong") * 4).encode() + b"\xff\xfe\xc3"
    yield "nul bytes.txt", body.encode() + b"\x00" * 50
    yield "one nul.txt", body.encode() + b"\x00"
    yield "empty.txt", b""
    yield "blank.txt", b" \n\t\n" * 100
    yield "only bom.txt", b"\xef\xbb\xbf"
    yield "binary.txt", bytes(range(256)) * 40
    yield "random.txt", bytes((i * 7919 + i * i) % 256 for i in range(20_000))
    yield "one line.txt", plan("dài").replace("\n", " ").encode()
    yield "one line 20 MB.txt", (plan("hai mươi") + STORY * (20_000_000 // len(STORY.encode()))).encode()
    yield "one line 2 MB.txt", (plan("hai") + STORY * (2_000_000 // len(STORY.encode()))).encode()
    yield "ten thousand brackets.txt", (plan("ngoặc") + "(" * 10_000).encode()
    yield "brackets of numbers.txt", (plan("số") + "(1%" * 3000).encode()
    yield "four thousand shares.txt", (plan("tỷ lệ") + " ".join(f"{n % 100}% ô mẫu," for n in range(4000))).encode()
    yield "rates of years.txt", (plan("mỗi năm") + "1%/năm 2020/a, " * 1500).encode()
    yield "slashes.txt", (plan("gạch chéo") + "(1%/a2020" * 3000).encode()
    yield "long table.txt", (plan("dài") + "".join(f"| Ô mẫu số {n} | % | {n % 100} |\n" for n in range(3000))).encode()
    yield "ten thousand bars.txt", (plan("gạch") + "|" * 10_000 + "\n").encode()
    yield "hundred thousand lines.txt", (plan("dòng") + "\n" * 100_000).encode()
    yield "digits.txt", (plan("chữ số") + "9" * 100_000).encode()
    yield "percent signs.txt", (plan("phần trăm") + "%" * 50_000).encode()
    yield "numbering.txt", (plan("đánh số") + "".join(f"{'1.' * (n % 60)} \n" for n in range(3000))).encode()
    yield "roman.txt", (plan("la mã") + "I" * 20_000).encode()
    yield "accents.txt", (plan("dấu") + "a" + "\u0301" * 20_000).encode()
    yield "right to left.txt", (plan("rtl") + "\u202e\u2066" * 2000).encode()
    yield "controls.txt", (plan("đk") + "\x01\x02\x03" * 500).encode()
    yield "surrogates.txt", plan("đôi").encode() + "𠀀😀".encode() * 500
    yield "english.txt", b"The committee shall publish its yearly report before the end of June. " * 30
    yield "story.txt", STORY.encode() * 10
    yield "tên có dấu và cách .txt", plan("tên").encode()
    yield "dòng\nmới.txt", plan("dòng mới").encode()
    yield "'; DROP TABLE files; --.txt", plan("bảng").encode()
    yield "<b>&amp;.txt", plan("thẻ").encode()
    yield "%s %d {0}.txt", plan("mẫu in").encode()
    yield "a" * 200 + ".txt", plan("tên dài").encode()
    yield "UPPER.TXT", plan("hoa").encode()
    yield "tcvn3.txt", bytes(_tcvn3(), "latin-1")
    yield "latin.txt", "Décret n° 12 du préfet, à l'été prochain, où l'œuvre".encode("cp1252") * 20


def _tcvn3() -> str:
    """A plan in the bytes of TCVN3; capitals with a tone have none there and lose their case."""
    table = {row["value"]: row["form"] for row in load_lexicon("legacy") if row["encoding"] == "tcvn3"}
    return "".join(table.get(char) or table.get(char.lower(), char) for char in plan("tcvn"))


def archives() -> Iterator[tuple[str, bytes]]:
    """Archives and Word documents, which are archives too."""
    good = _zip({"a.txt": plan("trong kho").encode()})
    yield "good.zip", good
    yield "empty.zip", _zip({})
    yield "truncated.zip", good[: len(good) // 2]
    yield "no archive.zip", plan("không phải kho").encode()
    yield "bomb.zip", _zip({"bomb.txt": b"0" * 80_000_000})
    deep = good
    for _ in range(4):
        deep = _zip({"deep.zip": deep})
    yield "deep.zip", deep
    yield "many.zip", _zip({f"{number}.txt": b"x" for number in range(1200)})
    yield "climbing.zip", _zip({"../../climb.txt": plan("leo").encode(), "/abs.txt": plan("gốc").encode()})
    yield "broken member.zip", _broken_member()
    yield "encrypted.zip", _encrypted(good)
    yield "no word.docx", plan("không phải word").encode()
    yield "archive.docx", _zip({"a.txt": b"x"})
    yield "bomb.docx", _zip({"word/document.xml": b" " * 60_000_000})
    yield "truncated.docx", good[:60]
    yield "xml in xml.docx", _zip({"[Content_Types].xml": b"<a>" * 50_000, "word/document.xml": b"<a>" * 50_000})


def _zip(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def _broken_member() -> bytes:
    data = bytearray(_zip({"good.txt": plan("lành").encode(), "z.txt": plan("vỡ").encode() * 3}))
    at = data.index(b"z.txt") + 20
    data[at : at + 40] = b"\xff" * 40
    return bytes(data)


def _encrypted(archive: bytes) -> bytes:
    """The flag of encryption set in both headers."""
    data = bytearray(archive)
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def pages() -> Iterator[tuple[str, bytes]]:
    """PDF files and web pages."""
    yield "no pdf.pdf", plan("không phải pdf").encode()
    yield "head only.pdf", b"%PDF-1.7\n%%EOF"
    yield "truncated.pdf", _pdf(1)[:150]
    yield "no page.pdf", _pdf(0)
    yield "blank page.pdf", _pdf(1)
    yield "ten thousand pages.pdf", _pdf(10_000)
    yield "looping pages.pdf", _pdf(1, kids="2 0 R")
    yield "looping stream.pdf", _pdf(1, content="/X Do " * 10, resources="/XObject << /X 4 0 R >>")
    yield "encrypted.pdf", _pdf(1).replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Own >>")
    yield "deep page.html", (f"<html><body>{'<div>' * 20_000}" + plan("sâu") + "</body></html>").encode()
    yield "page.html", f"<html><body><pre>{plan('trang')}</pre></body></html>".encode()
    yield "unclosed.html", f"<html><body><p>{plan('hở').replace(chr(10), '<p>')}".encode()
    yield "script.html", b"<html><script>" + b"x=1;" * 10_000 + b"</script></html>"
    yield "picture.jpg", b"\xff\xd8\xff\xe0" + b"0" * 1000
    yield "sheet.xlsx", b"PK\x03\x04" + b"0" * 100


def _pdf(count: int, *, kids: str = "", content: str = "", resources: str = "") -> bytes:
    """A PDF of so many pages, by hand; stream 4 0 is what every page shows."""
    numbers = [5 + number for number in range(count)]
    first = kids or " ".join(f"{number} 0 R" for number in numbers)
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{first}] /Count {count} >>",
        3: f"<< {resources} >>",
        4: f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 3 0 R /Length {len(content)} >>\n"
        f"stream\n{content}\nendstream",
    }
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Resources 3 0 R /Contents 4 0 R >>"
    objects |= dict.fromkeys(numbers, page)
    data, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in objects.items():
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(data)
    data += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}".encode()
    data += f"trailer << /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(data)


def make_odd_files(folder: Path) -> list[Path]:
    """Write all of them; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for source in (texts, archives, pages):
        for name, data in source():
            (folder / name).write_bytes(data)
            made.append(folder / name)
    odd = os.fsencode(str(folder)) + b"/\xff\xfe.txt"
    Path(os.fsdecode(odd)).write_text(plan("tên byte"), encoding="utf-8")
    loop = folder / "loop"
    loop.mkdir()
    (loop / "again").symlink_to(loop)
    (loop / "gone.txt").symlink_to(folder / "nowhere.txt")
    return [*made, Path(os.fsdecode(odd)), loop / "gone.txt"]


if __name__ == "__main__":
    print(len(make_odd_files(Path(sys.argv[1]))), "files")
