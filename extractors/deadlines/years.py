"""What year is meant where none is printed, and from when a date lies in the past."""

from __future__ import annotations

from extractors.deadlines.expressions import Expression
from extractors.edtf import interval, year_of
from extractors.reading import Reading
from extractors.rules import enabled


def written_after(reading: Reading) -> str | None:
    """A date that the document was not written before: its own, else the newest that it cites.

    ISO, `None` where the text gives none.
    """
    if reading.metadata.issued_on:
        return reading.metadata.issued_on
    return max((c.date for c in reading.citations if c.date), default=None)


def date_of(expression: Expression, *, year: int | None) -> str | None:
    """The EDTF date of an expression; `year` is that of its context, for a date printed without one."""
    atom, last = expression.atom, expression.last
    if atom is None or expression.kind == "recurring":
        return None
    if last is None:
        return atom.date(year)
    year = last.year or atom.year or year
    first = atom.date(year)
    second = last.date(year)
    if first is None or second is None:
        return None
    return interval(first.split("/")[0], second.split("/")[-1])


def context_year(
    expression: Expression, before: list[tuple[int, str | None]], *, low: int, reading: Reading
) -> int | None:
    """The year for a date printed without one: of its sentence, of the text above, of the document's plan.

    `before` lists the (start, date) of the expressions before it, in order; its sentence begins at `low`.
    """
    if not enabled("deadlines.elliptic"):
        return None
    for start, date in reversed(before):
        if start >= low and date:
            return year_of(date)
    period = reading.metadata.period
    if period and "/" not in period:
        return int(period[:4])
    issued = reading.metadata.issued_on
    if issued is None or expression.atom is None:
        return None
    date = expression.atom.date(int(issued[:4]))
    return int(issued[:4]) if date and date >= issued[: len(date)] else None


def ended_before(date: str | None, bound: str | None) -> bool:
    """Whether a date or interval ended before the bound (both EDTF).

    >>> ended_before("2016/2020", "2021-12-29"), ended_before("2021", "2021-12-29")
    (True, False)
    """
    if date is None or bound is None:
        return False
    end = date.rsplit("/", 1)[-1]
    return end < bound[: len(end)]
