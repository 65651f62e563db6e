"""What year is meant where none is printed, and from when a date lies in the past."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.deadlines.atoms import find_atoms
from extractors.deadlines.expressions import Expression
from extractors.edtf import interval, year_of
from extractors.reading import Reading
from extractors.rules import enabled

_JOINED = regex.compile(r"\s*(?:,|;|và|,\s*và)\s*")


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
        return expression.date
    if last is None:
        return atom.date(year)
    year = last.year or atom.year or year
    if atom.form == "day_alone":
        atom = replace(atom, month=last.month)
    first = atom.date(year)
    second = last.date(year)
    if first is None or second is None:
        return None
    return interval(first.split("/")[0], second.split("/")[-1])


def years_behind(found: list[Expression], view: str) -> list[int | None]:
    """For each expression the year that the last of its row prints: `tháng 4, tháng 8 và tháng 11 năm 2026`."""
    years: list[int | None] = [None] * len(found)
    for at in range(len(found) - 2, -1, -1):
        behind = found[at + 1]
        if behind.atom is not None and _JOINED.fullmatch(view, found[at].end, behind.start):
            years[at] = (behind.last or behind.atom).year or years[at + 1]
    return years


def every_behind(found: list[Expression], view: str) -> list[str | None]:
    """For each expression how often the last of its row recurs: `trước ngày 05/6 và ngày 05/12 hằng năm`."""
    every: list[str | None] = [None] * len(found)
    for at in range(len(found) - 2, -1, -1):
        behind = found[at + 1]
        if behind.atom is not None and _JOINED.fullmatch(view, found[at].end, behind.start):
            every[at] = behind.every or every[at + 1]
    return every


def context_year(
    expression: Expression, before: list[tuple[int, str | None]], behind: int | None, *, low: int, reading: Reading
) -> int | None:
    """The year for a date printed without one: of its row, of its sentence, of the document's plan, of its issue.

    `before` lists the (start, date) of the expressions before it, in order; its sentence begins at `low`. `behind`
    is the year that the last of its row prints (see `years_behind`).
    """
    if expression.atom is None or expression.atom.year is not None or not enabled("deadlines.elliptic"):
        return None
    if behind is not None:
        return behind
    for start, date in reversed(before):
        if start < low:
            break
        if date:
            return year_of(date)
    planned = _planned(reading)
    if planned is not None:
        return planned
    issued = reading.metadata.issued_on
    if issued is None:
        return None
    date = expression.atom.date(int(issued[:4]))
    return int(issued[:4]) if date and date >= issued[: len(date)] else None


def is_of_year(reading: Reading) -> bool:
    """Whether the document is the plan of one year: a day of it needs no year."""
    return _planned(reading) is not None


def _planned(reading: Reading) -> int | None:
    """The year of a plan of one year, as its metadata or its title give it."""
    period = reading.metadata.period
    if period:
        return None if "/" in period else int(period[:4])
    if reading.part.title is None:
        return None
    atoms = list(find_atoms(reading.view, *reading.part.title))
    return atoms[0].year if len(atoms) == 1 and atoms[0].form == "year" else None


def ended_before(date: str | None, bound: str | None) -> bool:
    """Whether a date or interval ended before the bound (both EDTF).

    >>> ended_before("2016/2020", "2021-12-29"), ended_before("2021", "2021-12-29")
    (True, False)
    """
    if date is None or bound is None:
        return False
    end = date.rsplit("/", 1)[-1]
    return end < bound[: len(end)]
