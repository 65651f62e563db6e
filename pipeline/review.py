"""What a human should look at: numbers that were recognised with little confidence, and values that cannot be."""

from __future__ import annotations

from datetime import date

import regex

from extractors.facts import Deadline, Fact, Figure, Metadata
from pipeline.source import Source

#: Confidence (Tesseract's, of percentages and doubtful numbers the mean of two readings): numbers that are right have
#: more in all but a few of a hundred, wrong ones less; those that read otherwise a second time have `second.DISPUTED`.
SURE = 90.0
_MOST = 200.0  # percent: of what norms and rewards are measured in
_NUMBER = regex.compile(r"\S*\d\S*|(?<!\S)[IVX]+(?!\S)")
_DAY = regex.compile(r"(?P<year>\d{4,})-(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_YEARS = range(1930, 2101)


def doubt_of(source: Source, fact: Fact) -> str | None:
    """Why a fact should be looked at, or None: `confidence 74`, `impossible value`, `impossible date`."""
    if isinstance(fact, Figure) and not _is_possible(fact):
        return "impossible value"
    if isinstance(fact, Figure | Deadline) and not _is_date(fact.deadline if isinstance(fact, Figure) else fact.date):
        return "impossible date"
    sureness = confidence_of(source, fact.start, fact.end)
    return f"confidence {sureness:.0f}" if sureness is not None and sureness < SURE else None


def confidence_of(source: Source, start: int, end: int) -> float | None:
    """The confidence of the least sure number in a span, None where it has none or was not recognised from an image."""
    if not source.is_recognised(start):
        return None
    numbers = _NUMBER.finditer(source.text, start, end)
    sureness = [value for m in numbers for value in source.confidences[m.start() : m.end()] if value >= 0]
    return min(sureness, default=None)


def doubtful_fields(source: Source, metadata: Metadata) -> list[str]:
    """The fields of a document's own data whose numbers were recognised with little confidence."""
    doubts = {name: confidence_of(source, *span) for name, span in metadata.spans.items()}
    return sorted(name for name, sureness in doubts.items() if sureness is not None and sureness < SURE)


def _is_possible(figure: Figure) -> bool:
    """Whether a value can be: no share above 100 unless it is a change, no rank or value below zero."""
    values = [value for value in (figure.value, figure.value_high) if value is not None]
    if any(value < 0 for value in values):
        return False
    if figure.unit != "percent" or figure.change is not None or max(values) <= 100:
        return True
    return figure.role == "other" and max(values) <= _MOST


def _is_date(value: str | None) -> bool:
    """Whether all dates of an EDTF expression are in the calendar and of our times.

    >>> [_is_date(value) for value in ("2025", "2024-02-30", "2021/2025", "8025", None)]
    [True, False, True, False, True]
    """
    for part in (value or "").split("/"):
        match = _DAY.fullmatch(f"{part}-01" if regex.fullmatch(r"\d+", part) else part)
        if match is not None and not _is_day(int(match["year"]), int(match["month"]), int(match["day"] or 1)):
            return False
    return True


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day).year in _YEARS
    except ValueError:
        return False
