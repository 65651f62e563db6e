"""Tables without bars: cells parted by tabs, or by runs of blanks below a head that begins with an ordinal column."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import any_of, load_lexicon
from extractors.structure.lines import Line

Span = tuple[int, int]
_BLANKS = regex.compile(r"\S+(?:\s\S+)*")
_ORDINAL = regex.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Zab])[.)]?$")
#: A table without bars has at least so many columns.
_FEWEST = 3


@cache
def _head() -> regex.Pattern[str]:
    """A head that begins with the column of ordinals."""
    forms = [row["form"] for row in load_lexicon("headings") if row["column"] == "order"]
    return regex.compile(rf"{any_of(forms)}(?=\s{{2,}}\S)", regex.IGNORECASE)


def aligned_rows(view: str, lines: list[Line], at: int, *, text: str) -> list[tuple[Span, ...]]:
    """The rows of a table whose first line is line `at`, as far as it goes; one row or none where no table begins.

    >>> from extractors.structure.lines import lines_of
    >>> view = "TT   Chỉ tiêu   Năm 2026\\n1    Độ phủ     80"
    >>> [[view[s:e] for s, e in row] for row in aligned_rows(view, lines_of(view), 0, text=view)]
    [['TT', 'Chỉ tiêu', 'Năm 2026'], ['1', 'Độ phủ', '80']]
    """
    tabbed = "\t" in text[lines[at].start : lines[at].end]
    if not tabbed and not _head().match(lines[at].words):
        return []
    rows: list[tuple[Span, ...]] = []
    for index in range(at, len(lines)):
        line = lines[index]
        row = _tabbed(text, line) if tabbed else _spaced(view, line)
        if rows and (line.gap > 1 or len(row) < 2 or (not tabbed and not _fits(view, row, rows[0]))):
            break
        if not rows and sum(start < end for start, end in row) < _FEWEST:
            return []
        rows.append(row)
    return rows


def _fits(view: str, row: tuple[Span, ...], head: tuple[Span, ...]) -> bool:
    """Whether a row has as many cells as the head and begins with an ordinal."""
    return len(row) == len(head) and _ORDINAL.match(view[slice(*row[0])]) is not None


def _tabbed(text: str, line: Line) -> tuple[Span, ...]:
    """The cells of a line, each tab the end of one."""
    spans: list[Span] = []
    at = line.start - line.indent
    for piece in text[at : line.end].split("\t"):
        lead = len(piece) - len(piece.lstrip())
        spans.append((at + lead, at + max(lead, len(piece.rstrip()))))
        at += len(piece) + 1
    return tuple(spans)


def _spaced(view: str, line: Line) -> tuple[Span, ...]:
    return tuple(match.span() for match in _BLANKS.finditer(view, line.start, line.end))
