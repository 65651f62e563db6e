"""The step that reads the times of a document and those among them that are deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractors.deadlines.expressions import Expression, find_dated
from extractors.deadlines.headings import is_for_time
from extractors.deadlines.limits import as_limit
from extractors.deadlines.recurrences import find_hours, find_in_cell, find_in_term, find_recurring
from extractors.deadlines.scope import scope_of
from extractors.deadlines.use import Judge
from extractors.deadlines.years import context_year, date_of, every_behind, is_of_year, written_after, years_behind
from extractors.facts import Deadline
from extractors.reading import Reading, Time
from extractors.rules import enabled


def read_deadlines(reading: Reading) -> Reading:
    """The reading with its times, whatever each is for, and its deadlines, in the order of the text."""
    times = sorted(_times(reading), key=lambda time: time.start)
    deadlines = tuple(_deadline(reading, time) for time in times if time.use == "deadline")
    return replace(reading, times=tuple(times), deadlines=deadlines)


def _deadline(reading: Reading, time: Time) -> Deadline:
    return Deadline(
        quote=reading.text[time.start : time.end],
        start=time.start,
        end=time.end,
        rule=time.rule,
        kind=time.kind,
        date=time.date,
        every=time.every,
        section=reading.part.section_path(time.start),
    )


def _times(reading: Reading) -> Iterator[Time]:
    places = scope_of(reading).places
    judge = Judge(reading, places, written_after(reading))
    for view, start, end in _extents(reading):
        last: Time | None = None
        before: list[tuple[int, str | None]] = []
        found = _expressions(view, start, end, list(_in_cells(reading, start, end)))
        rows = zip(found, years_behind(found, view), every_behind(found, view), strict=True)
        for printed, behind, every in rows:
            low, high = places.sentence_of(view, printed.start, printed.end)
            year = context_year(printed, before, behind, low=low, reading=reading)
            date = date_of(printed, year=year)
            told = _reports(view, printed.start) and not is_of_year(reading)
            expression = _standing(_of_each(printed, last, low, "year" if told else every), date)
            expression = as_limit(places, view, expression)
            date = None if expression.kind == "recurring" else date
            use = judge.use_of(view, expression, date, last, (low, high))
            last = Time(expression.start, expression.end, use, expression.kind, date, expression.every, expression.rule)
            before.append((expression.start, date))
            yield last


#: `báo cáo 6 tháng trước ngày 10/6`, `báo cáo năm gửi trước ngày 10 tháng 12`.
_REPORT = regex.compile(
    r"(?i)báo\s+cáo\s+(?:(?:định\s+kỳ|tổng\s+kết|sơ\s+kết|kết\s+quả)\s+)?(?:6\s+tháng(?:\s+đầu\s+năm)?|(?:cả\s+)?năm)\s*[,(:]?\s*(?:gửi\s*)?$"
)


def _reports(view: str, start: int) -> bool:
    """Whether the report of each year or half-year is due then."""
    return enabled("deadlines.of_each") and _REPORT.search(view, max(0, start - 60), start) is not None


def _of_each(expression: Expression, last: Time | None, low: int, every: str | None) -> Expression:
    """The expression, repeated as the one before it in its sentence: `Hằng năm, trước ngày 15 tháng 11 …`.

    So is one in a row whose last recurs (`every`): `trước ngày 05/6 và ngày 05/12 hằng năm`.
    """
    told = last is not None and last.kind == "recurring" and last.start >= low and last.use == "deadline"
    atom = expression.atom
    if atom is None or atom.form not in ("day_of_year", "month", "quarter") or expression.kind == "recurring":
        return expression
    yearless = atom.year is None and (expression.last is None or expression.last.year is None)
    if not yearless or not (told or every) or not enabled("deadlines.of_each"):
        return expression
    return replace(expression, kind="recurring", every="year", rule="deadlines.of_each")


def _standing(expression: Expression, date: str | None) -> Expression:
    """The expression, repeated each year where no year can be meant: `trước ngày 15/12` in a standing rule."""
    if (
        date is not None
        or expression.atom is None
        or expression.atom.form == "year_end"
        or expression.kind == "recurring"
        or not enabled("deadlines.standing")
    ):
        return expression
    return replace(expression, kind="recurring", every="year")


def _extents(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """What is read and in which view: the document without its recipients and signature, then its footnotes."""
    part, at = reading.part, reading.part.start
    for start, end in sorted(span for span in (part.recipients, part.signature) if span):
        yield reading.view, at, max(at, start)
        at = max(at, end)
    yield reading.view, at, part.end
    for block in part.blocks:
        if block.kind == "footnote":
            yield reading.structure.footnotes, block.start, block.end


def _expressions(view: str, start: int, end: int, first: list[Expression]) -> list[Expression]:
    """The expressions of an extent, none over another: those given first, then points of a term, then the dated."""
    found = list(first)
    if enabled("deadlines.term_part"):
        found += find_in_term(view, start, end)
    if enabled("deadlines.hours"):
        found += find_hours(view, start, end)
    for expressions in (find_dated(view, start, end), find_recurring(view, start, end)):
        taken = {offset for e in found for offset in range(e.start, e.end)}
        found += [e for e in expressions if e.start not in taken and e.end - 1 not in taken]
    return sorted(found, key=lambda e: e.start)


def _in_cells(reading: Reading, start: int, end: int) -> Iterator[Expression]:
    """What cells under a head of time say without words of time."""
    if not enabled("deadlines.cell"):
        return
    scope = scope_of(reading)
    for block in scope.places.blocks:
        if block.kind == "cell" and start <= block.start < end and is_for_time(scope, block):
            expression = find_in_cell(reading.view, block.start, block.end)
            if expression is not None:
                yield expression
