"""Bytes to text: the encoding is told by its marks, else by what reads as Vietnamese; a doubtful one is an error.

Vietnamese before Unicode was written through fonts: the bytes of TCVN3 (ABC, fonts `.Vn…`) and VNI (fonts `VNI-…`)
look like accented Latin. They are converted where nearly all words become Vietnamese syllables.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import regex

from extractors.lexicon import load_lexicon
from extractors.syllables import count_words, share_of_syllables
from pipeline.errors import UnusableSourceError
from pipeline.origin import Steps, broken, composed

#: Byte order marks, the longest first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GOOD, _POOR, _AHEAD = 0.9, 0.75, 0.1  # share of syllables: of a right reading, of a wrong one, between two
_CONTROL = regex.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

_WORD = regex.compile(r"[^\s\p{Pd}/().,;:]+|\xad[^\s\p{Pd}/().,;:]+")


#: Bytes that are no UTF-8 in a file that otherwise is, as they are decoded.
_DAMAGED = regex.compile(r"[\udc80-\udcff]")
_DAMAGED_NAME = "utf-8 with damaged characters"


def decode(path: Path, data: bytes) -> tuple[str, str, Steps]:
    """The text of a file's bytes (NFC, line ends as `\\n`), the encoding it was read in, and the way back.

    Raises `UnusableSourceError`: `empty`, `binary`, `unknown_encoding`.
    """
    if not data.strip():
        raise UnusableSourceError(path, "empty", "the file is empty", "Give a file with text.")
    steps, encoding = _by_mark(path, data) or _by_content(path, data)
    text = _DAMAGED.sub("\ufffd", steps.decoded) if encoding == _DAMAGED_NAME else steps.decoded
    if not text.strip():
        raise UnusableSourceError(path, "empty", "the file is empty", "Give a file with text.")
    if len(_CONTROL.findall(text[:100_000])) > 0.002 * len(text[:100_000]):
        raise _binary(path)
    if encoding in _CONVERTERS:
        text = _converted(text, encoding, steps)
    elif found := told_encoding(text[:20_000]):
        text, encoding = _converted(text, found, steps), found
    return composed(broken(text, steps), steps), encoding, steps


def _converted(text: str, encoding: str, steps: Steps) -> str:
    steps.take(pieces_of(text, encoding))
    return convert(text, encoding)


def told_encoding(text: str) -> str | None:
    """The encoding through which a text would read as Vietnamese; None where it does already, or through none."""
    if share_of_syllables(text) >= _POOR or count_words(text) < 5:
        return None
    best, name = max((share_of_syllables(converter(text)), name) for name, converter in _CONVERTERS.items())
    return name if best >= _GOOD else None


def convert(text: str, encoding: str) -> str:
    """Text that was read through Latin-1 in the encoding that it is in.

    >>> convert("Coäng hoøa xaõ hoäi", "vni")
    'Cộng hòa xã hội'
    """
    return _CONVERTERS[encoding](text)


def pieces_of(text: str, encoding: str) -> list[int]:
    """How many characters of a text each character of its conversion stands for.

    >>> pieces_of("hoøa", "vni")
    [1, 2, 1]
    """
    if encoding == "utf-8 twice":
        return [len(letter.encode()) for letter in _from_mojibake(text)]
    pattern, _ = _table(encoding)
    lengths, at = [], 0
    for match in pattern.finditer(text):
        lengths += [1] * (match.start() - at) + [len(match.group())]
        at = match.end()
    return lengths + [1] * (len(text) - at)


def _by_mark(path: Path, data: bytes) -> tuple[Steps, str] | None:
    """The text of bytes that begin with a byte order mark, or look like UTF-16 without one."""
    mark, encoding = next((row for row in _MARKS if data.startswith(row[0])), (b"", _utf16_without_mark(data)))
    if encoding is None:
        return None
    try:
        return Steps(data.decode(encoding), encoding, len(mark)), encoding
    except UnicodeDecodeError:
        raise _unknown(path) from None


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 by its zero bytes: the high bytes of plain letters and blanks, which all stand on one side of the pairs.

    None unless what is read so is Vietnamese.

    >>> _utf16_without_mark("Giao các sở rà soát văn bản.".encode("utf-16-be"))
    'utf-16-be'
    """
    sample = data[:4000]
    high, low = sample[0::2].count(0), sample[1::2].count(0)
    if high + low < 0.2 * len(sample) or min(high, low) > 0.05 * max(high, low):
        return None
    encoding = "utf-16-be" if high > low else "utf-16-le"
    text = sample[: len(sample) // 2 * 2].decode(encoding, errors="ignore")
    return encoding if share_of_syllables(text) >= _POOR else None


def _by_content(path: Path, data: bytes) -> tuple[Steps, str]:
    if b"\x00" in data:
        raise _binary(path)
    try:
        return Steps(data.decode("utf-8"), "utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    whole = data.decode("utf-8", errors="surrogateescape")
    damaged = _DAMAGED.sub("\ufffd", whole[:20_000])
    if len(_DAMAGED.findall(whole)) <= 0.002 * len(whole) and share_of_syllables(damaged) >= _GOOD:
        return Steps(whole, "utf-8"), _DAMAGED_NAME
    readings = sorted(_readings(data), reverse=True)
    if readings[0][0] < _GOOD or (len(readings) > 1 and readings[0][0] - readings[1][0] < _AHEAD):
        raise _unknown(path)
    _, name, codec = readings[0]
    return Steps(data.decode(codec), codec), name


def _readings(data: bytes) -> Iterator[tuple[float, str, str]]:
    """Share of syllables, name and codec for each one-byte encoding of Vietnamese."""
    latin = data[:20_000].decode("latin-1")
    for name in ("tcvn3", "vni"):
        yield share_of_syllables(convert(latin, name)), name, "latin-1"
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        return
    yield share_of_syllables(composed(text[:20_000], Steps("", "cp1258"))), "windows-1258", "cp1258"


@cache
def _table(encoding: str) -> tuple[regex.Pattern[str], dict[str, str]]:
    rows = {row["form"]: row["value"] for row in load_lexicon("legacy") if row["encoding"] == encoding}
    forms = sorted(map(regex.escape, rows), key=len, reverse=True)
    return regex.compile("|".join(forms)), rows


def _from_tcvn3(text: str) -> str:
    """TCVN3 has no capitals with a tone: a word is put in capitals as its plain letters or its neighbours are."""
    pattern, table = _table("tcvn3")
    words = list(_WORD.finditer(text))
    loud = _spread([_is_loud(word.group()) for word in words], words, text)
    out, at = [], 0
    for word, shouted in zip(words, loud, strict=True):
        converted = pattern.sub(lambda m: table[m.group()], word.group())
        out += [text[at : word.start()], converted.upper() if shouted else converted]
        at = word.end()
    return "".join([*out, text[at:]])


def _spread(loud: list[bool | None], words: list[regex.Match[str]], text: str) -> list[bool | None]:
    """Undecided words take after the word beside them, from which only blanks part them."""
    loud = list(loud)
    for order, by in ((range(1, len(words)), -1), (range(len(words) - 2, -1, -1), 1)):
        for index in order:
            if loud[index] is None and loud[index + by]:
                first, second = sorted((index, index + by))
                loud[index] = not text[words[first].end() : words[second].start()].strip(" ") or None
    return loud


def _is_loud(word: str) -> bool | None:
    """Whether a word is in capitals by its plain letters; None where a single letter does not tell."""
    letters = [letter for letter in word if letter.isascii() and letter.isalpha()]
    if not all(letter.isupper() for letter in letters):
        return False
    return True if len(letters) > 1 else None


def _from_vni(text: str) -> str:
    pattern, table = _table("vni")
    return str(pattern.sub(lambda m: table[m.group()], text))


def _from_mojibake(text: str) -> str:
    """UTF-8 that was read as Windows-1252."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return ""


_CONVERTERS: dict[str, Callable[[str], str]] = {"tcvn3": _from_tcvn3, "vni": _from_vni, "utf-8 twice": _from_mojibake}


def _binary(path: Path) -> UnusableSourceError:
    return UnusableSourceError(
        path, "binary", "the file holds no text, in spite of its name", "Give it the name of its kind."
    )


def _unknown(path: Path) -> UnusableSourceError:
    return UnusableSourceError(
        path, "unknown_encoding", "its encoding is none that is known for Vietnamese", "Save it as UTF-8."
    )
