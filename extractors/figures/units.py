"""What a number counts or measures: the unit that stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractors.lexicon import any_of, load_lexicon
from extractors.rules import enabled

_WORD = regex.compile(r"\s*(?P<word>[^\W\d_][\w²³]*)")
_LONGEST = 6
_PERCENT = regex.compile(r"\s*%|\s+phần\s+trăm(?!\p{L})")
_POINTS = regex.compile(r"\s*(?:điểm\s*%|‰)")
_SCALE = regex.compile(
    r"\s*(?P<scale>(?:(?:trăm|nghìn|ngàn|vạn)\s+)?(?:tỷ|tỉ|triệu)|nghìn|ngàn|vạn|trăm)(?!\p{L}|\s+(?:lệ|suất|số|trọng|giá|tập))",
    regex.I,
)
#: `/1 vạn dân`, `/năm`: what is behind the stroke begins here; also "trên một vạn dân".
_PER = regex.compile(
    r"""\s*/\s*(?:(?:\d+(?:[.,]\d+)*|một)\s*)?(?:(?:vạn|nghìn|ngàn|triệu|trăm)\s+)?(?=[^\W\d_])
    |\s+trên\s+(?:1|01|một|10\.000|100\.000|1\.000)?\s*(?:vạn\s+|nghìn\s+)?(?=dân(?!\p{L}))""",
    regex.VERBOSE,
)
#: `ca sinh/1.000 phụ nữ`, and `/100.000 trẻ đẻ sống` behind a bare number.
_RATE = regex.compile(
    r"(?:\s+(?P<noun>\p{Ll}+(?:\s+\p{Ll}+){0,4}?))?\s?/\s?(?:10|100|1\.?000|10\.?000|100\.?000)\s+(?P<base>\p{Ll}+)"
)
_OPENED = regex.compile(r"\s*\((?=[%\p{L}])")
_OPEN = regex.compile(r"\s+(?P<unit>\p{Ll}+(?:\s+\p{Ll}+)?)")
#: `900 thợ/năm`: what is counted for a time is a count.
_A_TIME = regex.compile(r"\s?/\s?(?:năm|quý|tháng|tuần|ngày)(?!\p{L})")
#: Those who are counted as often as they come: `lượt giáo viên`.
_TURNS = "lượt"
#: Kinds of units whose number is a quantity wherever it stands.
MEASURES = frozenset({"percent", "percent_points", "points", "places", "money", "measure", "time", "age", "times"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: where it ends, its name in the record, its kind (see `units.csv`)."""

    end: int
    name: str
    kind: str


@cache
def _forms() -> dict[str, tuple[str, str]]:
    return {row["form"].lower(): (row["unit"], row["kind"]) for row in load_lexicon("units")}


def _words_at(view: str, at: int, end: int) -> list[tuple[str, int]]:
    """Up to six words that follow, lower-case, each with its end."""
    words: list[tuple[str, int]] = []
    while len(words) < _LONGEST and (match := _WORD.match(view, at, end)):
        at = match.end()
        words.append((match["word"].lower(), at))
    return words


def unit_at(view: str, at: int, end: int) -> Unit | None:
    """The unit that begins at `at` (white space skipped), with its ratio, `None` where none is known.

    >>> unit_at(" bác sĩ/1 vạn dân", 0, 17)
    Unit(end=17, name='bác sĩ/1 vạn dân', kind='people')
    >>> unit_at("%/năm", 0, 5), unit_at(" tỷ đồng,", 0, 9)
    (Unit(end=5, name='percent', kind='percent'), Unit(end=8, name='tỷ đồng', kind='money'))
    """
    points = _POINTS.match(view, at, end)
    if points:
        kind = "measure" if points.group().strip() == "‰" else "percent_points"
        return Unit(_ratio_end(view, points.end(), end), " ".join(points.group().split()), kind)
    percent = _PERCENT.match(view, at, end)
    if percent:
        return Unit(_ratio_end(view, percent.end(), end), "percent", "percent")
    if bracketed := _bracketed(view, at, end):
        return bracketed
    found = _paired(view, at, end) or _scaled(view, at, end) or _plain(view, at, end)
    if (rate := _rate(view, at, end)) and (found is None or found.kind in ("people", "thing", "open")):
        return rate
    if found is None or found.kind in ("list", "copy", "grade"):
        return found
    ratio = _ratio_end(view, found.end, end) if enabled("figures.ratio") else found.end
    if ratio == found.end or found.kind in ("points", "places", "percent_points"):
        return Unit(ratio, found.name, found.kind)
    return Unit(ratio, " ".join(view[at:ratio].split()).replace(" / ", "/"), found.kind)


def _bracketed(view: str, at: int, end: int) -> Unit | None:
    """A unit in brackets of its own: `3 (đợt/năm)`, `45 (%)`; a word for the number is none."""
    opened = _OPENED.match(view, at, end)
    if opened is None or not enabled("figures.unit_brackets"):
        return None
    unit = unit_at(view, opened.end(), end)
    if unit is None or not view.startswith(")", unit.end) or unit.kind in ("list", "copy", "grade", "time", "age"):
        return None
    sure = unit.kind in MEASURES or "/" in unit.name
    return Unit(unit.end + 1, unit.name, unit.kind) if sure else None


def _plain(view: str, at: int, end: int) -> Unit | None:
    words = _words_at(view, at, end)
    for size in range(len(words), 0, -1):
        form = " ".join(word for word, _ in words[:size])
        if form in _forms():
            name, kind = _forms()[form]
            stop = words[size - 1][1]
            if form == _TURNS and (who := _plain(view, stop, end)) and who.kind == "people":
                stop = who.end
            return Unit(stop, name or " ".join(view[at:stop].split()), kind)
    return None


def _rate(view: str, at: int, end: int) -> Unit | None:
    """A number of cases to so many others: the base has as many words as what is counted, where both begin alike."""
    match = _RATE.match(view, at, end) if enabled("figures.rate") else None
    if match is None:
        return None
    base = _plain(view, match.start("base"), end)
    nouns = (match["noun"] or "").split()
    words = _words_at(view, match.start("base"), end)
    if nouns and words and words[0][0] == nouns[0]:
        stop = words[min(len(nouns), len(words)) - 1][1]
    else:
        stop = base.end if base else words[0][1]
    return Unit(stop, " ".join(view[at:stop].split()).replace(" / ", "/"), "rate")


def _paired(view: str, at: int, end: int) -> Unit | None:
    """Nouns that are counted together: `tin, bài`, `xã, phường, đặc khu`."""
    places = _places().match(view, at, end)
    if places is not None:
        return Unit(places.end(), " ".join(places.group().split()), "place")
    match = _pairs().match(view, at, end)
    return Unit(match.end(), " ".join(match.group().split()), "thing") if match else None


@cache
def _places() -> regex.Pattern[str]:
    """Kinds of places in a row; a kind that a name follows begins something else."""
    place = any_of([form for form, (_, kind) in _forms().items() if kind == "place"])
    return regex.compile(rf"\s+(?i:{place})(?:\s*,\s*(?i:{place})(?!\p{{L}})(?!\s+\p{{Lu}}))+")


@cache
def _pairs() -> regex.Pattern[str]:
    return regex.compile(rf"\s+{any_of([form for form in _forms() if ',' in form])}(?!\p{{L}})", regex.IGNORECASE)


def _scaled(view: str, at: int, end: int) -> Unit | None:
    """A unit with a scale word: `nghìn tỷ đồng`, `triệu lượt khách`; `tỷ` by itself is money."""
    scale = _SCALE.match(view, at, end)
    if scale is None:
        return None
    base = _plain(view, scale.end(), end)
    if base is not None and base.kind in ("money", "measure", "people", "thing", "age", "times"):
        return Unit(base.end, " ".join(view[at : base.end].split()), base.kind)
    if scale["scale"].split()[-1].lower() in ("triệu", "tỷ", "tỉ"):
        return Unit(scale.end(), " ".join(scale["scale"].split()), "money")
    return None


def _ratio_end(view: str, at: int, end: int) -> int:
    """Where the ratio of a unit ends: `/người/năm`."""
    while per := _PER.match(view, at, end):
        base = _plain(view, per.end(), end)
        word = _WORD.match(view, per.end(), end)
        at = base.end if base else word.end() if word else per.end()
    return at


def open_unit_at(view: str, at: int, end: int) -> Unit | None:
    """The noun behind a number that no lexicon knows, two syllables at most."""
    match = _OPEN.match(view, at, end)
    if match is None:
        return None
    first, _, second = " ".join(match["unit"].split()).partition(" ")
    stops = stop_words()
    if first in stops or len(first) < 2:
        return None
    stop = match.start("unit") + len(first) if not second or second in stops else match.end()
    rate = _A_TIME.match(view, stop, end)
    name = " ".join(view[match.start("unit") : rate.end() if rate else stop].split())
    return Unit(rate.end() if rate else stop, name.replace(" / ", "/"), "open")


@cache
def stop_words() -> frozenset[str]:
    """Words that are no unit and end an unknown one."""
    return frozenset(row["form"] for row in load_lexicon("unit_stops"))


@cache
def point_things() -> regex.Pattern[str]:
    """Places that are called points (`điểm trường`): where one is named, `điểm` is no score."""
    forms = [form for form, (_, kind) in _forms().items() if form.startswith("điểm ") and kind == "thing"]
    return regex.compile(rf"(?<!\p{{L}}){any_of(forms)}(?!\p{{L}})", regex.IGNORECASE)
