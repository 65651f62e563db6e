"""Text files: encodings are told by what they hold; a wrong guess is worse than an error."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from extractors.lexicon import load_lexicon
from pipeline.errors import UnusableSourceError
from pipeline.readers import read_source

TEXT = (
    "ỦY BAN NHÂN DÂN TỈNH VÍ DỤ\nSố: 12/KH-UBND\n\nKẾ HOẠCH\nVề trồng cây bóng mát năm 2024\n\n"
    "1. Giao Sở Xây dựng chủ trì, phối hợp với các sở, ngành trồng ít nhất 4.500 cây trước ngày 15/9/2024.\n"
    "2. Phấn đấu 85% tuyến phố có cây xanh vào năm 2026; các cấp ủy đảng kiểm tra hằng quý.\n"
)


def in_legacy(text: str, encoding: str) -> bytes:
    """The bytes of a text in TCVN3 or VNI, capitals with a tone as the fonts have them."""
    table = {row["value"]: row["form"] for row in reversed(load_lexicon("legacy")) if row["encoding"] == encoding}
    small = {value.upper(): form for value, form in table.items() if value.upper() not in table}
    return "".join((small | table).get(letter, letter) for letter in text).encode("latin-1")


ENCODED = {
    "utf-8": TEXT.encode(),
    "utf-8 with mark": TEXT.encode("utf-8-sig"),
    "utf-16": TEXT.encode("utf-16"),
    "utf-16 without mark": TEXT.encode("utf-16-le"),
    "utf-16 big-endian without mark": TEXT.encode("utf-16-be"),
    "line ends of windows": TEXT.replace("\n", "\r\n").encode(),
    "decomposed": unicodedata.normalize("NFD", TEXT).encode(),
    "tcvn3": in_legacy(TEXT, "tcvn3"),
    "vni": in_legacy(TEXT, "vni"),
    "tcvn3 shown through the wrong code page": in_legacy(TEXT, "tcvn3").decode("latin-1").encode(),
    "vni shown through the wrong code page": in_legacy(TEXT, "vni").decode("latin-1").encode(),
}


def in_1258(text: str) -> bytes:
    """The bytes of a text in Windows-1258: letters with their shape, tones as marks behind them."""
    out = []
    for letter in unicodedata.normalize("NFD", text):
        try:
            out.append(unicodedata.normalize("NFC", "".join(out[-1:]) + letter).encode("cp1258").decode("cp1258"))
            if len(out) > 1 and len(out[-1]) == 1 and unicodedata.combining(letter):
                del out[-2]
            else:
                out[-1] = letter
        except UnicodeEncodeError:
            out.append(letter)
    return "".join(out).encode("cp1258")


@pytest.mark.parametrize("data", ENCODED.values(), ids=ENCODED.keys())
def test_encodings(tmp_path: Path, data: bytes) -> None:
    """The same text comes out of every encoding."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert read_source(path).text == TEXT


def test_windows_1258(tmp_path: Path) -> None:
    """Windows-1258 writes tones as marks of their own."""
    path = tmp_path / "a.txt"
    path.write_bytes(in_1258(TEXT))
    source = read_source(path)
    assert source.text == TEXT
    assert source.notes == ("encoding: windows-1258",)


UNUSABLE = {
    "empty": b"",
    "empty ": b" \n\n ",
    "binary": bytes(range(256)) * 20,
    "binary ": b"PK\x03\x04" + b"\x00\x01\x02" * 200,
    "unknown_encoding": "Ünïcödé wörds thät ärë nöt Vïëtnämësë ät äll".encode("latin-1") * 3,
    "not_administrative": "Mẹ đi chợ mua một con cá, hai bó rau và ít hành về nấu canh chua cho cả nhà.".encode(),
    "not_administrative ": b"The quick brown fox jumps over the lazy dog. " * 5,
}


@pytest.mark.parametrize(("reason", "data"), UNUSABLE.items(), ids=UNUSABLE.keys())
def test_unusable(tmp_path: Path, reason: str, data: bytes) -> None:
    """What cannot be used is an error with a reason, in one sentence that names the file and what to do."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(UnusableSourceError) as caught:
        read_source(path)
    assert caught.value.reason == reason.strip()
    assert str(path) in str(caught.value)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_missing_and_unknown(tmp_path: Path) -> None:
    """A path without a file, a file without a reader."""
    with pytest.raises(UnusableSourceError, match="no such file"):
        read_source(tmp_path / "none.txt")
    (tmp_path / "a.xyz").write_text("a")
    with pytest.raises(UnusableSourceError, match="no reader"):
        read_source(tmp_path / "a.xyz")


def test_any_text(tmp_path: Path) -> None:
    """A text of another kind can be read where it is asked for."""
    (tmp_path / "a.txt").write_bytes(UNUSABLE["not_administrative"])
    assert read_source(tmp_path / "a.txt", any_text=True).text.startswith("Mẹ")
