"""Tables without rules on a page: columns told by the empty strips between them, below a head that names them.

A head has three cells or more, of which two are words that head columns (`lexicons/headings.csv`, `column_heads.csv`)
or years. A row of the table begins at each ordinal, or where the lines stand further apart than those of a cell do.
"""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import any_of, load_lexicon
from pipeline.readers.columns import Strip
from pipeline.readers.ruled import Cell, Grid
from pipeline.readers.words import Row, Word

_GAP, _NARROWEST = 0.85, 0.45  # of the type size: between two cells of a head, what is left of it in the rows below
_FEWEST, _NAMED = 3, 2  # cells of a head, those that name a column
_NEAR, _BESIDE = 3.2, 0.8  # of the type size: lines of one table, lines of cells side by side
_CLOSE = 1.6  # of the type size: lines of one cell
_APART = 1.25  # of the pitch in a cell: rows of a table
_ORDINAL = regex.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5})[.)]?|[A-ZĐa-zđ][.)]")


@cache
def _head() -> regex.Pattern[str]:
    """What names a column, at the beginning of its head."""
    forms = [row["form"] for row in load_lexicon("headings")]
    forms += [row["form"] for row in load_lexicon("column_heads") if row["use"] in ("target", "unit", "not")]
    return regex.compile(rf"(?:{any_of(forms)}(?!\p{{L}})|(?:năm\s+)?(?:19|20)\d\d$)", regex.IGNORECASE)


def find_unruled(rows: list[Row], *, page: int, open_grid: Grid | None = None) -> tuple[list[Grid], list[Row]]:
    """The tables without rules among the rows of a page, and the rows that are left.

    `open_grid` is such a table at the end of the page before: the first rows may go on with it.
    """
    grids: list[Grid] = []
    left: list[Row] = []
    at = 0
    while at < len(rows):
        strips = _strips_of(_band(rows, at)) or (_between(open_grid) if open_grid and not at else [])
        end, strips = _extent(rows, at, strips)
        begin = at
        while strips and left and _is_above(left[-1], rows[begin], strips):
            begin -= 1
            left.pop()
        grid = _grid(rows[begin:end], strips, page=page) if strips else None
        if grid is None:
            left += rows[begin : at + 1]
            at += 1
        else:
            if open_grid is not None and not begin and len(grid.edges) == len(open_grid.edges):
                grid.edges = open_grid.edges
            grids.append(grid)
            at = end
    return grids, left


def _band(rows: list[Row], at: int) -> Row:
    """A row with those that stand beside it on other baselines, as cells do whose lines are set about their middle."""
    end = at + 1
    while end < len(rows) and rows[end].base - rows[end - 1].base < _BESIDE * rows[at].size:
        end += 1
    words = sorted((word for row in rows[at:end] for word in row.words), key=lambda word: word.x0)
    return Row(words, rows[at].base, rows[at].size)


def _is_above(row: Row, head: Row, strips: list[Strip]) -> bool:
    """Whether a row is the first line of a head: it stands in its columns, right of the first."""
    cells = _cells(row, strips)
    return bool(cells) and min(cells) > 0 and head.base - row.base < 1.5 * row.size


def _strips_of(row: Row) -> list[Strip]:
    """The strips between the cells of a head; none where a row is none."""
    pieces: list[list[Word]] = [[]]
    for word in row.words:
        if pieces[-1] and word.x0 - pieces[-1][-1].x1 > _GAP * row.size:
            pieces.append([])
        pieces[-1].append(word)
    if len(pieces) < _FEWEST:
        return []
    named = sum(bool(_head().match(" ".join(word.text for word in piece))) for piece in pieces)
    if named < _NAMED:
        return []
    return [(a[-1].x1, b[0].x0) for a, b in zip(pieces, pieces[1:], strict=False)]


def _between(grid: Grid) -> list[Strip]:
    """The strips of a table that has been found."""
    return [(edge - 1, edge) for edge in grid.edges[1:]]


def _extent(rows: list[Row], at: int, strips: list[Strip]) -> tuple[int, list[Strip]]:
    """Where the table ends that begins at a row, and the strips that all of its rows leave empty."""
    end = at
    while strips and end < len(rows):
        near = end == at or rows[end].base - rows[end - 1].base < _NEAR * rows[end].size
        free = [_free(rows[end], strip) for strip in strips] if near else []
        kept = [strip for strip in free if strip is not None]
        if len(kept) < len(strips) or not _fits(rows, end, at, kept):
            break
        strips, end = kept, end + 1
    return end, strips


def _fits(rows: list[Row], at: int, head: int, strips: list[Strip]) -> bool:
    """Whether a row, with those close below it, fills two columns or goes on what stands above; no paragraph does."""
    if at == head or rows[at].base - rows[at - 1].base < _CLOSE * rows[at].size:
        return True
    columns: set[int] = set()
    for index in range(at, len(rows)):
        if index > at and rows[index].base - rows[index - 1].base > _CLOSE * rows[index].size:
            break
        columns |= set(_cells(rows[index], strips))
    return len(columns) > 1


def _free(row: Row, strip: Strip) -> Strip | None:
    """What a row leaves empty of a strip, if it is enough."""
    left, right = strip
    for word in row.words:
        if word.x1 > left and word.x0 < right:
            if (word.x0 + word.x1) / 2 < (left + right) / 2:
                left = max(left, word.x1)
            else:
                right = min(right, word.x0)
    needed = min(_NARROWEST * row.size, strip[1] - strip[0])
    return (left, right) if right - left >= needed else None


def _cells(row: Row, strips: list[Strip]) -> dict[int, list[Word]]:
    """The words of a row by column; nothing where a word stands in a strip."""
    cells: dict[int, list[Word]] = {}
    for word in row.words:
        column = sum(word.x0 >= strip[1] - 0.5 for strip in strips)
        if column < len(strips) and word.x1 > strips[column][1]:
            return {}
        cells.setdefault(column, []).append(word)
    return cells


def _grid(rows: list[Row], strips: list[Strip], *, page: int) -> Grid | None:
    """The table of rows; None where it has no row below its head."""
    lines = [_cells(row, strips) for row in rows]
    starts = _starts(rows, lines)
    if len(starts) < 2 or not all(lines):
        return None
    edges = (rows[0].box[0], *(strip[1] for strip in strips))
    table: list[list[Cell]] = []
    for at, (row, cells) in enumerate(zip(rows, lines, strict=True)):
        if at in starts:
            table.append([Cell() for _ in edges])
        for column, words in cells.items():
            table[-1][column].rows.append((page, Row(words, row.base, row.size)))
    boxes = [row.box for row in rows]
    around = min(b[0] for b in boxes), rows[0].base - rows[0].size, max(b[2] for b in boxes), rows[-1].base + 0.5
    return Grid(around, tuple(edges), table, {})


def _starts(rows: list[Row], lines: list[dict[int, list[Word]]]) -> set[int]:
    """The lines with which the rows of a table begin."""
    ordinals = {at for at, cells in enumerate(lines) if 0 in cells and _is_ordinal(cells[0])}
    pitch = _pitch(rows, lines)
    apart = {0} | {at for at in range(1, len(rows)) if rows[at].base - rows[at - 1].base > _APART * pitch}
    groups = sorted(apart)
    one_each = all(
        sum(at in ordinals for at in range(begin, end)) <= 1
        for begin, end in zip(groups, [*groups[1:], len(rows)], strict=True)
    )
    if len(apart) > 1 and one_each:
        return apart
    if ordinals:
        return ordinals | {0}
    return set(range(len(rows)))


def _pitch(rows: list[Row], lines: list[dict[int, list[Word]]]) -> float:
    """The distance of two lines of one cell: the least between lines of one column."""
    last: dict[int, float] = {}
    steps = []
    for row, cells in zip(rows, lines, strict=True):
        for column in cells:
            steps += [row.base - last[column]] if column in last else []
            last[column] = row.base
    return min(steps, default=rows[0].size)


def _is_ordinal(words: list[Word]) -> bool:
    return len(words) == 1 and _ORDINAL.fullmatch(words[0].text) is not None
