"""What a quantity is while it is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in the text: its value, where it stands, and of how many it is one (`15/18`)."""

    start: int
    end: int
    value: float
    of: float | None = None
    words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit: the quote is `start:end`, the number begins at `at`, the unit ends at `until`."""

    start: int
    end: int
    at: int
    until: int
    value: float
    high: float | None = None
    unit: str
    kind: str
    comparator: str = "="
    rules: tuple[str, ...]
    #: Of "from A to B" the old value or the new one.
    pair: str = ""
    #: The year in which an old value held.
    year: str | None = None
    #: The role, where the form of the figure itself says it.
    role: str | None = None
    change: str | None = None
    per: str | None = None
    baseline: str | None = None
    levels: tuple[str | None, ...] = (None,)
    #: Whether its phrase names several tiers, or departments.
    mixed: bool = False
    #: A deadline that the sentence gives to this one of a list.
    date: str | None = None
