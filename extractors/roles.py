"""The role of a figure: target, result, criterion or other, weighed from verbs, sections, units and years.

The cues are rows of `role_cues.csv`; the year of the clause is held against the year of the document.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import regex

from extractors.lexicon import any_of, load_lexicon
from extractors.reading import Reading
from extractors.role_places import Place, place_of
from extractors.rules import enabled

_YEAR = regex.compile(
    r"(?P<base>so\s+với\s+(?:[^\W\d]+\s+){0,6}(?:(?:19|20)\d\d\s*-\s*)?)?"
    r"(?<![/\d])(?P<year>(?:19|20)\d\d)(?![/\d])"
)
#: A clause that opens with its year: `năm 2024 đạt`, `(đến hết năm 2024 là`.
_DATED = regex.compile(
    r"\W*(?:(?:tính|ước|tại|vào|đến|trong|hết|cuối|tháng|quý|thời\s+điểm|ngày|\d{1,2})\W+)*năm\s+(?P<year>(?:19|20)\d\d)(?![/\d])"
)
#: Number and date of another document: its year tells nothing of the figure.
_CITED = regex.compile(
    r"\d\S*/\S*\p{L}\S*,?\s+ngày\s+\d{1,2}(?:/\d{1,2}/|\s+tháng\s+\d{1,2}\s+năm\s+)\d{4}|\d/(?:19|20)\d\d/\p{L}\S*",
    regex.IGNORECASE,
)
_DATELINE = regex.compile(r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+(?P<year>20\d\d)", regex.IGNORECASE)
_OTHER_YEAR, _SAME_YEAR, _GONE_BY = 4.0, 1.0, 12.0
_SHARES = frozenset(("phần trăm", "điểm phần trăm", "bậc", "điểm", "lần", "trở lên"))
#: How much of its weight a title keeps above another that says something, and what weight says something.
_FARTHER, _TELLING = 0.4, 2.0
#: How much of its weight a word keeps that stands in an earlier clause of the sentence.
_EARLIER = 0.6
#: A sum for each that is capped is a norm: `không quá 20 triệu đồng/hộ`.
_MONEY, _CEILING = "figures.role_money", 6.0
#: What is reached, no age of those who are meant.
_LIFE = ("tuổi thọ", "tuổi bình quân", "tuổi đời bình quân", "tuổi trung bình")
#: Those who are helped, counted: `hỗ trợ cho trên 300 hộ`.
_HELPED = regex.compile(r"\bhỗ trợ(?: \w+){0,2}$")
_GIVEN = regex.compile(r"\bcho(?: (?:trên|hơn|khoảng|ít nhất))?$")
#: By how much a length of time grows or falls, which is no norm.
_SHORTER = regex.compile(
    r"\b(?:giảm|tăng|rút ngắn|tiết kiệm|xuống)"
    r"(?: (?:được|thêm|bình quân|trung bình|ít nhất|tối thiểu|khoảng|trên|hơn|gần|từ|còn|chỉ còn"
    r"|dưới|tối đa|không quá|mức))*$"
)
#: A time that is allowed, of which another tells by how much it is shorter: `trong thời hạn 03 ngày, giảm 02 ngày`.
_ALLOWED = regex.compile(r"\b(?:trong (?:thời hạn|thời gian|vòng)|thời hạn)\b")
#: What is at least to be is no condition.
_LEAST = regex.compile(r"\b(?:tối thiểu|ít nhất)\b")
#: What follows where a condition is met: no condition itself.
_CONSEQUENCE = regex.compile(r"\bthì\b|\bhỗ trợ\b|\bmức\b")


@dataclass(frozen=True, slots=True)
class Role:
    """The role of a figure, by how much it outweighs the next one, and the rules that speak for it."""

    name: str
    margin: float | None = None
    rules: tuple[str, ...] = ()


def role_of(reading: Reading, sentence_start: int, sentence_end: int, quote_start: int, quote_end: int) -> Role:
    """The role of the value at `quote_start:quote_end`: `target`, `result`, `criterion` or `other`."""
    cues = _cues_at(place := place_of(reading, sentence_start, sentence_end, quote_start, quote_end))
    if enabled("figures.role_year"):
        _add_years(cues, place, _year_of(reading))
    weights: dict[str, float] = defaultdict(float)
    for (_, role), weight in cues.items():
        weights[role] += weight
    first, second, *_ = sorted(_ROLES, key=lambda role: -weights[role])
    rules = sorted((rule for rule, role in cues if role == first), key=lambda rule: -cues[rule, first])
    return Role(first, round(weights[first] - weights[second], 2), tuple(rules))


#: In this order where the weights are equal.
_ROLES = ("target", "result", "criterion", "other")


@cache
def _cues(where: str) -> tuple[regex.Pattern[str], dict[str, list[tuple[str, str, float]]]]:
    """The forms of a place as one pattern, and for each form its rules, roles and weights."""
    forms: dict[str, list[tuple[str, str, float]]] = defaultdict(list)
    for row in load_lexicon("role_cues"):
        if row["where"] == where:
            forms[row["form"]].append((row["rule"], row["role"], float(row["weight"])))
    return regex.compile(rf"\b{any_of(tuple(forms))}\b"), dict(forms)


def _cues_at(place: Place) -> dict[tuple[str, str], float]:
    """The weight with which each rule speaks for a role: that of its heaviest cue."""
    heaviest: dict[tuple[str, str], float] = {}
    for where in ("near", "sentence", "after", "document"):
        _weigh(heaviest, where, getattr(place, where))
    for where in _leads(place):
        shorter = where == "shorter"
        _weigh(heaviest, "length" if shorter else where, place.lead, only="target" if shorter else None)
    if not place.unit or any(rule == "figures.role_money" for rule, _, _ in _unit_cues(place.unit)):
        _weigh(heaviest, "money", f"{place.chain} {place.sentence}")
    if place.unit == "điểm" and not place.bounded:
        _weigh(heaviest, "scoring", " ; ".join(place.titles))
    if place.bounded and not _CONSEQUENCE.search(place.near):
        _weigh(heaviest, "bound", place.near)
        _weigh(heaviest, "standard", next(iter(place.titles), ""))
    if (place.bounded or place.capped) and not place.near.endswith(":"):
        _weigh(heaviest, "having", place.near)
    if place.bounded and not _LEAST.search(place.lead):
        _weigh(heaviest, "met", place.after)
    if _HELPED.search(place.lead) or ("hỗ trợ" in place.near and _GIVEN.search(place.lead)):
        _weigh(heaviest, "helped", place.unit.split("/")[0])
    if place.floored:
        _weigh(heaviest, "floor", place.after)
    if place.capped:
        _weigh(heaviest, "quota", place.sentence)
        if "/" in place.unit and any(rule == _MONEY for rule, _, _ in _unit_cues(place.unit)):
            heaviest[_MONEY, "other"] = max(_CEILING, heaviest.get((_MONEY, "other"), 0.0))
    if not place.titles:
        _weigh(heaviest, "before", place.before)
    _weigh_titles(heaviest, place)
    if place.chain:
        _weigh(heaviest, "near", place.chain, share=_EARLIER, only="result")
        _weigh(heaviest, "sentence", place.chain, share=_EARLIER, only="target")
    for rule, role, weight in _unit_cues(place.unit):
        heaviest[rule, role] = max(weight, heaviest.get((rule, role), 0.0))
    if _is_shorter(place):
        heaviest.pop(("figures.role_length", "other"), None)
    if any(words in place.near for words in _LIFE):
        heaviest.pop(("figures.role_age", "criterion"), None)
    return {(rule, role): weight for (rule, role), weight in heaviest.items() if enabled(rule)}


def _weigh_titles(heaviest: dict[tuple[str, str], float], place: Place) -> None:
    """Add the cues of the titles, the farther the less."""
    share = 1.0
    for title in _distinct(place.titles):
        pattern, forms = _cues("opening")
        if opening := pattern.fullmatch(title):
            for rule, role, weight in forms[opening.group()]:
                heaviest[rule, role] = max(weight * share, heaviest.get((rule, role), 0.0))
        if _weigh(heaviest, "title", title, share=share, only="result" if _reports(title) else None) >= _TELLING:
            share *= _FARTHER


def _leads(place: Place) -> tuple[str, ...]:
    """The kinds of cues that count right before the value."""
    if place.unit == "điểm":
        return () if place.bounded else ("lead", "points")
    if not place.unit or place.unit in _SHARES:
        return ("lead",)
    kinds = {rule for rule, _, _ in _unit_cues(place.unit)}
    if "figures.role_money" in kinds:
        return ("lead", "sum")
    if "figures.role_length" not in kinds:
        return ("lead", "count")
    return ("lead", "shorter" if _is_shorter(place) else "length")


def _is_shorter(place: Place) -> bool:
    """Whether a length of time is by how much another grows or falls, or to what: no norm and no condition."""
    allowed = _ALLOWED.search(place.near) is not None
    return not allowed and _SHORTER.search(place.lead) is not None and enabled("figures.role_shorter")


def _reports(title: str) -> bool:
    """Whether a heading opens with what was reached: `kết quả thực hiện nhiệm vụ năm 2024` sets no tasks."""
    pattern, forms = _cues("title")
    match = pattern.match(title)
    return match is not None and any(role == "result" for _, role, _ in forms[match.group()])


def _weigh(
    heaviest: dict[tuple[str, str], float], where: str, text: str, *, share: float = 1.0, only: str | None = None
) -> float:
    """Add the cues of a text, those of one role where it is given, with a share of their weight; the heaviest."""
    pattern, forms = _cues(where)
    found = 0.0
    for match in pattern.finditer(text, overlapped=True):
        for rule, role, weight in forms[match.group()]:
            if only is None or role == only:
                heaviest[rule, role] = max(weight * share, heaviest.get((rule, role), 0.0))
                found = max(found, weight)
    return found


def _distinct(titles: tuple[str, ...]) -> list[str]:
    """The titles without those that only list what stands below them, each part under its own title."""
    return [title for i, title in enumerate(titles) if not any(inner in title for inner in titles[:i])]


def _unit_cues(unit: str) -> list[tuple[str, str, float]]:
    """What a unit says; what is counted for each event is a norm: `40 người/lớp`."""
    if not unit or unit in _SHARES:
        return []
    forms = _cues("unit")[1]
    noun, *per = [part.strip() for part in unit.split("/")]
    cues = forms.get(unit, []) + forms.get(noun, []) or forms["*"]
    if per:
        cues = [cue for cue in cues if cue[0] != "figures.role_length"]
        cues = cues + [cue for part in per for cue in _cues("per")[1].get(part, [])]
        cues = cues + _cues("rate")[1].get(noun, [])
    return cues


def _year_of(reading: Reading) -> int | None:
    """The year of the document, or in which its plan begins."""
    stated = reading.metadata.issued_on or reading.metadata.period
    if stated and stated[:4].isdigit():
        return int(stated[:4])
    dateline = _DATELINE.search(reading.view, *reading.part.header)
    return int(dateline["year"]) if dateline else None


def _add_years(cues: dict[tuple[str, str], float], place: Place, year: int | None) -> None:
    """A clause about a year gone by tells a result, one about a year to come a target."""
    years = _years(f"{place.near} {place.after}") or _years(place.sentence)
    if not years or year is None:
        return
    latest = max(years)
    role = "result" if latest < year else "target"
    opened = _DATED.match(place.near)
    told = opened is not None and latest < year and int(opened["year"]) == latest
    cues["figures.role_year", role] = _GONE_BY if told else _OTHER_YEAR if latest != year else _SAME_YEAR


def _years(text: str) -> list[int]:
    """The years named, without those a change is measured against and those of other documents."""
    return [int(m["year"]) for m in _YEAR.finditer(_CITED.sub(" ", text)) if not m["base"]]
