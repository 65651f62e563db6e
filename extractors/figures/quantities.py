"""Numbers with their units, ranges and pairs joined: the quantities of a sentence before anything is said of them."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.figures.factors import factor_of
from extractors.figures.names import announces_list, in_formula, is_name, is_period
from extractors.figures.numerals import find_numerals
from extractors.figures.pairs import mark_pairs, share_units
from extractors.figures.ranks import group_of, ordinal_of, spelled_ranks
from extractors.figures.types import Numeral, Quantity
from extractors.figures.units import MEASURES, Unit, open_unit_at, point_things, unit_at
from extractors.figures.words import words_for
from extractors.rules import enabled

_TO = regex.compile(r"\s*(?:-|÷|~|đến|tới)\s*(?:(?:dưới|khoảng|trên|cận)\s+)?", regex.IGNORECASE)
#: `độ tuổi 15 - 60`: the unit stands before.
_AGES = regex.compile(r"độ\s+tuổi\s+(?:từ\s+)?(?:\d{1,3}\s*(?:-|đến)\s*)?$", regex.IGNORECASE)
_INDEX = regex.compile(
    r"(?:chỉ\s+số|hệ\s+số)\s[^.;,%\d]{2,90}?\s(?:đạt|là|bằng|ở\s+mức|còn|từ|lên|trên|dưới|tối\s+thiểu)(?:\s+\p{L}+){0,3}\s+$",
    regex.IGNORECASE,
)
_NO_UNIT = regex.compile(r"\s*(?:[.,;)]|$)|\s+(?:trở\s+lên|vào|và)\s")
_SOME = regex.compile(rf"\s+(?:trở\s+lên\s+)?{words_for('whole')}", regex.IGNORECASE)
#: A share that ends its clause: `chưa đến 1/3`.
_ABOUT = regex.compile(
    r"(?<!\p{L})(?:chưa\s+(?:đến|tới)|gần|hơn|trên|dưới|chiếm|bằng|ít\s+nhất|tối\s+thiểu)\s+$", regex.IGNORECASE
)
_ALONE = regex.compile(r"\s*(?:[;.)]|$|,\s)")
_COUNT = regex.compile(rf"{words_for('count_lead')}\s*$", regex.IGNORECASE)
#: `Số lượng hồ sơ: 01 bộ`.
_LODGED = regex.compile(r"(?<!\p{L})hồ\s+sơ[^.;\d]{0,40}$", regex.IGNORECASE)
_RULES = {
    "percent": "figures.percent",
    "percent_points": "figures.percent_points",
    "points": "figures.points",
    "places": "figures.rank_places",
    "money": "figures.money",
    "measure": "figures.measure",
    "time": "figures.duration",
    "age": "figures.age",
    "times": "figures.multiple",
    "open": "figures.open_unit",
    "rate": "figures.rate",
}


def find_quantities(view: str, start: int, end: int) -> list[Quantity]:
    """The quantities of a sentence in the order of the text."""
    numerals = find_numerals(view, start, end)
    found = [
        Quantity(start=s, end=e, at=s, until=e, value=v, unit="rank", kind="rank", rules=("figures.rank_words",))
        for s, e, v in spelled_ranks(view, start, end)
    ]
    taken = 0
    for index, numeral in enumerate(numerals):
        if numeral.start < taken:
            continue
        quantity = _rank(view, numeral, start, end) or _range(view, numerals, index, start, end)
        quantity = quantity or _single(view, numeral, start, end) or factor_of(view, numeral, start, end)
        if quantity is not None and not (numeral.words and _repeats(view, found, quantity)):
            found.append(quantity)
            taken = quantity.until
    found.sort(key=lambda q: q.at)
    return mark_pairs(view, share_units(view, found, numerals, start), start)


def _rank(view: str, numeral: Numeral, start: int, end: int) -> Quantity | None:
    group = group_of(view, numeral, start, end)
    if group:
        return _ranked(numeral, group, "<=", "figures.rank_group")
    place = ordinal_of(view, numeral, start, end)
    return _ranked(numeral, place, "=", "figures.rank") if place else None


def _ranked(numeral: Numeral, quote: tuple[int, int], comparator: str, rule: str) -> Quantity:
    return Quantity(
        start=quote[0],
        end=quote[1],
        at=numeral.start,
        until=quote[1],
        value=numeral.value,
        unit="rank",
        kind="rank",
        comparator=comparator,
        rules=(rule,),
    )


def _single(view: str, numeral: Numeral, start: int, end: int) -> Quantity | None:
    share = _fraction(view, numeral, start, end)
    if share:
        return share
    unit = _unit_of(view, numeral, start, end) or _index_value(view, numeral, start, end)
    if unit is None or is_name(view, numeral, unit, start) or is_period(view, numeral, unit, start, end):
        return None
    if announces_list(view, numeral, unit, end) or in_formula(view, numeral, unit, start, end):
        return None
    rule = _RULES.get(unit.kind, "figures.count")
    if not enabled(rule):
        return None
    return _quantity(numeral, unit, rule)


def _quantity(numeral: Numeral, unit: Unit, rule: str) -> Quantity:
    return Quantity(
        start=numeral.start,
        end=unit.end,
        at=numeral.start,
        until=unit.end,
        value=numeral.value,
        unit=unit.name,
        kind=unit.kind,
        role="criterion" if unit.kind == "age" and unit.end == numeral.end else None,
        rules=(rule, "figures.words") if numeral.words else (rule,),
    )


def _unit_of(view: str, numeral: Numeral, start: int, end: int) -> Unit | None:
    """The unit of a numeral, where it has one that is counted."""
    printed = view[numeral.start : numeral.end].lower()
    if numeral.words and ("phần" in printed or "nửa" in printed):
        return Unit(numeral.end, "percent", "percent")
    if numeral.words and printed.startswith("gấp"):
        return Unit(numeral.end, "lần", "times")
    unit = unit_at(view, numeral.end, end)
    of_age = (unit is None or unit.kind == "grade") and enabled("figures.age")
    if of_age and _AGES.search(view, max(start, numeral.start - 40), numeral.start):
        return Unit(numeral.end, "tuổi", "age")
    if unit is None:
        unit = open_unit_at(view, numeral.end, end)
        rated = unit is not None and "/" in unit.name and not numeral.words
        return unit if rated or _is_count(view, numeral, start) else None
    if unit.kind in ("copy", "grade") or _is_title(view, numeral, unit):
        return None
    few = unit.kind == "few" and numeral.value < 10 and not _LODGED.search(view, start, numeral.start)
    if few or unit.kind == "list" and numeral.of is None:
        return None
    if unit.kind == "points" and point_things().search(view, max(start, numeral.start - 200), numeral.start):
        return Unit(unit.end, "điểm", "thing")
    return unit


def _is_title(view: str, numeral: Numeral, unit: Unit) -> bool:
    """Whether a name or a footnote begins behind the number: `Tiểu dự án 1 Dự án 3`, `1 Công chức chưa …`."""
    if not enabled("figures.not_label"):
        return False
    word = view[numeral.end : unit.end].strip()
    return unit.kind not in MEASURES and word[:1].isupper() and word[1:2].islower() and view[numeral.start] != "0"


def _is_count(view: str, numeral: Numeral, start: int) -> bool:
    """Whether a number is printed as a count (`05`, `1.200`, `15/18`) or stands behind a comparator."""
    printed = view[numeral.start : numeral.end]
    if not enabled("figures.open_unit") or numeral.words:
        return False
    if (printed[0] == "0" and len(printed) == 2) or "." in printed or numeral.of is not None:
        return True
    return _COUNT.search(view, max(start, numeral.start - 16), numeral.start) is not None


def _index_value(view: str, numeral: Numeral, start: int, end: int) -> Unit | None:
    """The value of an index that is no more than 1: `Chỉ số phát triển con người đạt 0,75`."""
    if not 0 < numeral.value < 1 or numeral.words or numeral.of or not enabled("figures.index_value"):
        return None
    named = _INDEX.search(view, max(start, numeral.start - 120), numeral.start)
    return Unit(numeral.end, "points", "points") if named and _NO_UNIT.match(view, numeral.end, end) else None


def _fraction(view: str, numeral: Numeral, start: int, end: int) -> Quantity | None:
    """A share printed as a fraction: `2/3 số phiếu`."""
    of = numeral.of
    if not of or not numeral.value < of <= 10 or not enabled("figures.fraction"):
        return None
    alone = _ABOUT.search(view, max(start, numeral.start - 20), numeral.start) and _ALONE.match(view, numeral.end, end)
    if not _SOME.match(view, numeral.end, end) and not (alone and enabled("figures.fraction_alone")):
        return None
    share = Numeral(numeral.start, numeral.end, round(100 * numeral.value / of, 2))
    return _quantity(share, Unit(numeral.end, "percent", "percent"), "figures.fraction")


def _range(view: str, numerals: list[Numeral], index: int, start: int, end: int) -> Quantity | None:
    """`7 - 7,5%/năm`, `từ 91 đến 96%`, `từ 10 năm đến dưới 15 năm`."""
    if index + 1 >= len(numerals) or not enabled("figures.range"):
        return None
    low, high = numerals[index], numerals[index + 1]
    unit = _unit_of(view, high, start, end)
    if unit is None or low.of or high.of or is_name(view, low, unit, start) or is_period(view, high, unit, start, end):
        return None
    own = unit_at(view, low.end, high.start)
    if own is not None and own.name.split("/")[0] != unit.name.split("/")[0]:
        return None
    gap = _TO.fullmatch(view, own.end if own else low.end, high.start)
    if gap is None or low.value >= high.value or unit.kind == "list":
        return None
    quantity = _quantity(Numeral(low.start, high.end, low.value), unit, _RULES.get(unit.kind, "figures.count"))
    rules = (*quantity.rules, "figures.range")
    return replace(quantity, high=high.value, comparator="range", rules=rules)


def _repeats(view: str, found: list[Quantity], quantity: Quantity) -> bool:
    """Whether words in brackets only say the number before them again: `100.000.000 đồng (một trăm triệu đồng)`."""
    return bool(found) and view[found[-1].until : quantity.at].strip().lower() in ("(", "(bằng chữ:")
