"""Numbers that are no quantities: dates, labels, names, counts that announce a list."""

from __future__ import annotations

from functools import cache

import regex

from extractors.figures.types import Numeral
from extractors.figures.units import MEASURES, Unit
from extractors.figures.words import words_for
from extractors.lexicon import load_lexicon
from extractors.rules import enabled

_BEFORE = regex.compile(r"(?:(?P<but>\p{L}+)\s+)?(?P<word>\p{L}+)\s*$")
_YEARS = range(1900, 2101)
_PERIOD = regex.compile(
    r"\s*(?:(?:đầu|cuối)\s+(?:năm|nhiệm\s+kỳ)|(?<=tháng)\s+(?:tiếp\s+theo|còn\s+lại)|qua\b|năm\s+\d{4}|\(?(?:19|20)\d\d(?!\d))"
    r"|,\s*(?:\d+\s+tháng|cả\s+năm|năm|hằng\s+năm)"
)
_PLAN = regex.compile(rf"{words_for('term')},?\s*$", regex.IGNORECASE)
_PLANNED = regex.compile(r"kế\s+hoạch[^,.;:\d]{0,40}$", regex.IGNORECASE)
_CLOCK = regex.compile(rf"{words_for('clock')}\s*$", regex.IGNORECASE)
#: `7 giờ 30`, `từ 7 giờ đến 11 giờ`.
_MINUTES = regex.compile(r"\s*\d{2}(?!\d)(?!\s*(?:giờ|ngày))|\s+đến\s+\d{1,2}\s+giờ")
#: `bị trừ điểm 02 năm liên tiếp`: a length, whatever stands before it.
_RUNNING = regex.compile(r"\s+(?:liên\s+tiếp|liên\s+tục|liền)(?!\p{L})", regex.IGNORECASE)
_HOURS = regex.compile(r"\d\s*giờ(?:\s+đến)?\s*$")
#: What shows that a count announces the list behind it.
_LIST = regex.compile(
    r"[^.;:,()\d|]{0,60}(?:(?:,?\s*(?:bao\s+)?gồm)?\s*:(?!\s*\d)|\bsau(?:\s+đây)?\s*[:(]|\s*\(1\)|\s*\(i\))"
)
_GROUP = regex.compile(r",?\s*(?:bao\s+)?gồm(?:\s+có)?:?\s+(?!\d)")
_NAMED = regex.compile(r"\s+\p{Lu}\p{Ll}*\s+(?:\p{Lu}|\d)")
#: `03 vùng trồng chè Đồng Xa, Bình An, Tân Hòa`: as many names as are counted.
_NAME = r"(?P<name>(?:\p{Lu}\p{Ll}*\s+){1,4}(?:\p{Lu}\p{Ll}*|\d{1,2}))"
_NAMES = regex.compile(rf"(?:\s+\p{{Ll}}+){{0,4}}?\s+{_NAME}(?:,\s+{_NAME})*(?:,?\s+và\s+{_NAME})?(?!\p{{L}})")
#: What an enacting article puts in force: `Công bố … 02 thủ tục hành chính (Phụ lục kèm theo)`.
_ENACTED = regex.compile(rf"(?<!\p{{L}}\s){words_for('enacting')}[^.;:\d]{{0,90}}$")
_ALL = regex.compile(r"(?<!\p{L})cả\s+$")
_BASE = regex.compile(rf"{words_for('base')}\s+$")
#: `Số bác sĩ trên 10.000 dân`.
_HEADS = frozenset((100.0, 1000.0, 10000.0, 100000.0, 1000000.0))
_PER_HEAD = regex.compile(r"(?<!\p{L})(?:số|tỷ\s+(?:lệ|suất|số))\s+(?:\p{L}+\s+){1,8}trên\s+$", regex.IGNORECASE)
_FORMULA = regex.compile(r"\s*[x×]\s*[\d(]")
_EXPECTED = regex.compile(r"[x×=*]\s*$|/\s*\p{L}\s+$")


@cache
def _lengths() -> frozenset[str]:
    """Words before a number of years that is a length of time."""
    return frozenset(row["form"] for row in load_lexicon("length_words"))


@cache
def _rows() -> dict[str, tuple[float | None, frozenset[str], bool]]:
    rows = {}
    for row in load_lexicon("number_names"):
        most = row["most"]
        limit = float(most) if most.isdigit() else None
        rows[row["form"]] = (limit, frozenset(row["but"].split("|")) - {""}, most == "year")
    return rows


def is_name(view: str, numeral: Numeral, unit: Unit | None, start: int) -> bool:
    """Whether the number names something (a day, an article, a ward): `năm 2025`, `khoản 4`, `Đề án 06`."""
    if not enabled("figures.not_name"):
        return False
    if _is_year(view, numeral, unit):
        return True
    if unit is not None and unit.kind == "time" and _RUNNING.match(view, unit.end) and enabled("figures.running"):
        return False
    if unit is not None and not view[numeral.start : numeral.end].isdigit():
        return False
    if unit is not None and unit.kind in ("percent", "percent_points", "money", "times"):
        return False
    match = _BEFORE.search(view, max(start, numeral.start - 24), numeral.start)
    row = _rows().get(match["word"].lower()) if match else None
    if match is None or row is None:
        return _is_proper(view, numeral, unit, match)
    limit, but, year = row
    if year:
        return numeral.value in _YEARS
    if (match["but"] or "").lower() in but:
        return False
    return limit is None or numeral.value <= limit


def _is_year(view: str, numeral: Numeral, unit: Unit | None) -> bool:
    """Whether the number is a year that happens to stand before a noun: `giai đoạn 2021 - 2025 tỉnh`."""
    printed = view[numeral.start : numeral.end]
    if len(printed) != 4 or not printed.isdigit() or numeral.value not in _YEARS:
        return False
    return unit is None or unit.kind not in ("money", "measure", "people") or printed[2:] != "00"


def _is_proper(view: str, numeral: Numeral, unit: Unit | None, before: regex.Match[str] | None) -> bool:
    """Whether the number belongs to a name with a capital: `xã An Lạc 2 thành phường`."""
    if before is None or unit is None or unit.kind != "place" or not before["word"][0].isupper():
        return False
    return before["but"] is not None and before["but"][0].isupper() and view[numeral.start] != "0"


def is_period(view: str, numeral: Numeral, unit: Unit, start: int, end: int) -> bool:
    """Whether a length of time is a part of the year, a term or a time of day: `6 tháng đầu năm`, `kế hoạch 5 năm`."""
    if unit.kind != "time" or not enabled("figures.not_period"):
        return False
    before = view[max(start, numeral.start - 20) : numeral.start]
    if _HOURS.search(before):
        return True
    if unit.name == "giờ" and numeral.value <= 24 and (_CLOCK.search(before) or _MINUTES.match(view, unit.end, end)):
        return True
    if _PERIOD.match(view, unit.end, end) or _PLAN.search(before):
        return True
    return _is_term(view, numeral, unit, before)


def _is_term(view: str, numeral: Numeral, unit: Unit, before: str) -> bool:
    """Whether years are the term of a plan: "tổng vốn đầu tư 5 năm đạt", "kế hoạch tài chính 05 năm"."""
    word = _BEFORE.search(before)
    if unit.name != "năm" or numeral.words or word is None or word["word"].lower() in _lengths():
        return False
    planned = _PLANNED.search(view, max(0, numeral.start - 50), numeral.start) is not None
    return planned or (numeral.value in (5, 10) and view[numeral.start] != "0")


def announces_list(view: str, numeral: Numeral, unit: Unit, end: int) -> bool:
    """Whether a count only says how many things the list behind it has: `05 xã sau:`, `02 huyện Đồng Xa, Bình An`."""
    if unit.kind in MEASURES or numeral.of is not None or numeral.value > 40 or not enabled("figures.not_list"):
        return False
    if _ALL.search(view, max(0, numeral.start - 6), numeral.start):
        return True
    if _LIST.match(view, unit.end, end) or _GROUP.match(view, unit.end, end):
        return True
    if unit.kind == "place" and _NAMED.match(view, unit.end, end):
        return True
    named = _NAMES.match(view, unit.end, end) if numeral.value > 1 else None
    if named and len(named.captures("name")) == numeral.value:
        return True
    before = max(0, numeral.start - 120)
    return unit.name.lower() in _enacted() and _ENACTED.search(view, before, numeral.start) is not None


@cache
def _enacted() -> frozenset[str]:
    """What an enacting article counts and an annex lists."""
    return frozenset(row["form"] for row in load_lexicon("figure_words") if row["use"] == "enacted")


def in_formula(view: str, numeral: Numeral, unit: Unit, start: int, end: int) -> bool:
    """Whether the number only turns a fraction into percent (`x 100% x 5`) or is the base of a rate (`trên 1 ha`)."""
    at = numeral.start
    if not enabled("figures.not_formula"):
        return False
    if unit.kind == "people" and numeral.value in _HEADS and _PER_HEAD.search(view, max(start, at - 80), at):
        return True
    if unit.kind == "measure" and view[at : unit.end].split()[0].lstrip("0") == "1":
        return _BASE.search(view, max(start, at - 6), at) is not None
    if unit.kind != "percent" or numeral.value != 100:
        return False
    return bool(_FORMULA.match(view, unit.end, end) or _EXPECTED.search(view, max(start, at - 9), at))
