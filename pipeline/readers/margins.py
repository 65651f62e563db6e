"""What stands around the text of a page: page numbers, running heads, footnotes, raised marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import regex

from pipeline.readers.ruled import Grid
from pipeline.readers.words import Row, raise_word

_NUMBER = regex.compile(r"[-–—\s]*(?:Trang|trang|Page)?\s*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*")
_DIGITS = regex.compile(r"\d+")
_MARK = regex.compile(r"(?P<mark>[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}|\*+)(?:[.)\s]|$|(?=\p{L}))")
#: Words of a document's own header, which several documents bound in one file may have on one spot.
_OWN_HEADER = regex.compile(r"(?i)c[ộô]ng\s+h[òo][aà]|đ[ảa]ng\s+c[ộo]ng\s+s[ảa]n|đ[ộo]c\s+l[ậa]p|^số")
_ZONE = 0.12  # of the page's height, at its top and bottom
_SMALL = 0.9  # of the body's type size: footnotes


@dataclass(slots=True)
class Sheet:
    """A page while it is read: its rows from top to bottom, its footnotes and tables, its size in points.

    `done` says what was done to it, `quality` is its share of valid syllables.
    """

    number: int
    width: float
    height: float
    rows: list[Row]
    footnotes: list[list[Row]] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    quality: float = 1.0
    #: Whether an image covers most of the page.
    is_image: bool = False
    #: Whether the page was turned on its side to be read.
    turned: bool = False

    @property
    def depth(self) -> float:
        """How far the page reaches down as it is read, in points."""
        return self.width if self.turned else self.height


def body_size(sheets: Iterable[Sheet]) -> float:
    """The type size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for row in sheet.rows:
            sizes[round(row.size * 2) / 2] += sum(len(word.text) for word in row.words)
    return max(sizes, key=lambda size: sizes[size]) if sizes else 0.0


def join_raised(rows: list[Row]) -> list[Row]:
    """The rows with superscripts in the row that they stand in, marked as such (`đại học¹`)."""
    kept: list[Row] = []
    for at, row in enumerate(rows):
        host = next((r for r in rows[at + 1 : at + 4] if _is_raised(row, r)), None)
        if host is None:
            kept.append(row)
            continue
        for word in row.words:
            raise_word(word)
        host.words = sorted([*host.words, *row.words], key=lambda word: word.x0)
    return kept


def _is_raised(row: Row, host: Row) -> bool:
    """Whether a row of small type stands at the upper edge of another."""
    lift = host.base - row.base
    small = row.size < 0.8 * host.size or (
        len(row.words) == 1 and row.size < 0.95 * host.size and row.words[0].text.isdigit()
    )
    return small and 0.1 * host.size < lift < 0.65 * host.size and all(len(word.text) <= 4 for word in row.words)


def drop_margins(sheets: list[Sheet]) -> None:
    """Take page numbers, running heads and running feet from the pages; `done` says what was taken."""
    heads = Counter(key for sheet in sheets for key in {_key(row) for row in _outer(sheet)})
    often = max(3, len(sheets) // 2)
    repeated = {key for key, count in heads.items() if count >= often}
    for sheet in sheets:
        number = _page_number(sheet)
        for row in _outer(sheet):
            if row is number:
                sheet.done.append("page_number")
            elif _key(row) in repeated and not _OWN_HEADER.search(row.text):
                sheet.done.append("running_head")
            else:
                continue
            sheet.rows.remove(row)


def _page_number(sheet: Sheet) -> Row | None:
    """The first or last row of a page if it is a number: that of the page where both are."""
    outer = _outer(sheet)
    ends = [sheet.rows[0], sheet.rows[-1]] if sheet.rows else []
    numbers = [row for row in ends if any(row is other for other in outer) and _NUMBER.fullmatch(row.text)]
    own = [row for row in numbers if _DIGITS.findall(row.text)[0] == str(sheet.number)]
    return next(iter(own or numbers), None)


def _outer(sheet: Sheet) -> list[Row]:
    """The outermost three rows at the top and at the bottom of a page, from the edges inwards."""
    zone = _ZONE * sheet.depth
    top = [row for row in sheet.rows[:3] if row.base < zone]
    bottom = [row for row in sheet.rows[:-4:-1] if row.base > sheet.depth - zone and row not in top]
    return top + bottom


def _key(row: Row) -> tuple[str, int]:
    return _DIGITS.sub("#", row.text), round(row.base / 6)


def lift_footnotes(sheet: Sheet, *, size: float) -> None:
    """Move the footnotes at the foot of a page out of its rows: small type that begins with a mark."""
    begin = len(sheet.rows)
    while begin and sheet.rows[begin - 1].size < _SMALL * size:
        begin -= 1
    while begin < len(sheet.rows) and not _MARK.match(sheet.rows[begin].text):
        begin += 1
    marks = {word.text for row in sheet.rows[:begin] for word in row.words if word.raised}
    notes = sheet.rows[begin:]
    if not notes or not (marks or notes[0].words[0].raised):
        return
    for row in notes:
        if _MARK.match(row.text) and (row.words[0].raised or row.text[0].isdigit()):
            raise_word(row.words[0])
            sheet.footnotes.append([])
        sheet.footnotes[-1].append(row)
    sheet.rows = sheet.rows[:begin]
    sheet.done.append("footnotes")
