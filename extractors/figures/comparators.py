"""How a quantity compares with its number: words before and behind it, and lists under one comparator."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import regex

from extractors.figures.types import Quantity
from extractors.lexicon import any_of, load_lexicon
from extractors.rules import enabled

_REACH = 70
_LONGEST = 4
_WORD = regex.compile(r"\p{L}+|[≥≤<>~±]=?")
_SIGNS = {"≥": ">=", "≤": "<=", ">=": ">=", "<=": "<=", ">": ">", "<": "<", "~": "~", "±": "~"}
#: Kinds of units with which a plain "từ" says a least value.
_LEAST = frozenset({"percent", "percent_points", "points", "time", "age", "money", "measure"})
#: A time between the comparator and its value: "ít nhất vào năm 2025 đạt 40%".
_TIMED = regex.compile(
    r"(?P<form>ít\s+nhất|tối\s+thiểu|tối\s+đa|không\s+quá|trên|dưới)\s+(?:vào|trong|đến|tới)\s+(?:hết\s+|cuối\s+)?năm\s+20\d\d"
    r",?\s+(?:(?:phải|đều|đạt|là|có|còn|ở\s+mức)\s+)+$",
    regex.IGNORECASE,
)
#: Kinds of units that count things.
_COUNTS = frozenset({"people", "thing", "place", "open"})
#: "không để lây lan ra quá 02 bản" is a limit.
_DENIED = regex.compile(r"(?<!\p{L})không\s+(?!chỉ\b|còn\b)[^,.;:\d]{0,60}?(?<!\p{L})(?:quá|vượt)\b", regex.IGNORECASE)
_TO = regex.compile(r"[^.;,]{0,30}?\b(?:(?<!trở\s+)(?:lên|xuống)|đến|tới|còn|trong\s+số)\b")
#: `88% số xã trở lên`: the noun of a share between its number and the comparator.
_OF_ALL = regex.compile(r"\s+(?:tổng\s+)?số\s+\p{L}+(?:\s+\p{L}+)?")
_CHANGING = regex.compile(r"(?:giảm|tăng|nâng|chuyển|ngắn|chọn|huy\s+động)\s*$", regex.IGNORECASE)
#: Between two items of a list under one verb; a new verb ends it.
_LIST_GAP = regex.compile(r"[^.;:()\d]{0,70}?(?:,|\bvà|;)\s*(?:là\s+)?|\s*(?:,|\bvà)\s+[^.;:()\d]{0,60}")


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    sign: str
    adjacent: bool


@cache
def _forms(side: str) -> dict[str, str]:
    return {row["form"]: row["sign"] for row in load_lexicon("comparators") if row["side"] == side}


@cache
def _after() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?P<noun>(?:\s+(?:\p{{L}}+|\(\p{{L}}+\))){{0,6}}?)\s+(?P<form>{any_of(tuple(_forms('after')))})(?!\p{{L}})"
    )


@cache
def _verbs() -> regex.Pattern[str]:
    forms = tuple(row["form"] for row in load_lexicon("clause_verbs"))
    return regex.compile(rf"(?<!\p{{L}}){any_of(forms)}(?!\p{{L}})", regex.IGNORECASE)


def compare(view: str, quantity: Quantity, start: int, end: int) -> Quantity:
    """The quantity with its comparator, its quote widened to the words that say it."""
    before = _before(view, quantity.start, start)
    after = _after().match(view, quantity.end, end) if enabled("figures.comparator_after") else None
    if after and after["noun"].strip() and not (before and before.sign == "from"):
        if before is None and quantity.kind == "percent" and _OF_ALL.fullmatch(after["noun"]):
            return replace(quantity, comparator=">=", rules=(*quantity.rules, "figures.comparator_after"))
        after = None
    sign = _sign(view, quantity, before, after, start, end)
    if sign is None:
        return quantity
    if sign == ">" and before and _DENIED.search(view, max(start, before.start - _REACH), before.start + 4):
        sign = "<="
    left = before.start if before and before.adjacent else quantity.start
    rule = (
        "figures.comparator_after" if after and (not before or before.sign == "from") else "figures.comparator_before"
    )
    comparator = quantity.comparator if quantity.comparator == "range" else sign
    return replace(
        quantity,
        start=left,
        end=after.end() if after else quantity.end,
        comparator=comparator,
        rules=(*quantity.rules, rule),
    )


def _sign(
    view: str,
    quantity: Quantity,
    before: _Found | None,
    after: regex.Match[str] | None,
    start: int,
    end: int,
) -> str | None:
    if before and before.sign != "from":
        return before.sign
    if after:
        return _forms("after")[" ".join(after["form"].split())]
    if before is None:
        return None
    if quantity.comparator == "range":
        return "range"
    if quantity.kind not in _LEAST or _TO.match(view, quantity.end, end):
        return None
    return None if _CHANGING.search(view, max(start, before.start - 14), before.start) else ">="


def _before(view: str, at: int, start: int) -> _Found | None:
    """The comparator that ends at `at`, words that may stand between left out."""
    if not enabled("figures.comparator_before"):
        return None
    if timed := _TIMED.search(view, max(start, at - _REACH), at):
        return _Found(timed.start(), _forms("before")[" ".join(timed["form"].lower().split())], False)
    words = list(_WORD.finditer(view, max(start, at - _REACH), at))
    signs, fillers, gaps = _forms("before"), _forms("filler"), _forms("gap")
    found: _Found | None = None
    adjacent = True
    index, edge = len(words), at
    while index and not view[words[index - 1].end() : edge].strip():
        size, form, sign = _longest(words[:index], signs)
        if sign and not (form == "quá" and found):
            nearer = found.sign if found else None
            keep = nearer if nearer and nearer not in ("~", "from") else sign
            if sign == "from" and nearer:
                keep = nearer
            found = _Found(words[index - size].start(), keep, adjacent)
        else:
            size, form, _ = _longest(words[:index], gaps)
            if size:
                adjacent = False
            else:
                size = _longest(words[:index], fillers)[0]
        if not size:
            break
        index -= size
        edge = words[index].start()
    return found


def _longest(words: list[regex.Match[str]], forms: dict[str, str]) -> tuple[int, str, str]:
    """How many of the last words are one of the forms, the form, and its sign."""
    last = words[-1].group()
    if last in _SIGNS and "trên" in forms:
        return 1, last, _SIGNS[last]
    for size in range(min(_LONGEST, len(words)), 0, -1):
        form = " ".join(word.group().lower() for word in words[-size:])
        if form in forms:
            return size, form, forms[form]
    return 0, "", ""


def share_comparators(view: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities of a sentence, those of a list under one comparator with the comparator of its first."""
    if not enabled("figures.comparator_list"):
        return quantities
    shared: list[Quantity] = []
    for quantity in quantities:
        last = shared[-1] if shared else None
        if (
            last
            and last.comparator not in ("=", "range")
            and listed(view, last, quantity)
            and not _full(quantity, last)
        ):
            rules = (*quantity.rules, "figures.comparator_list")
            quantity = replace(quantity, comparator=last.comparator, rules=rules)
        shared.append(quantity)
    return shared


def listed(view: str, last: Quantity, quantity: Quantity) -> bool:
    """Whether two quantities are items of one list under one verb: "10% tập thể, 5% cá nhân"."""
    if quantity.comparator != "=" or quantity.pair or not _alike(last, quantity):
        return False
    gap = view[last.end : quantity.start]
    if not _LIST_GAP.fullmatch(gap):
        return False
    return _verbs().search(gap) is None


def _alike(last: Quantity, quantity: Quantity) -> bool:
    """Whether two quantities are of one unit, or both count things."""
    counts = last.kind in _COUNTS and quantity.kind in _COUNTS
    return counts or (quantity.kind == last.kind and quantity.unit == last.unit)


def _full(quantity: Quantity, last: Quantity) -> bool:
    """Whether the quantity is all of it: "at least" says nothing of 100%."""
    return quantity.kind == "percent" and quantity.value == 100 and last.comparator in (">=", ">")
