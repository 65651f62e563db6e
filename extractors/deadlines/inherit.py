"""Which time governs a figure or a duty: its clause's own, else the sentence's, the lead-in's, the heading's."""

from __future__ import annotations

from extractors.reading import Reading, Time


def governing_deadline(reading: Reading, start: int, end: int) -> Time | None:
    """The time that governs a figure at `text[start:end]`, `None` where the text gives none.

    Its `date` is EDTF, its `every` is `year`, `quarter` or `month` where it is to hold in every one. It is looked
    for in the clause of the figure, then in the clauses before it, in the lead-in lines above and in the headings;
    in a table in the row's time cell, then in the heads of the column.
    """
    return None


def duty_deadline(reading: Reading, start: int, end: int) -> Time | None:
    """The time that bounds the duty itself whose clause is `text[start:end]`, `None` where there is none."""
    return None
