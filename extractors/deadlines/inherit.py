"""Which time governs a figure or a duty: its clause's own, else the sentence's, the lead-in's, the heading's."""

from __future__ import annotations

from dataclasses import replace

from extractors.deadlines.clauses import in_sentence
from extractors.deadlines.duties import of_duty
from extractors.deadlines.headings import in_table, over
from extractors.deadlines.items import of_item
from extractors.deadlines.scope import scope_of
from extractors.edtf import interval
from extractors.reading import Reading, Time


def governing_deadline(reading: Reading, start: int, end: int) -> Time | None:
    """The time that governs a figure at `text[start:end]`, `None` where the text gives none.

    Its `date` is EDTF, its `every` is `year`, `quarter` or `month` where it is to hold in every one. It is looked
    for in the clause of the figure, then in the clauses before it, in the lead-in lines above and in the headings;
    in a table in the row's time cell, then in the heads of the column. A year in which a result was reached counts.
    """
    scope = scope_of(reading)
    times = in_sentence(scope, start, end)
    every = next((time.every for time in times if time.every), None)
    dated = [time for time in times if time.date]
    if len(dated) == 2:
        return replace(dated[0], date=interval(dated[0].date, dated[1].date) or dated[0].date, every=every)
    if dated:
        return replace(dated[0], every=every)
    if times and times[0].use != "deadline":
        return times[0]
    higher = in_table(scope, start) or over(scope, start)
    if higher is None:
        return times[0] if times else None
    return replace(higher, every=every or higher.every) if times else higher


def duty_deadline(reading: Reading, start: int, end: int, *, verb: int | None = None) -> Time | None:
    """The time that bounds the duty itself whose clause is `text[start:end]`, `None` where there is none.

    `start` is where the body that has the duty is named, `end` where its sentence ends, `verb`
    where its verb begins, if that is known. A time of a later clause
    counts only if it says how the first duty is done; a time that opens the sentence counts; of headings only a
    short lead-in (`Khen thưởng hằng năm:`); in a table the time cell of the row; in an item of a plan its line for the
    time.
    """
    scope = scope_of(reading)
    return in_table(scope, start) or of_duty(scope, start, end, verb=verb) or of_item(scope, start)
