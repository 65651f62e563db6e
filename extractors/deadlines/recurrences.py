"""Expressions that say how often, or when in a term of office, without a date of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors.deadlines.expressions import Expression, rows
from extractors.edtf import edtf
from extractors.lexicon import any_of, pattern_of
from extractors.rules import enabled
from extractors.text import squeeze


@cache
def _repeating() -> regex.Pattern[str]:
    """`hằng năm`, and the items of a list of reports behind it or behind `định kỳ`: `hàng quý, 6 tháng và cả năm`."""
    items = "|".join(pattern_of(form) for form in sorted(rows("list"), key=len, reverse=True))
    item = rf"(?:(?P<item>{items})(?!\p{{L}}|\s*\d|\s+[IVX]+\b)(?:\s+(?:một|1|/)\s*lần|/\s*lần)?)"
    every = rf"(?P<every>{any_of(list(rows('every')))})(?!\p{{L}})"
    more = rf"(?:\s*(?:,|;|và|hoặc|/|,\s*và)\s*(?:{every}|{item}))*"
    return regex.compile(rf"(?i)(?<!\p{{L}})(?:{every}{more}|định\s+kỳ\s+(?:\(\s*)?{item}{more}|{_LONE}{more})")


#: `6 tháng một lần`, `03 tháng/lần`.
_LONE = r"(?P<item>\d{1,2}\s+tháng)(?=\s*/\s*lần|\s+(?:một|1)\s+lần)"


def find_recurring(view: str, start: int, end: int) -> Iterator[Expression]:
    """The expressions that say how often, without a date, in `view[start:end]`.

    >>> view = "báo cáo định kỳ hàng quý, 6 tháng và cả năm"
    >>> [(view[e.start:e.end], e.every) for e in find_recurring(view, 0, len(view))]
    [('hàng quý', 'quarter'), ('6 tháng', None), ('cả năm', 'year')]
    """
    values = {**rows("list"), **rows("every")}
    at = start
    for begin in _BEGIN.finditer(view, start, end):
        match = _repeating().match(view, begin.start(), end) if begin.start() >= at else None
        if match is None:
            continue
        at = match.end()
        spans = sorted((*match.spans("every"), *match.spans("item")))
        for low, high in spans:
            value = values.get(squeeze(view[low:high]).lower()) or None
            rule = "deadlines.recurring" if low == spans[0][0] else "deadlines.recurring_list"
            if enabled(rule):
                yield Expression(start=low, end=high, kind="recurring", every=value, rule=rule)


#: Where such an expression can begin; written so that it is quick.
_BEGIN = regex.compile(r"(?<!\p{L})(?:[HhMmTtQqĐđ](?:ằng|àng|ẰNG|ÀNG|ỗi|ỖI|ừng|ỪNG|ua|UA|ịnh|ỊNH)|\d{1,2})\s")
_TERM = regex.compile(r"nhiệm\s+kỳ(?:\s+(?:19|20)\d\d\s*-\s*(?P<last>(?:19|20)\d\d))?")
_POINT = regex.compile(r"(?i)(?<!\p{L}|chờ\s)(?P<word>đến|tới|trước|vào)\s+(?P<part>giữa|cuối|hết)\s+$")
_TERM_KINDS = {"đến": "by", "tới": "by", "trước": "before", "vào": "in"}


def find_in_term(view: str, start: int, end: int) -> Iterator[Expression]:
    """The expressions that name a point of a term of office; the end of a term has a date where it is printed.

    >>> [(e.kind, e.date) for e in find_in_term("đến hết nhiệm kỳ 2025 - 2030", 0, 28)]
    [('by', '2030')]
    """
    for term in _TERM.finditer(view, start, end):
        point = _POINT.search(view, max(start, term.start() - 16), term.start())
        if point is None:
            continue
        ends = point["part"].lower() != "giữa" and term["last"]
        yield Expression(
            start=point.start(),
            end=term.end(),
            kind=_TERM_KINDS[point["word"].lower()],
            date=edtf(term["last"]) if ends else None,
            rule="deadlines.term_part",
        )


_BARE = regex.compile(r"\s*(?:(?P<month>\d{1,2})\s*/\s*)?(?P<year>20\d\d)\s*")
_ALWAYS = regex.compile(r"(?i)\s*thường\s+xuyên\s*")


def find_in_cell(view: str, start: int, end: int) -> Expression | None:
    """What a cell for the time says that is no expression elsewhere: `12/2025`, `2026`, `Thường xuyên`.

    >>> find_in_cell("12/2025", 0, 7).date
    '2025-12'
    """
    bare = _BARE.fullmatch(view, start, end)
    date = edtf(bare["year"], bare["month"]) if bare else None
    if bare and date:
        return Expression(start=start, end=end, kind="in", date=date, rule="deadlines.cell")
    if _ALWAYS.fullmatch(view, start, end):
        return Expression(start=start, end=end, kind="recurring", rule="deadlines.cell")
    return None
