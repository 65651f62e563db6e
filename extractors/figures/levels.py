"""For which tier of government a figure holds, and lists that give each tier or year its own figure."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import regex

from extractors.figures.comparators import listed
from extractors.figures.types import Quantity
from extractors.lexicon import any_of, load_lexicon
from extractors.rules import enabled

#: The tier of each kind of unit.
UNIT_TIERS = {"xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune", "huyện": "district"}
UNIT_TIERS |= {"quận": "district", "thị xã": "district", "trạm y tế": "commune"}
_UNITS = regex.compile(
    r"\s*(?:\(\d[\d./]*\)\s*)?(?:(?:tổng\s+)?số\s+|các\s+|đơn\s+vị\s+(?:hành\s+chính\s+)?)*(?P<tier>cấp\s+)?"
    r"(?P<unit>xã|phường|thị\s+trấn|đặc\s+khu|huyện|quận|thị\s+xã|trạm\s+y\s+tế)(?!\p{L})(?!\s+hội)"
)
#: What parts units from what each of them is to have.
_HAVING = regex.compile(
    r"(?:\s*,\s*(?:xã|phường|thị\s+trấn|đặc\s+khu))*(?:\s+\p{L}+){0,8}?\s+(?:có|đạt|tổ\s+chức|xây\s+dựng)\s+"
)
_SHARES = regex.compile(r"(?<!\p{L})(?:tương\s+ứng|lần\s+lượt)(?!\p{L})", regex.IGNORECASE)
_YEAR = regex.compile(r"(?<![\d/-])(20\d\d)(?![\d/])")
#: The tier in the name of an index: "Chỉ số … cấp tỉnh (PCI)".
_INDEX = regex.compile(r"chỉ\s+số[^,;()]{0,60}$", regex.IGNORECASE)
_OWNED = regex.compile(r"(?:của|tại|cho|và|,)\s+(?:các\s+)?$")
_BREAK = regex.compile(
    r"[;.:](?=\s|$)|(?<!\p{L})(?:trong\s+đó|đồng\s+thời|vào\s+năm|so\s+với|theo\s+(?i:nghị|quyết|quy|thông|kế|luật|hướng))(?!\p{L})"
)
#: The bracket in which the next value stands: `đạt 80% (cấp xã 70%)`.
_OPENED = regex.compile(r"\([^()]*$")
_NOUN = regex.compile(r"\s*[\p{L}(]")
_NOT_NOUN = regex.compile(
    r"\s*\(?(?:và|vào|đến|so|trở|trong\s+năm|mỗi|hằng|hàng|theo|đối\s+với|tại|ở|cho|trừ|ngoại\s+trừ|không\s+(?:tính|bao))(?!\p{L})"
)
_SHORT = {"tỉnh": "province", "huyện": "district", "xã": "commune"}
#: `tỉnh, huyện, xã`, `cấp huyện và xã`.
_RUN = regex.compile(
    r"(?<!\p{L})(?:(?:cấp\s+)?(?P<tier>tỉnh|huyện|xã)(?:\s*,\s*|\s+và\s+)){1,2}(?:cấp\s+)?(?P<tier>tỉnh|huyện|xã)(?!\p{L})",
    regex.IGNORECASE,
)
_AT = regex.compile(r"\s*(?:đối\s+với|tại|ở|cho|của|trong)(?!\p{L})")
#: Where the item of a list begins behind the item before it.
_ITEM = regex.compile(r"[,;]|(?<!\p{L})và(?!\p{L})")
_JOINED = regex.compile(r"\s*(?:,|và|và\s+cấp|hoặc)\s*(?:cấp\s+)?$")


#: How far before its list "tương ứng" may name the tiers.
_REACH = 600
#: Kinds of units of which no tier has its own.
TIERLESS = frozenset({"rank", "places", "time", "money", "age", "times", "measure"})


@cache
def _words() -> regex.Pattern[str]:
    rows = load_lexicon("levels")
    named = {use: any_of([row["form"] for row in rows if row["use"] == use]) for use in ("owner", "body", "mixed")}
    return regex.compile(
        rf"(?<!\p{{L}}|(?:cơ|trụ|chuyên|đa|liên)\s+)(?:(?P<owner>{named['owner']})|(?P<body>{named['body']})|(?P<mixed>{named['mixed']}))(?!\p{{L}}|\s+hội)",
        regex.IGNORECASE,
    )


@cache
def _levels() -> dict[str, str]:
    return {row["form"].lower(): row["level"] for row in load_lexicon("levels")}


def mark_levels(view: str, quantities: list[Quantity], start: int, end: int) -> list[Quantity]:
    """The quantities of a sentence, each with the tiers for which it holds."""
    marked: list[Quantity] = []
    for index, quantity in enumerate(quantities):
        before = quantities[index - 1].until if index else start
        after = quantities[index + 1].start if index + 1 < len(quantities) else end
        levels, mixed = _levels_of(view, quantity, before, after, start)
        rules = (*quantity.rules, "figures.level") if levels != (None,) else quantity.rules
        if levels == (None,) and not mixed and marked and _is_within(view, marked[-1], quantity):
            levels, rules = marked[-1].levels, (*rules, "figures.level_within")
        marked.append(replace(quantity, levels=levels, mixed=mixed, rules=rules))
    return distribute(view, marked, start)


def _is_within(view: str, last: Quantity, quantity: Quantity) -> bool:
    """Whether a quantity stands in what is said of units of one tier: `100% xã, phường có ít nhất 02 lớp`."""
    if last.levels == (None,) or quantity.kind in TIERLESS or not enabled("figures.level_within"):
        return False
    if "figures.level_within" in last.rules:
        return listed(view, last, replace(quantity, comparator="="))
    units = _UNITS.match(view, last.end, quantity.start)
    at = units.end() if units else last.end if last.unit in UNIT_TIERS else None
    return at is not None and _HAVING.fullmatch(view, at, quantity.start) is not None


def _levels_of(
    view: str, quantity: Quantity, before: int, after: int, start: int
) -> tuple[tuple[str | None, ...], bool]:
    """The tiers that the phrase of a quantity names, and whether it names several or departments."""
    if not enabled("figures.level") or quantity.kind in TIERLESS:
        return (None,), False
    unit = quantity.unit.removeprefix("đơn vị hành chính cấp ")
    tiers = {UNIT_TIERS.get(part) for part in unit.casefold().split(", ")}
    if len(tiers) == 1 and None not in tiers:
        return (tiers.pop(),), False
    if quantity.kind == "percent" and (match := _UNITS.match(view, quantity.until, after)):
        return (UNIT_TIERS[" ".join(match["unit"].split())],), False
    phrase = _phrase(view, quantity, before, after, start)
    found, joined, departments = _named(phrase)
    if departments and found != ["province"]:
        return (None,), True
    if len(found) == 1:
        return (found[0],), False
    return (tuple(found), False) if found and joined and enabled("figures.level_each") else ((None,), bool(found))


def tier_of_subject(indicator: str) -> str | None:
    """The one tier that names whose share it is, where the sentence states it for a value before only.

    >>> tier_of_subject("cán bộ, công chức cấp xã có trình độ đại học")
    'commune'
    """
    found, _, departments = _named(indicator)
    return found[0] if len(found) == 1 and not departments and enabled("figures.level_subject") else None


def _named(phrase: str) -> tuple[list[str], bool, bool]:
    """The tiers that a phrase names, whether they are joined, and whether it names departments too."""
    found: list[str] = []
    joined, departments, last = True, False, 0
    for match in _words().finditer(phrase):
        level = _levels()[" ".join(match.group().lower().split())]
        if match["mixed"] and not level:
            return [], False, False
        if match["mixed"]:
            departments = True
        elif not (match["body"] and not _OWNED.search(phrase, 0, match.start())) and not _INDEX.search(
            phrase, 0, match.start()
        ):
            if level not in found:
                joined = joined and (not found or _JOINED.fullmatch(phrase[last : match.start()]) is not None)
                found.append(level)
            last = match.end()
    return found, joined, departments


def _phrase(view: str, quantity: Quantity, before: int, after: int, start: int) -> str:
    """The noun phrase of the figure: behind it, or before it where nothing stands behind."""
    behind = view[quantity.end : after]
    stop = _BREAK.search(behind)
    behind = behind[: stop.start() if stop else None]
    if enabled("figures.level_brackets"):
        behind = _OPENED.sub("", behind)
    if _NOUN.match(behind) and not _NOT_NOUN.match(behind):
        return behind
    if _AT.match(behind) and _words().search(behind, 0, 60):
        return behind
    left = view[before : quantity.start]
    item = _ITEM.search(left) if before > start else None
    left = left[item.end() :] if item else left
    for match in list(_BREAK.finditer(left))[-1:]:
        left = left[match.end() :]
    return left


def distribute(view: str, quantities: list[Quantity], start: int) -> list[Quantity]:
    """The quantities, those of a list under "tương ứng" or "lần lượt" each with its own tier or year."""
    if len(quantities) < 2 or not enabled("figures.distribution"):
        return quantities
    share = _SHARES.search(view, max(start, quantities[0].start - _REACH), quantities[-1].start)
    if share is None:
        return quantities
    first = next(i for i, q in enumerate(quantities) if q.start > share.start())
    items = [q for q in quantities[first:] if q.kind == quantities[first].kind]
    floor = quantities[first - 1].end if first else start
    tiers = _tiers(view[floor : items[0].start])
    years = list(dict.fromkeys(m.group() for m in _YEAR.finditer(view, floor, items[0].start)))
    if len(tiers) == len(items) > 1:
        items = [
            replace(q, levels=(t,), rules=(*q.rules, "figures.distribution")) for q, t in zip(items, tiers, strict=True)
        ]
    elif len(years) == len(items) > 1:
        items = [
            replace(q, date=y, rules=(*q.rules, "figures.distribution")) for q, y in zip(items, years, strict=True)
        ]
    else:
        return quantities
    by_place = {item.at: item for item in items}
    return [by_place.get(q.at, q) for q in quantities]


def _tiers(text: str) -> list[str]:
    found: list[str] = []
    run = _RUN.search(text)
    if run:
        return [_SHORT[word.lower()] for word in run.captures("tier")]
    for match in _words().finditer(text):
        level = _levels()[" ".join(match.group().lower().split())]
        if level and level not in found:
            found.append(level)
    return found
