"""Bare numbers whose noun stands before them: the factor by which an amount is multiplied."""

from __future__ import annotations

import regex

from extractors.figures.types import Numeral, Quantity
from extractors.rules import enabled

_FACTOR = regex.compile(r"(?<!\p{L})(?P<noun>hệ\s+số)\s+(?P<of>(?:\p{Ll}+\s+){1,10}(?:là|bằng)\s+)?$", regex.IGNORECASE)
_BARE = regex.compile(r"\s*(?:[.,;:)|]|$)|\s+(?!\p{L}+/)(?:và|hoặc|so|cho|đối|khi|nếu|theo|áp|của)(?!\p{L})")
_LARGEST = 20


def factor_of(view: str, numeral: Numeral, start: int, end: int) -> Quantity | None:
    """The factor that a number is, its noun in the quote where it stands next to it: `nhân với hệ số 1,2`.

    >>> factor_of("nhân với hệ số 1,2.", Numeral(15, 18, 1.2), 0, 19).unit
    'hệ số'
    """
    if not 0 < numeral.value <= _LARGEST or numeral.words or numeral.of or not enabled("figures.factor"):
        return None
    named = _FACTOR.search(view, max(start, numeral.start - 90), numeral.start)
    if named is None or not _BARE.match(view, numeral.end, end):
        return None
    return Quantity(
        start=numeral.start if named["of"] else named.start("noun"),
        end=numeral.end,
        at=numeral.start,
        until=numeral.end,
        value=numeral.value,
        unit="hệ số",
        kind="factor",
        rules=("figures.factor",),
    )
