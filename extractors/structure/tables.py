"""Tables in text: portal form (cells between lines of a single `|`), Markdown pipes and tabs, as rows of cells."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

import regex

from extractors.structure import marks
from extractors.structure.aligned import aligned_rows
from extractors.structure.lines import Line

Span = tuple[int, int]
_RULE = regex.compile(r"[|\s:\-+=]+$")
_PAGE = regex.compile(r"\s*(?:-\s*)?(?:\d{1,3})?(?:\s*-)?\s*")
#: No more than this stands between two parts of a table, in characters.
_FAR = 80
_ORDINAL = regex.compile(r"(?P<number>\d{1,3})\.?$")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its extent in the view and its rows; an empty cell is a span of no length."""

    start: int
    end: int
    rows: tuple[tuple[Span, ...], ...]

    @property
    def width(self) -> int:
        """The number of columns of its widest row."""
        return max((len(row) for row in self.rows), default=0)


def find_tables(view: str, lines: list[Line], *, text: str = "") -> list[Table]:
    """The tables among the lines, in order of the text; `text` is the source, in which tabs are still tabs.

    >>> from extractors.structure.lines import lines_of
    >>> view = "|\\nTT\\n|\\nTên\\n|\\n|\\n1\\n|\\nSở A\\n|\\nsau bảng"
    >>> [[view[s:e] for s, e in row] for row in find_tables(view, lines_of(view))[0].rows]
    [['TT', 'Tên'], ['1', 'Sở A']]
    """
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        words = lines[at].words
        stop = at
        if words == "|":
            stop = _portal_end(lines, at)
            if stop > at:
                tables.append(_portal_table(view, lines[at:stop]))
        elif "|" in words and (words[0] == "|" or words[-1] == "|" or words.count(" | ") > 1 or _is_pair(lines, at)):
            stop = _piped_end(lines, at)
            tables.append(_piped_table(lines[at:stop]))
        elif len(aligned := aligned_rows(view, lines, at, text=text)) > 1:
            stop = at + len(aligned)
            tables.append(Table(lines[at].start, lines[stop - 1].end, tuple(aligned)))
        at = max(stop, at + 1)
    return _continued(view, tables)


def _is_pair(lines: list[Line], at: int) -> bool:
    """Whether two lines with a bar in their middle stand together, and are no letterhead."""
    pair = lines[at : at + 2]
    if len(pair) < 2 or pair[1].gap > 1 or any(line.words.count(" | ") != 1 for line in pair):
        return False
    return not any(mark.search(line.words) for line in pair for mark in (marks.LETTERHEAD, marks.NUMBER_LINE))


def _continued(view: str, tables: list[Table]) -> list[Table]:
    """The tables, those that go on over the edge of a page put together."""
    found: list[Table] = []
    for table in tables:
        before = found[-1] if found else None
        if before is not None and _goes_on(view, before, table):
            found[-1] = Table(before.start, table.end, before.rows + table.rows)
        else:
            found.append(table)
    return found


def _goes_on(view: str, before: Table, table: Table) -> bool:
    """Whether a table goes on with the rows of the one before: as wide, counted on, only a page number between."""
    if table.start - before.end > _FAR or before.width != table.width or not table.rows or not before.rows:
        return False
    if not _PAGE.fullmatch(view, before.end, table.start):
        return False
    last, first = (_number_of(view[slice(*row[0])]) if row else None for row in (before.rows[-1], table.rows[0]))
    return last is not None and first == last + 1


def outside(lines: list[Line], tables: list[Table]) -> list[Line]:
    """The lines that stand in no table (tables in order of the text).

    >>> outside([], [])
    []
    """
    starts = [table.start for table in tables]
    found = []
    for line in lines:
        at = bisect_right(starts, line.start) - 1
        if at < 0 or line.start >= tables[at].end:
            found.append(line)
    return found


def _portal_end(lines: list[Line], at: int) -> int:
    """Where the table that begins with the bar at `at` ends: behind its last bar."""
    last, index = at, at + 1
    while index < len(lines):
        if lines[index].words == "|":
            if lines[index].gap and lines[index - 1].words == "|" and index - 1 == last:
                break
            last = index
        elif lines[index - 1].words == "|" and lines[index].gap:
            break
        index += 1
    return last + 1 if last > at else at


def _portal_table(view: str, lines: list[Line]) -> Table:
    """Runs of bars and cells: a single bar parts two cells, more bars hold empty cells or the end of a row."""
    cells: list[tuple[Span, int]] = []  # a cell and the number of bars behind it
    lead, index = 0, 0
    while index < len(lines) and lines[index].words == "|":
        lead, index = lead + 1, index + 1
    while index < len(lines):
        first = index
        while index < len(lines) and lines[index].words != "|":
            index += 1
        bars = index
        while index < len(lines) and lines[index].words == "|":
            index += 1
        cells.append(((lines[first].start, lines[bars - 1].end), index - bars))
    numbers = [_number_of(view[slice(*span)]) for span, _ in cells]
    width = _portal_width(cells, numbers)
    return Table(lines[0].start, lines[-1].end, tuple(_portal_rows(cells, numbers, lead=lead, width=width)))


def _number_of(words: str) -> int | None:
    """The ordinal that a cell holds and nothing else."""
    match = _ORDINAL.match(words.strip())
    return int(match["number"]) if match else None


def _portal_width(cells: list[tuple[Span, int]], numbers: list[int | None]) -> int:
    """The number of columns: what lies between the ordinals of two rows, else the longest row that two bars end."""
    counted: Counter[int] = Counter()
    at: dict[int, int] = {}
    bars = 0
    for index, number in enumerate(numbers):
        if number is not None:
            if number - 1 in at and 2 < bars - at[number - 1] <= 40:
                counted[bars - at[number - 1] - 1] += 1
            at[number] = bars
        bars += cells[index][1]
    first = next((index + 1 for index, (_, behind) in enumerate(cells) if behind != 1), len(cells))
    likely = [width for width, times in counted.items() if width >= first and 5 * times >= max(counted.values())]
    if likely:
        return min(likely)
    width = count = 0
    for _, behind in cells:
        count += 1
        if behind != 1:
            width, count = max(width, count), 0
    return max(width, count, 1)


def _portal_rows(
    cells: list[tuple[Span, int]], numbers: list[int | None], *, lead: int, width: int
) -> list[tuple[Span, ...]]:
    rows: list[tuple[Span, ...]] = []
    start = cells[0][0][0] if cells else 0
    row: list[Span] = [(start, start)] * max(0, lead - 1)
    ordinal: int | None = None
    for index, (span, bars) in enumerate(cells):
        if not row:
            ordinal = numbers[index]
        row.append(span)
        if bars == 1:
            continue
        follower = numbers[index + 1] if index + 1 < len(cells) else None
        gaps, left, empty = bars - 1, max(0, width - len(row)), (span[1], span[1])
        begins = follower is not None and ordinal is not None and follower == ordinal + 1
        if gaps <= left and ordinal is not None and not begins and index + 1 < len(cells):
            row.extend([empty] * gaps)
            continue
        inside = min(gaps - 1, left) if index + 1 < len(cells) else min(gaps, left)
        rows.append((*row, *[empty] * inside))
        row = [empty] * (max(0, gaps - 1 - inside) % (width + 1))
    if row:
        rows.append(tuple(row))
    return rows


def _piped_end(lines: list[Line], at: int) -> int:
    index = at + 1
    while index < len(lines) and "|" in lines[index].words and lines[index].gap <= 1:
        index += 1
    return index


def _piped_table(lines: list[Line]) -> Table:
    rows = []
    for line in lines:
        if _RULE.match(line.words) and "-" in line.words:
            continue
        cells = _split(line)
        rows.append(tuple(cells))
    return Table(lines[0].start, lines[-1].end, tuple(rows))


def _split(line: Line) -> list[Span]:
    """The cells of a line: what stands between its bars, trimmed."""
    spans: list[Span] = []
    at = 0
    words = line.words
    for piece in words.split("|"):
        lead = len(piece) - len(piece.lstrip())
        spans.append((line.start + at + lead, line.start + at + max(lead, len(piece.rstrip()))))
        at += len(piece) + 1
    if words.startswith("|"):
        spans = spans[1:]
    if words.endswith("|") and spans:
        spans = spans[:-1]
    return spans
