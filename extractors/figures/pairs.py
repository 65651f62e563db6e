"""Quantities that belong together: bare numbers that share a unit, old values and new ones."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.figures.types import Numeral, Quantity
from extractors.rules import enabled

_PAIR = regex.compile(
    r"(?P<year>\s*\(?(?:(?:vào\s+)?(?:cuối\s+)?năm\s+)(?P<date>(?:19|20)\d\d)\)?)?[^.;,\d]{0,60}?\s"
    r"(?<!trở\s+)(?:lên|xuống|còn|tới|đạt)\s+(?:[^\d.;,]{0,30}\s)?",
    regex.IGNORECASE,
)
_TURN = regex.compile(r"\s+(?:lên|xuống|còn)(?:\s+(?:còn|đến|thành))?(?:\s+(?:dưới|trên|khoảng))?\s+", regex.IGNORECASE)
_OLD = regex.compile(r"(?P<from>từ\s+(?:mức\s+)?)$", regex.IGNORECASE)
_NEXT = regex.compile(r"\s*(?:,|và|;|-)\s*$")
#: `300x120x30 mm`.
_SIDES = regex.compile(r"\s?[x×]\s?", regex.IGNORECASE)


def share_units(view: str, found: list[Quantity], numerals: list[Numeral], start: int) -> list[Quantity]:
    """With the bare numbers of a list that shares the unit of its last item: `lần lượt là 30, 20 và 15%`."""
    if not enabled("figures.shared_unit"):
        return found
    by_place = {q.at: q for q in found}
    result = list(found)
    for left, right in zip(reversed(numerals[:-1]), reversed(numerals[1:]), strict=True):
        unit = by_place.get(right.start)
        if left.start in by_place or unit is None or unit.kind in ("rank", "list") or left.of:
            continue
        gap = view[left.end : unit.start]
        if _is_old(view, left, gap, start) or _share_unit(gap, left, unit):
            item = replace(
                unit, start=left.start, end=left.end, at=left.start, until=left.end, value=left.value, high=None,
                comparator="=", rules=(*unit.rules, "figures.shared_unit"),
            )  # fmt: skip
            by_place[left.start] = item
            result.append(item)
    return sorted(result, key=lambda q: q.at)


def _share_unit(gap: str, left: Numeral, unit: Quantity) -> bool:
    """Whether a bare number has the unit of the next one: shares in a list, the sides of one thing."""
    if unit.kind == "measure":
        return _SIDES.fullmatch(gap) is not None
    return _NEXT.fullmatch(gap) is not None and left.value <= 100 and unit.kind == "percent"


def _is_old(view: str, left: Numeral, gap: str, start: int) -> bool:
    """Whether a bare number is the old value of a pair: `từ 850 xuống còn 700 đơn vị`."""
    return _TURN.fullmatch(gap) is not None and _OLD.search(view, max(start, left.start - 12), left.start) is not None


def mark_pairs(view: str, found: list[Quantity], start: int) -> list[Quantity]:
    """The quantities, those of "từ 31% năm 2020 lên 45%" marked as old and new."""
    if not enabled("figures.pair"):
        return found
    result = list(found)
    for index in range(len(result) - 1):
        old, new = result[index], result[index + 1]
        match = _PAIR.fullmatch(view, old.until, new.start)
        if match is None or (old.unit != new.unit and not old.kind == new.kind == "time"):
            continue
        if _OLD.search(view, max(start, old.start - 12), old.start) is None:
            continue
        result[index] = replace(old, pair="old", year=match["date"], rules=(*old.rules, "figures.pair"))
        result[index + 1] = replace(new, pair="new", rules=(*new.rules, "figures.pair"))
    return result
