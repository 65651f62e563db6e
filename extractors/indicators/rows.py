"""What a row of a table measures: its head, and the head of its group where the row is only a part."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby

import regex

from extractors.indicators.indices import is_index
from extractors.indicators.words import without_times, word_of
from extractors.structure.types import Block, Part

_WORDS = regex.compile(r"\p{L}{2,}[^\d|]*\s\p{L}")
_PART = regex.compile(
    r"\s*(?:[-+•]|trong\s+đó|(?:ở\s+|tại\s+)?cấp\s+(?:tỉnh|huyện|xã|thành\s+phố)\s*$)", regex.IGNORECASE
)
_FARTHEST = 400
_LETTER = regex.compile(r"[\p{L}\d]")
_IN_BRACKETS = regex.compile(r"\s*\([^()]*\)")
_YEAR = regex.compile(r"(?<!\d)20\d\d(?!\d)")
#: No measure of its own.
_TOTAL = regex.compile(r"tổng\s+(?:số|cộng|mức|vốn|mức\s+đầu\s+tư|vốn\s+đầu\s+tư)|số\s+lượng", regex.IGNORECASE)
_PLACE = regex.compile(
    r"(?:xã|phường|thị\s+trấn|thị\s+xã|huyện|quận|thành\s+phố|tỉnh|đặc\s+khu)\s+(?-i:\p{Lu})", regex.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Row:
    """The head of a row, and the words of its other cells and of its column (a unit stands there)."""

    head: str
    unit: str


def find_row(part: Part, block: Block, view: str) -> Row:
    """The row of a cell; head "" where it has no words."""
    assert block.cell is not None
    rows = groupby(_cells_before(part, block), key=lambda b: b.cell.row if b.cell else -1)
    number, cells = next(rows, (-1, iter(())))
    above = chain([(number, cells)], rows)
    row = list(cells) if number == block.cell.row else []
    head = _head(row, view)
    if _PART.match(head):
        head = _group(above, view) + " " + head.strip(" -+•")
    others = [view[b.start : b.end] for b in row]
    head = without_times(head).strip(" -+•,;:.")
    return Row(head, " ".join([*others, *block.cell.heads]))


def fills_cell(view: str, block: Block, start: int, end: int) -> bool:
    """Whether a value stands alone in its cell, but for something in brackets."""
    around = view[block.start : start] + _IN_BRACKETS.sub("", view[end : block.end])
    return not _LETTER.search(around)


def column_subject(heads: tuple[str, ...], row: str) -> str:
    """What the head of a column says is measured, "" where the row does: it names no place, the column no measure.

    >>> column_subject(("Tỷ lệ đối ứng (%)",), "Xã Long Quảng"), column_subject(("Năm 2025",), "Tỷ lệ che phủ rừng")
    ('Tỷ lệ đối ứng', '')
    """
    head = _IN_BRACKETS.sub("", heads[0]).strip() if heads else ""
    measured = word_of("measure").match(head) and not _TOTAL.fullmatch(head) and not _YEAR.search(" ".join(heads))
    return head if measured and (_PLACE.match(row) or not word_of("measure").match(row)) else ""


def _cells_before(part: Part, block: Block) -> Iterator[Block]:
    """The cells of the table from the given one backwards."""
    at = bisect_right(part.blocks, block.start, key=lambda b: b.start)
    for other in reversed(part.blocks[max(0, at - _FARTHEST) : at]):
        if other.cell is None or block.cell is None or other.cell.table != block.cell.table:
            return
        if other.start != block.start:
            yield other


def _head(row: list[Block], view: str) -> str:
    """The words of the first cell of a row that has words, or names an index (`row` runs backwards)."""
    texts = (view[b.start : b.end] for b in reversed(row))
    return next((text for text in texts if _WORDS.search(text) or is_index(text)), "")


def _group(above: Iterable[tuple[int, Iterable[Block]]], view: str) -> str:
    """The nearest head above the row that is no part of another."""
    for _, cells in above:
        head = _head(list(cells), view)
        if head and not _PART.match(head):
            return without_times(head).strip(" ,;:.")
    return ""
