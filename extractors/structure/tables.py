"""Tables in text: portal form (cells between lines of a single `|`), Markdown pipes and tabs, as rows of cells."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.structure.lines import Line

Span = tuple[int, int]
_RULE = regex.compile(r"[|\s:\-+=]+$")
_ORDER = regex.compile(r"(?:\d{1,3}|[IVX]{1,5}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})+)\.?$")


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


def find_tables(view: str, lines: list[Line]) -> list[Table]:
    """The tables among the lines, in order of the text.

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
        elif "|" in words and (words[0] == "|" or words[-1] == "|" or words.count(" | ") > 1):
            stop = _piped_end(lines, at)
            tables.append(_piped_table(lines[at:stop]))
        at = max(stop, at + 1)
    return tables


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
    width = _portal_width(cells)
    return Table(lines[0].start, lines[-1].end, tuple(_portal_rows(view, cells, lead=lead, width=width)))


def _portal_width(cells: list[tuple[Span, int]]) -> int:
    """The number of columns: the longest row, where a run of two bars ends a row."""
    width = count = 0
    for _, bars in cells:
        count += 1
        if bars != 1:
            width, count = max(width, count), 0
    return max(width, count, 1)


def _portal_rows(view: str, cells: list[tuple[Span, int]], *, lead: int, width: int) -> list[tuple[Span, ...]]:
    rows: list[tuple[Span, ...]] = []
    start = cells[0][0][0] if cells else 0
    row: list[Span] = [(start, start)] * max(0, lead - 1)
    for at, (span, bars) in enumerate(cells):
        row.append(span)
        if bars == 1:
            continue
        empty = (span[1], span[1])
        follower = view[slice(*cells[at + 1][0])].strip() if at + 1 < len(cells) else ""
        inside = min(bars - 1, max(0, width - len(row)))
        if inside == bars - 1 and follower and _ORDER.match(follower):
            inside = bars - 2
        if inside == bars - 1 and follower:
            row.extend([empty] * inside)
            continue
        row.extend([empty] * inside)
        rows.append(tuple(row))
        rest = bars - 2 - inside
        while rest >= width + 1:
            rows.append((empty,) * width)
            rest -= width + 1
        row = [empty] * max(0, rest)
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
