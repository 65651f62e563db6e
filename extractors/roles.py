"""The role of a figure: target, result, criterion or other, weighed from verbs, sections, units and years.

The cues are rows of `role_cues.csv`; the year of the clause is held against the year of the document.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import regex

from extractors.contexts import titles_over
from extractors.lexicon import any_of, load_lexicon
from extractors.reading import Reading
from extractors.rules import enabled

_BREAK = regex.compile(r"[;:.?!](?=\s|$)|%(?:\s+(?:dự\s+toán|kế\s+hoạch|chỉ\s+tiêu|cùng\s+kỳ)\b)?|\bbậc\b")
_YEAR = regex.compile(r"(?P<base>so\s+với\s+(?:\w+\s+){0,3})?(?<![/\d])(?P<year>(?:19|20)\d\d)(?![/\d])")
_CENTURY = regex.compile(r"(?:19|20)\d\d")
#: The number of a document: a word that has a slash behind its first digit, and a letter behind that.
_OF_DOCUMENT = r"(?<=(?:^|\s)[^\s\d]*)\d[^\s/]*+/[^\s\p{L}]*+\p{L}\S*+"
#: Number and date of another document: its year tells nothing of the figure.
_CITED = regex.compile(
    rf"{_OF_DOCUMENT}\s+ngày\s+\d{{1,2}}(?:/\d{{1,2}}/|\s+tháng\s+\d{{1,2}}\s+năm\s+)\d{{4}}"
    r"|\d/(?:19|20)\d\d/\p{L}\S*",
    regex.IGNORECASE,
)
_DATELINE = regex.compile(r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+(?P<year>20\d\d)", regex.IGNORECASE)
_UNIT = regex.compile(r"\d\s*(?P<unit>\p{L}[^\d(),]*?)(?:\s+trở\s+(?:lên|xuống|đi))?\s*$")
_NUMBER = regex.compile(r"\d[\d.,]*")
_DIGIT = regex.compile(r"\d")
_OTHER_YEAR, _SAME_YEAR = 4.0, 1.0
_SHARES = frozenset(("phần trăm", "điểm phần trăm", "bậc", "điểm", "lần", "trở lên"))
#: How much of its weight a title keeps above another that says something, and what weight says something.
_FARTHER, _TELLING = 0.4, 2.0
#: Words that make points a threshold.
_BOUNDS = ("từ ", "trên ", "dưới ", "đủ ", "ít nhất ", "tối thiểu ")
#: What is reached, no age of those who are meant.
_LIFE = "tuổi thọ"
#: How many words before a value lead to it.
_LEAD = 4
_AROUND, _NEAR, _BEFORE, _AFTER, _HEAD = 1000, 300, 600, 40, 900


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands around a value, in lower case: the column `where` of the cues; `before` only ahead of sections."""

    near: str
    lead: str
    bounded: bool
    sentence: str
    after: str
    before: str
    titles: tuple[str, ...]
    document: str
    unit: str


@dataclass(frozen=True, slots=True)
class Role:
    """The role of a figure, by how much it outweighs the next one, and the rules that speak for it."""

    name: str
    margin: float | None = None
    rules: tuple[str, ...] = ()


def role_of(reading: Reading, sentence_start: int, sentence_end: int, quote_start: int, quote_end: int) -> Role:
    """The role of the value at `quote_start:quote_end`: `target`, `result`, `criterion` or `other`."""
    cues = _cues_at(place := _place(reading, sentence_start, sentence_end, quote_start, quote_end))
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


def _place(reading: Reading, start: int, end: int, quote_start: int, quote_end: int) -> _Place:
    view = reading.view
    block = reading.part.block_at(quote_start)
    first = min(block.start, start) if block else start
    start, end = max(start, quote_start - _AROUND), min(end, quote_end + _AROUND)
    left = _line(view[start:quote_start])
    titles = titles_over(reading, quote_start)
    unit = _UNIT.search(view[quote_start:quote_end])
    near, quote = left[_near_from(left) :][-_NEAR:], _line(view[quote_start:quote_end])
    return _Place(
        near=near,
        lead=_lead_of(near, quote, in_brackets=view[quote_end : quote_end + 1] == ")"),
        bounded=quote.startswith(_BOUNDS) or quote.endswith(("trở lên", "trở xuống")),
        sentence=_line(view[start:end]),
        after=_behind(quote, _line(view[quote_end : min(quote_end + _AFTER, max(end, quote_end))])),
        before="" if titles else _line(view[max(first, start - _BEFORE) : start]),
        titles=tuple(titles),
        document=_head(reading),
        unit=_line(unit["unit"]) if unit else "",
    )


def _behind(quote: str, after: str) -> str:
    """The words behind a number, `n` for each number: those of the quote and those that follow it."""
    value = _DIGIT.search(quote)
    return str(_NUMBER.sub("n", f"{quote[value.start() :] if value else ''} {after}"))


def _lead_of(near: str, quote: str, *, in_brackets: bool) -> str:
    """The words right before a number, and the one that bounds it; of a value alone between brackets these words."""
    value = _DIGIT.search(quote)
    sign = quote[: value.start() if value else 0]
    bound = quote[-8:] if quote.endswith(("trở lên", "trở xuống")) else ""
    alone = in_brackets and near.endswith("(") and not sign
    return " ".join([*near.split()[-_LEAD:], "trong ngoặc" if alone else sign.strip(), bound]).strip()


def _line(text: str) -> str:
    return " ".join(text.lower().split())


def _near_from(left: str) -> int:
    return max((m.end() for m in _BREAK.finditer(left)), default=0)


@cache
def _cues(where: str) -> tuple[regex.Pattern[str], dict[str, list[tuple[str, str, float]]]]:
    """The forms of a place as one pattern, and for each form its rules, roles and weights."""
    forms: dict[str, list[tuple[str, str, float]]] = defaultdict(list)
    for row in load_lexicon("role_cues"):
        if row["where"] == where:
            forms[row["form"]].append((row["rule"], row["role"], float(row["weight"])))
    return regex.compile(rf"\b{any_of(tuple(forms))}\b"), dict(forms)


def _cues_at(place: _Place) -> dict[tuple[str, str], float]:
    """The weight with which each rule speaks for a role: that of its heaviest cue."""
    heaviest: dict[tuple[str, str], float] = {}
    for where in ("near", "sentence", "after", "before", "document"):
        _weigh(heaviest, where, getattr(place, where))
    for where in _leads(place):
        _weigh(heaviest, where, place.lead)
    if not place.unit or any(rule == "figures.role_money" for rule, _, _ in _unit_cues(place.unit)):
        _weigh(heaviest, "money", place.sentence)
    if place.unit == "điểm" and not place.bounded:
        _weigh(heaviest, "scoring", " ; ".join(place.titles))
    share = 1.0
    for title in _distinct(place.titles):
        if _weigh(heaviest, "title", title, share=share, only="result" if _reports(title) else None) >= _TELLING:
            share *= _FARTHER
    for rule, role, weight in _unit_cues(place.unit):
        heaviest[rule, role] = max(weight, heaviest.get((rule, role), 0.0))
    if _LIFE in place.near:
        heaviest.pop(("figures.role_age", "criterion"), None)
    return {(rule, role): weight for (rule, role), weight in heaviest.items() if enabled(rule)}


def _leads(place: _Place) -> tuple[str, ...]:
    """The kinds of cues that count right before the value."""
    if place.unit == "điểm":
        return () if place.bounded else ("lead", "points")
    if not place.unit or place.unit in _SHARES:
        return ("lead",)
    kinds = {rule for rule, _, _ in _unit_cues(place.unit)}
    if "figures.role_money" in kinds:
        return ("lead",)
    return ("lead", "length" if "figures.role_length" in kinds else "count")


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
    if not unit or unit in _SHARES:
        return []
    forms = _cues("unit")[1]
    cues = forms.get(unit, []) + forms.get(unit.split("/")[0], []) or forms["*"]
    ratio = "/" in unit
    return [cue for cue in cues if not (ratio and cue[0] == "figures.role_length")]


def _head(reading: Reading) -> str:
    """The header of the document, where its kind and title stand."""
    start, end = reading.part.header
    return _line(reading.view[start : min(end, start + _HEAD)])


def _year_of(reading: Reading) -> int | None:
    """The year of the document, or in which its plan begins."""
    stated = reading.metadata.issued_on or reading.metadata.period
    if stated and stated[:4].isdigit():
        return int(stated[:4])
    dateline = _DATELINE.search(reading.view, *reading.part.header)
    return int(dateline["year"]) if dateline else None


def _add_years(cues: dict[tuple[str, str], float], place: _Place, year: int | None) -> None:
    """A clause about a year gone by tells a result, one about a year to come a target."""
    years = _years(f"{place.near} {place.after}") or _years(place.sentence)
    if not years or year is None:
        return
    latest = max(years)
    role = "result" if latest < year else "target"
    cues["figures.role_year", role] = _OTHER_YEAR if latest != year else _SAME_YEAR


def _years(text: str) -> list[int]:
    """The years named, without those a change is measured against and those of other documents."""
    if not _CENTURY.search(text):
        return []
    return [int(m["year"]) for m in _YEAR.finditer(_CITED.sub(" ", text)) if not m["base"]]
