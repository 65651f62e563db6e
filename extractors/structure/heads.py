"""Heads of tables: which rows are heads, which column each cell stands in, what the heads of a column say."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import load_lexicon
from extractors.structure.tables import Table
from extractors.structure.types import Block, Cell

_ORDINAL = regex.compile(r"(?:\d{1,3}|[IVX]{1,5}|[A-ZĐ]|[a-zđ]|\d{1,2}(?:\.\d{1,2})+)[.)]?$")
_FIGURE = regex.compile(r"[\d.,\s%+\-/x]*\d[\d.,\s%+\-/x]*$")
_NUMBERED = regex.compile(r"\(?\d{1,2}\)?$")
_YEAR = regex.compile(r"(?:năm\s+)?(?:19|20)\d\d(?:\s*-\s*(?:19|20)\d\d)?$", regex.IGNORECASE)
#: No cell of a head is longer than this.
_LONGEST = 160
#: No table has more head rows than this.
_MOST = 3


@cache
def _named(column: str) -> frozenset[str]:
    return frozenset(row["form"].lower() for row in load_lexicon("headings") if row["column"] == column)


def cells_of(view: str, table: Table, number: int, section: int | None) -> list[Block]:
    """The cells of a table that hold anything, each with its column and the texts of the heads above it.

    >>> from extractors.structure.lines import lines_of
    >>> from extractors.structure.tables import find_tables
    >>> view = "| TT | Chỉ tiêu | Năm 2030 |\\n|---|---|---|\\n| 1 | Tỷ lệ hài lòng | 95% |"
    >>> cells_of(view, find_tables(view, lines_of(view))[0], 0, None)[-1].cell.heads
    ('Năm 2030',)
    """
    words = [[" ".join(view[s:e].split()) for s, e in row] for row in table.rows]
    width = _width_of(words)
    count = _count_heads(words, width=width)
    placed = _place_heads(words[:count], width=width)
    heads: list[tuple[str, ...]] = [
        tuple(dict.fromkeys(row[c] for row in placed if row.get(c) and not _NUMBERED.match(row[c])))
        for c in range(width)
    ]
    repeated = {tuple(row) for row in words[:count]}
    blocks = []
    for index, row in enumerate(table.rows):
        is_head = index < count or tuple(words[index]) in repeated
        columns = _columns_of_head(words[index], width=width) if is_head else _columns_of(words[index], width=width)
        for (start, end), column in zip(row, columns, strict=True):
            if start < end:
                above = () if is_head or column >= width else heads[column]
                kind = "head_cell" if is_head else "cell"
                blocks.append(Block(start, end, kind, section, 0, Cell(number, index, column, above)))
    return blocks


def _width_of(words: list[list[str]]) -> int:
    """The number of columns: that of most rows that begin with an ordinal, else of the longest row."""
    lengths = [len(row) for row in words if row and _ORDINAL.match(row[0])] or [len(row) for row in words]
    common = max(set(lengths), key=lambda n: (lengths.count(n), n)) if lengths else 0
    return max(common, len(words[0]) if words else 0)


def _count_heads(words: list[list[str]], *, width: int) -> int:
    """How many rows at the top are heads."""
    if not words or not any(words[0]):
        return 0
    first = words[0]
    named = any(cell.lower() in _named("order") for cell in first[:2])
    if not named and not _looks_like_head(first, words[1] if len(words) > 1 else []):
        return 0
    count = 1
    while count < min(len(words), _MOST):
        row = words[count]
        numbered = len(row) > 2 and sum(1 for cell in row if _NUMBERED.match(cell)) == len(row)
        if (
            not numbered
            and not _is_inner(row, first, width=width)
            and not _is_under(row, width=width, above=words[count - 1])
        ):
            break
        count += 1
    return count


def _is_inner(row: list[str], first: list[str], *, width: int) -> bool:
    """Whether a short row divides the heads of a short first row ("X", "Y" below "Tọa độ")."""
    if not row or not row[0] or not len(row) < width or not len(first) < width or not _is_wordy(row):
        return False
    return not _ORDINAL.match(row[0]) or (len(row) > 1 and max(len(cell) for cell in row) < 10)


def _is_wordy(row: list[str]) -> bool:
    return all(len(cell) < _LONGEST and (not _FIGURE.match(cell) or _YEAR.match(cell)) for cell in row if cell)


def _is_under(row: list[str], *, width: int, above: list[str]) -> bool:
    """Whether a full row goes on below a head: blank where the head is, words or years where it is blank."""
    if len(row) != width or len(above) != width or not any(row) or row[0]:
        return False
    return _is_wordy(row) and sum(1 for cell in row if cell) >= 2


def _looks_like_head(first: list[str], second: list[str]) -> bool:
    """Whether a first row without an ordinal column is a head: words above figures."""
    if len(first) < 2 or len(first) != len(second) or not all(first) or not _is_wordy(first):
        return False
    if _ORDINAL.match(first[0]):
        return False
    return any(_FIGURE.search(cell) for cell in second) or max(len(cell) for cell in first) < 60


def _place_heads(rows: list[list[str]], *, width: int) -> list[dict[int, str]]:
    """The text of each head row by column: a head that spans columns stands in each of them."""
    placed: list[dict[int, str]] = []
    free: list[int] = []
    for index, row in enumerate(rows):
        if index and len(row) < width and free:
            placed.append(dict(zip(free, row, strict=False)))
            continue
        spread = _spread(row, rows[index + 1] if index + 1 < len(rows) else [], width=width)
        free = [c for c, (_, spans) in enumerate(spread) if spans]
        placed.append({c: text for c, (text, _) in enumerate(spread)})
    return placed


def _spread(row: list[str], below: list[str], *, width: int) -> list[tuple[str, bool]]:
    """The head of each column and whether it is one of those that a cell spans."""
    if len(row) >= width:
        return _filled(row[:width], below)
    wanted = {" ".join(cell.split()) for cell in row if cell.lower() not in _named("order") | _named("remark")}
    spanning = _spanning(row, wanted, extra=width - len(row), below=len(below))
    share = (width - len(row)) // max(1, len(spanning)) + 1
    columns: list[tuple[str, bool]] = []
    for index, cell in enumerate(row):
        columns += [(cell, index in spanning)] * (share if index in spanning else 1)
    return (columns + [("", False)] * width)[:width]


def _filled(row: list[str], below: list[str]) -> list[tuple[str, bool]]:
    """A full row: an empty cell behind a head belongs to it where the row below has words there."""
    columns: list[tuple[str, bool]] = []
    for index, cell in enumerate(row):
        empty = not cell and columns and index < len(below) and below[index]
        columns.append((columns[-1][0] if empty else cell, bool(empty)))
    return columns


def _spanning(row: list[str], wanted: set[str], *, extra: int, below: int) -> set[int]:
    """The cells of a head row that span the missing columns: as many as the row below fills evenly."""
    count = max(1, below - extra)
    if (extra + count) % count:
        count = 1
    eligible = [i for i, cell in enumerate(row) if cell in wanted] or list(range(len(row)))
    divided = [i for i in eligible if any(row[i].lower().startswith(form) for form in _named("divided"))]
    return set(sorted(eligible, key=lambda i: (i not in divided, -i))[:count])


def _columns_of(row: list[str], *, width: int) -> list[int]:
    """The columns of a row's cells: a short row without an ordinal stands to the right of cells that span rows."""
    if len(row) < width and row and not _ORDINAL.match(row[0]) and len(row) > 1 and row[0]:
        return list(range(width - len(row), width))
    return list(range(len(row)))


def _columns_of_head(row: list[str], *, width: int) -> list[int]:
    return list(range(len(row))) if len(row) <= width else [min(c, width - 1) for c in range(len(row))]
