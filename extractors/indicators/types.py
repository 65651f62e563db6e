"""What a figure measures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """What is measured: its wording on one line, its code in `indicators.csv` if any, its normalised phrase."""

    indicator: str
    code: str | None
    phrase: str
