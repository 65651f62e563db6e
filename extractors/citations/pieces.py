"""Pieces of patterns that citations are built of: numbers with their symbols, dates, terms."""

from __future__ import annotations

import regex

from extractors.edtf import edtf

#: What stands for an emphasis mark inside a word (`QH**1**5`), so that the word can be read through it.
JOINER = "\u2060"
_J = f"{JOINER}*"
#: White space, and joiners.
GAP = rf"[\s{JOINER}]"

#: A part of a symbol: `NQ`, `TTg`, `CTr`, `QH15`, `SoNNMT`; a word may be glued to it (`QĐ-TTgcủa`).
_PART = (
    rf"[A-ZĐƯ](?:{_J}[A-ZĐƯ&])*(?:[a-z]{{1,2}}[A-ZĐ&]*)?(?:{_J}\d){{0,2}}"
    r"(?:(?![\p{L}\d])|(?=của\b|ngày\b|về\b))"
)
#: The symbol behind the number: parts with dashes, slashes or points between, stray blanks among them (`KH- UBND`).
_SYMBOL = rf"{_PART}(?:{GAP}*[-/.]{GAP}*{_PART}){{0,4}}"
#: `30c`, `02600`.
_SERIAL = rf"\d(?:{_J}\d){{0,5}}[a-zđA-ZĐ]?"
_YEAR = rf"(?:19|20)(?:{_J}\d){{2}}"

#: A number with its symbol: `163/2016/NĐ-CP`, `14-NQ/TU`, `204 -CV/BCSD`, `72/2025/QH15`.
NUMBER = rf"(?P<serial>{_SERIAL})(?:{GAP}*/{GAP}*(?P<year>{_YEAR}))?{GAP}*[-/]{GAP}*(?P<symbol>{_SYMBOL})"

#: `01/8/2007`, `10 /01/2022`, `15-11-2024`, `1.8.2007`.
_SHORT_DATE = r"(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>(?:19|20)\d\d)(?!\d)"
#: `15 tháng 7 năm 2021`.
_LONG_DATE = r"(?P<ld>\d{1,2})\s+tháng\s+(?P<lm>\d{1,2})\s*,?\s+năm\s+(?P<ly>(?:19|20)\d\d)(?!\d)"
#: `ngày 15 tháng 7 năm 2021`, the word may be lost before a short date.
DATE = rf"(?i:ngày\s*(?:{_SHORT_DATE}|{_LONG_DATE})|(?<![\d/]){_SHORT_DATE})"

#: `khóa XIV`, `(khóa XII)`, `Khóa XII`.
_TERM = r"[Kk]hóa\s+(?:[IVXLC]+|\d{1,2})(?:\s*,\s*(?:khóa\s+)?[IVXLC]+)*\b"
TERM = rf"(?:\(\s*{_TERM}\s*\)|{_TERM})"
#: `XVII`, `6`, `sáu`.
_IN_WORDS = r"(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười(?:\s+(?:một|hai|ba|bốn|lăm))?)"
ORDINAL = rf"(?:[IVXLC]+|\d{{1,2}}|(?:thứ\s+)?{_IN_WORDS})\b"


def date_of(match: regex.Match[str]) -> str | None:
    """The ISO date that a match of `DATE` gives, `None` where it is no date.

    >>> date_of(regex.fullmatch(DATE, "ngày 15 tháng 7 năm 2021"))
    '2021-07-15'
    """
    day, month, year = (match[name] or match["l" + name] for name in "dmy")
    return edtf(year, month, day)


def number_of(match: regex.Match[str]) -> str:
    """The number as printed without its blanks.

    >>> number_of(regex.match(NUMBER, "204 -CV/BCSD ngày"))
    '204-CV/BCSD'
    """
    return str(_BLANK.sub("", match.group()[match.start("serial") - match.start() :]))


def readable(view: str, text: str) -> str:
    """The view with joiners where emphasis marks split a word in the text, and letters of Cyrillic that look like
    Latin ones (they come from scans) as Latin; as long as before.

    >>> readable("số QH  1  5", "số QH**1**5") == f"số QH{JOINER * 2}1{JOINER * 2}5"
    True
    """
    if _CYRILLIC.search(view):
        view = view.translate(_LOOK_ALIKE)
    if "*" not in text:
        return view
    pieces, at = [], 0
    for mark in _INNER_MARK.finditer(text):
        pieces += [view[at : mark.start()], JOINER * len(mark.group())]
        at = mark.end()
    return "".join([*pieces, view[at:]]) if pieces else view


_CYRILLIC = regex.compile("[АВСЕНКМОРТХ]")
_LOOK_ALIKE = str.maketrans("АВСЕНКМОРТХ", "ABCEHKMOPTX")
_BLANK = regex.compile(GAP)
_INNER_MARK = regex.compile(r"(?<=\w)\*+(?=[\w/])|(?<=[\w/-])\*+(?=\w)")
