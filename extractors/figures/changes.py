"""Whether a figure is a change rather than a level, how often it repeats, and what it is measured against."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import regex

from extractors.edtf import edtf
from extractors.figures.comparators import listed
from extractors.figures.compared import by_comparison
from extractors.figures.types import Quantity
from extractors.lexicon import any_of, load_lexicon
from extractors.rules import enabled

_REACH = 160
_FAR = 14
#: How far a baseline may stand from its change.
_SENTENCE = 500
_YEARLY = regex.compile(
    r"(?<!\p{L})(?:(?:mỗi|hằng|hàng|từng)\s+năm|bình\s+quân\s+(?:một\s+)?năm|một\s+năm|qua\s+các\s+năm)(?!\p{L})",
    regex.IGNORECASE,
)
#: A noun behind the change that is long, up to the end of its clause; of a plan `hằng năm` is the kind.
_LONG = (
    r"[^.;:\d]{0,130}?(?<!(?:kế\s+hoạch|dự\s+toán|báo\s+cáo|chỉ\s+tiêu|chỉ\s+số|kết\s+quả|phí|chi|thu))"
    r"\s+(?:hằng|hàng|mỗi)\s+năm\s*(?:[.;]|$)"
)
_A_YEAR = regex.compile(r"/\s*(?:1\s+)?năm$")
_BEHIND = regex.compile(
    rf"\s*/\s*năm(?!\p{{L}})|[^.;,:\d]{{0,30}}?(?<!\p{{L}})(?:mỗi|một|hằng|hàng)\s+năm(?!\p{{L}})|{_LONG}"
)
#: `so với năm 2021`, `so với bình quân 5 năm 2020 - 2024`, `so với thời điểm 31/10/2025`.
_AGAINST = regex.compile(
    r"so\s+với\s+(?:(?!so\s+với)(?:[^\W\d_]+|\d\s+năm)\s+){0,6}?"
    r"(?:(?:(?P<day>\d{1,2})/)?(?P<month>\d{1,2})/)?(?P<from>(?:19|20)\d\d)(?:\s*-\s*(?P<to>(?:19|20)\d\d))?(?!\d)",
    regex.IGNORECASE,
)
#: `gấp 1,6 lần năm 2020`.
_TIMES_OF = regex.compile(r"\s+(?:(?:của|cuối|vào)\s+)*năm\s+(?P<from>(?:19|20)\d\d)(?!\d)(?P<to>)", regex.IGNORECASE)
#: "tăng 02 năm liên tục" tells how long.
_RUNNING = regex.compile(r"\s+(?:liên\s+tục|liên\s+tiếp|liền)(?!\p{L})", regex.IGNORECASE)
#: What is added to what there is: `thêm 05 xã`; what is paid or worked on top is a norm.
_ADDED = regex.compile(
    r"(?<!\p{L})(?<!(?:hỗ\s+trợ|làm|học|dạy|nghỉ|chi|trả|thưởng|cộng|tính)\s+)thêm(?:\s+được)?\s*$", regex.IGNORECASE
)
#: `giảm dưới 30%` is a level.
_DOWN_TO = regex.compile(r"(?<!\p{L})giảm\s*$", regex.IGNORECASE)
#: `Số xã tăng thêm là 8 xã`.
_ADDED_IS = regex.compile(r"(?<!\p{L})(?<!thu\s+nhập\s+)(?:tăng|có)\s+thêm\s+là\s*$", regex.IGNORECASE)
_ADDED_LAST = "figures.change_added"
#: Of a row: `Số hộ tăng thêm`.
_MORE = regex.compile(r"(?<!\p{L})(?:tăng\s+thêm|có\s+thêm)(?!\p{L})", regex.IGNORECASE)
#: Between two counts of one unit: `thêm 05 xã đạt chuẩn, 02 xã kiểu mẫu`.
_COMMA = regex.compile(r"[^.;:()\d]{0,70}(?:,|\bvà)\s*")
#: Growth that is measured opens its clause, no `mô hình tăng trưởng`, `đóng góp vào tăng trưởng`.
_GROWTH = "tăng trưởng"
_GROWS = regex.compile(
    r"(?:^|[,;:.(!?+•*|-]|(?<!\p{L})(?:và|đạt|có|là|mức|năm|đấu|quân|đảm|bảo|trì|nhịp\s+độ|tỷ\s+lệ|\d))\s*$",
    regex.IGNORECASE,
)
#: A label that says what follows is saved: `Chi phí tiết kiệm: 3 triệu đồng`.
_SAVED = regex.compile(r"(?<!\p{L})(?:tiết\s+kiệm|cắt\s+giảm|giảm)(?:\s+được)?\W*:\s*$", regex.IGNORECASE)


@cache
def _forms(*uses: str) -> dict[str, str]:
    return {row["form"]: row["change"] for row in load_lexicon("change_words") if row["use"] in uses}


@cache
def _pattern(*uses: str) -> regex.Pattern[str]:
    refused = rf"(?P<refused>{any_of(tuple(_forms('not')))})|" if "verb" in uses else ""
    return regex.compile(
        rf"(?<!\p{{L}})(?:{refused}(?P<form>{any_of(tuple(_forms(*uses)))}))(?!\p{{L}})", regex.IGNORECASE
    )


def mark_changes(view: str, quantities: list[Quantity], start: int, end: int) -> list[Quantity]:
    """The quantities of a sentence with change, per and baseline."""
    marked: list[Quantity] = []
    for quantity in quantities:
        last = marked[-1] if marked else None
        change, rule = _in_brackets(view, quantity, last) or _change_of(view, quantity, last, start, end)
        if change:
            if rule == "figures.change_compared":
                quantity = replace(quantity, comparator="=", start=quantity.at)
            shared = last.per if last and rule in ("figures.change_list", _ADDED_LAST) and last.change else None
            repeats = rule != "figures.change_saved" and _repeats(view, quantity, last.until if last else start)
            per = "year" if repeats else shared
            baseline = _baseline(view, quantity, start, end)
            rules = (*quantity.rules, rule)
            quantity = replace(quantity, change=change, per=per, baseline=baseline, rules=rules)
        marked.append(quantity)
    return marked


def _in_brackets(view: str, quantity: Quantity, last: Quantity | None) -> tuple[str, str] | None:
    """The change that a share in brackets tells again: `giảm 12 vụ (4,04%)`."""
    if last is None or not last.change or quantity.kind != "percent" or not enabled("figures.change_brackets"):
        return None
    told = view[last.until : quantity.start].strip() in ("(", "(tương đương", "(bằng", "(tương ứng")
    return (last.change, "figures.change_brackets") if told and view[quantity.end : quantity.end + 1] == ")" else None


def _change_of(view: str, quantity: Quantity, last: Quantity | None, start: int, end: int) -> tuple[str | None, str]:
    if quantity.pair or quantity.kind in ("age", "rank") or _RUNNING.match(view, quantity.until, end):
        return None, ""
    if (
        last
        and last.change
        and enabled("figures.change_list")
        and listed(view, last, replace(quantity, comparator="="))
        and _is_rated(view, last) <= _is_rated(view, quantity)
    ):
        return last.change, "figures.change_list"
    left = view[max(start, quantity.start - _REACH, last.until if last else 0) : quantity.start]
    if quantity.kind == "times" and (multiple := _multiple(view, quantity, left)) is not None:
        return multiple, "figures.times"
    if quantity.kind == "places":
        return _moved(left), "figures.rank_places"
    if (noun := _by_noun(left)) is not None:
        return noun, "figures.change_noun"
    if (compared := by_comparison(view, quantity, end)) is not None:
        return compared, "figures.change_compared"
    if added := _by_addition(quantity, left, last):
        return added
    if quantity.comparator == "<" and _DOWN_TO.search(left) and not _A_YEAR.search(view[quantity.at : quantity.until]):
        return None, ""
    return _by_verb(left, of_share=quantity.kind == "percent"), "figures.change_verb"


def _is_rated(view: str, quantity: Quantity) -> bool:
    """Whether a quantity is printed as one of each year: `tăng 9%/năm, đóng góp 12% GRDP` is no list."""
    return _A_YEAR.search(view[quantity.at : quantity.until]) is not None


def _by_addition(quantity: Quantity, left: str, last: Quantity | None) -> tuple[str, str] | None:
    """What is added, with what is listed behind it in the same unit, and what a label says is saved."""
    if enabled("figures.change_saved") and _SAVED.search(left):
        return "decrease", "figures.change_saved"
    if not enabled("figures.change_added"):
        return None
    again = last is not None and last.change == "increase" and last.unit == quantity.unit and _ADDED_LAST in last.rules
    if _ADDED.search(left) or _ADDED_IS.search(left) or (again and _COMMA.fullmatch(left)):
        return "increase", _ADDED_LAST
    return None


def _multiple(view: str, quantity: Quantity, left: str) -> str | None:
    if not enabled("figures.times"):
        return None
    if view[quantity.at : quantity.until].lower().startswith("gấp"):
        return "increase"
    match = _last(_pattern("times"), left)
    return _forms("times")[_form(match)] if match and len(left[match.end() :].split()) <= 3 else None


def _moved(left: str) -> str | None:
    match = _last(_pattern("verb", "places"), left)
    return {**_forms("verb"), **_forms("places")}[_form(match)] if match and match["form"] else None


def rate_of(indicator: str) -> str | None:
    """The change that an indicator is the rate of, `None` where it is a level.

    >>> rate_of("Tốc độ tăng trưởng GRDP"), rate_of("Tỷ lệ hộ nghèo")
    ('increase', None)
    """
    if _MORE.search(indicator):
        return "increase"
    match = _pattern("noun").match(indicator.strip())
    return _forms("noun")[_form(match)] if match else None


def _by_noun(left: str) -> str | None:
    if not enabled("figures.change_noun"):
        return None
    match = _last(_pattern("noun"), left)
    if match is None or ";" in left[match.end() :]:
        return None
    growth = _form(match) == _GROWTH
    if growth and ("," in left[match.end() :] or not _GROWS.search(left, 0, match.start())):
        return None
    return _forms("noun")[_form(match)]


def _by_verb(left: str, *, of_share: bool) -> str | None:
    """The change of the last verb, none where a word of level stands between; of a share `ở miền núi` is none."""
    if not enabled("figures.change_verb"):
        return None
    match = _last(_pattern("verb"), left)
    if match is None or match["refused"]:
        return None
    between = left[match.end() :]
    if regex.search(r"[,;:]|\bvà\s*$", between) or len(between.split()) > _FAR:
        return None
    if _pattern("level", "where").search(between) if not of_share else _levelled(between):
        return None
    return _forms("verb")[_form(match)]


def _levelled(between: str) -> bool:
    """Whether a word of level stands between a verb and its share, or a place right before the share."""
    places = [m.end() for m in _pattern("where").finditer(between)]
    return _pattern("level").search(between) is not None or bool(places and not between[places[-1] :].strip())


def _last(pattern: regex.Pattern[str], text: str) -> regex.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found


def _form(match: regex.Match[str]) -> str:
    return " ".join(match["form"].lower().split())


def _repeats(view: str, quantity: Quantity, start: int) -> bool:
    """Whether the words around a change, behind the figure before it, say that it repeats each year."""
    if not enabled("figures.per_year"):
        return False
    if _A_YEAR.search(view[quantity.at : quantity.until]) or _BEHIND.match(view, quantity.until):
        return True
    return _YEARLY.search(view, max(start, quantity.start - 60), quantity.start) is not None


def _baseline(view: str, quantity: Quantity, start: int, end: int) -> str | None:
    if not enabled("figures.baseline"):
        return None
    match = _TIMES_OF.match(view, quantity.until, end) if quantity.kind == "times" else None
    match = match or _AGAINST.search(view, quantity.until, min(end, quantity.until + _SENTENCE))
    match = match or _AGAINST.search(view, max(start, quantity.start - _SENTENCE), quantity.start)
    if match is None:
        return None
    found = match.groupdict()
    if found.get("month"):
        return edtf(found["from"], found["month"], found["day"]) or found["from"]
    return f"{match['from']}/{match['to']}" if match["to"] else match["from"]
