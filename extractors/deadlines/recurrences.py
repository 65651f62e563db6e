"""Expressions that say how often, or when in a term of office, without a date of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors.deadlines.atoms import Atom, find_atoms
from extractors.deadlines.expressions import Expression, rows
from extractors.edtf import edtf, interval
from extractors.lexicon import any_of, pattern_of
from extractors.rules import enabled
from extractors.text import squeeze


@cache
def _repeating() -> regex.Pattern[str]:
    """`hằng năm`, and the items of a list of reports behind it or behind `định kỳ`: `hàng quý, 6 tháng và cả năm`."""
    items = "|".join(pattern_of(form) for form in sorted(rows("list"), key=len, reverse=True))
    item = rf"(?:(?P<item>{items})(?!\p{{L}}|\s*\d|\s+[IVX]+\b)(?:\s+(?:một|1|/)\s*lần|/\s*lần)?)"
    every = rf"(?P<every>{any_of(list(rows('every')))})(?!\p{{L}})"
    more = rf"(?:(?:\s*\([^()]{{1,40}}\))?\s*(?:,|;|và|hoặc|/|,\s*và)\s*(?:{every}|{item}))*"
    return regex.compile(rf"(?i)(?<!\p{{L}})(?:{every}{more}|định\s+kỳ\s+(?:\(\s*)?{item}{more}|{_LONE}{more})")


#: `6 tháng một lần`, `03 tháng/lần`.
_LONE = r"(?P<item>\d{1,2}\s+(?:tháng|năm))(?=\s*/\s*lần|\s+(?:một|1)\s+lần)"


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


_HOUR = r"\d{1,2}\s*(?:giờ|h|g)(?!\p{L})\s*(?:\d{2}\s*(?:phút)?)?\s*['’′]?"
#: `trước 17h00 hằng ngày`, `02 lần/ngày (trước 9h00 và 16h00)`.
_HOURS = regex.compile(
    r"(?i)(?:(?<!\p{L})(?:trước|đến|vào(?:\s+lúc)?|lúc|chậm\s+nhất(?:\s+là)?)\s+)?"
    rf"{_HOUR}(?:\s*(?:,|và|;)\s*(?:trước\s+)?{_HOUR})*"
    r"(?:\s*(?:,\s*)?(?:(?:hằng|hàng|mỗi)\s+ngày)|(?<=/\s*ngày\s*\([^()]{0,60})(?=\s*\)))"
)
_HAS_HOUR = regex.compile(r"\d\s*(?:giờ|h|g)(?!\p{L})")


def find_hours(view: str, start: int, end: int) -> Iterator[Expression]:
    """The expressions that name an hour of every day.

    >>> view = "báo cáo trước 17h00 hằng ngày"
    >>> [view[e.start:e.end] for e in find_hours(view, 0, len(view))]
    ['trước 17h00 hằng ngày']
    """
    at = start
    for hour in _HAS_HOUR.finditer(view, start, end):
        found = _HOURS.search(view, max(at, hour.start() - 24), min(end, hour.end() + 60))
        if found is not None and found.start() <= hour.start() < found.end():
            at = found.end()
            yield Expression(start=found.start(), end=at, kind="recurring", rule="deadlines.hours")


_MONTH = r"(?:(?:T|tháng\s)?\s*(?P<{0}>\d{{1,2}})\s*[/.-]\s*)"
_CELL = regex.compile(
    rf"\s*(?P<from>từ\s+)?{_MONTH.format('month')}?(?P<year>20\d\d)"
    rf"(?:\s*(?:-|đến)\s*{_MONTH.format('last_month')}(?P<last_year>20\d\d)|(?P<onward>\s+và\s+(?:các|những)\s+năm\s+(?:tiếp\s+theo|sau)))?\s*",
    regex.IGNORECASE,
)
_DAY = regex.compile(r"\s*(?P<day>\d{1,2})\s*/\s*(?P<month>\d{1,2})\s*")
_QUARTER = regex.compile(r"(?i)\s*Q\s*\.?\s*(?P<quarter>IV|I{1,3}|[1-4])\s*[/-]\s*(?P<year>20\d\d)\s*")


def find_in_cell(view: str, start: int, end: int) -> Expression | None:
    """What a cell for the time says that is no expression elsewhere: `12/2025`, `2026`, `31/12`.

    >>> find_in_cell("12/2025", 0, 7).date
    '2025-12'
    """
    if day := _DAY.fullmatch(view, start, end):
        atom = Atom(start=start, end=end, form="day_of_year", month=int(day["month"]), day=int(day["day"]))
        return (
            Expression(start=start, end=end, kind="in", atom=atom, rule="deadlines.cell") if atom.date(2024) else None
        )
    kind, date = _of_cell(view, start, end)
    return Expression(start=start, end=end, kind=kind, date=date, rule="deadlines.cell") if date else None


def _of_cell(view: str, start: int, end: int) -> tuple[str, str | None]:
    """Kind and date of a cell with a bare month, quarter or year, or a span of months."""
    if quarter := _QUARTER.fullmatch(view, start, end):
        atom = next(find_atoms(f"quý {quarter['quarter'].upper()}/{quarter['year']}", 0, 12), None)
        return "in", atom.date() if atom else None
    cell = _CELL.fullmatch(view, start, end)
    if cell is None:
        return "in", None
    date = edtf(cell["year"], cell["month"])
    if cell["last_year"]:
        last = edtf(cell["last_year"], cell["last_month"])
        return "during", interval(date, last) if date and last else None
    return "from" if cell["from"] or cell["onward"] else "in", date
