"""The parts that names of bodies are made of, as patterns built from the lexicons."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractors.bodies.forms import AFTER, ByFirstWord, any_form, flexible
from extractors.lexicon import load_lexicon


@dataclass(frozen=True, slots=True)
class Head:
    """A row of the lexicon `bodies`."""

    kind: str
    takes: str
    shares: str
    holds: bool


@lru_cache(maxsize=4096)
def key_of(words: str) -> str:
    """The letters of a form in lower case, by which its row is found.

    >>> key_of("Chính trị -\\n xã hội")
    'chínhtrịxãhội'
    """
    return "".join(letter for letter in words.casefold() if letter.isalpha())


def _forms(name: str, **columns: str) -> list[str]:
    rows = load_lexicon(name)
    return [row["form"] for row in rows if all(row[column] == value for column, value in columns.items())]


_ROWS = load_lexicon("bodies")
HEADS: dict[str, Head] = {
    key_of(row["form"]): Head(row["kind"], row["takes"], row["shares"], row["holds"] == "1") for row in _ROWS
}
_SHORT = {row["form"]: row["full"] for row in load_lexicon("abbreviations") if row["use"] == "head"}
HEADS |= {key_of(short): HEADS[key_of(full)] for short, full in _SHORT.items()}


def _head_pattern(row: dict[str, str]) -> str:
    form = row["form"]
    if row["case"] == "exact":
        return flexible(form)
    if row["case"] == "cap":
        return rf"{form[0]}(?i:{flexible(form)[1:]})"
    return rf"(?i:{flexible(form)})"


def _by_first_word(patterns: dict[str, str]) -> ByFirstWord:
    """For each first word, folded, one pattern of the forms that begin with it, the longest first."""
    groups: dict[str, list[str]] = defaultdict(list)
    for form in sorted(patterns, key=len, reverse=True):
        groups[regex.match(r"\p{L}+", form)[0].casefold()].append(patterns[form])
    return ByFirstWord({word: "(?:" + "|".join(found) + ")" + AFTER for word, found in groups.items()})


_HEAD_PATTERNS = {row["form"]: _head_pattern(row) for row in _ROWS} | {short: flexible(short) for short in _SHORT}
#: The heads by their first word, folded.
HEAD_AT = _by_first_word(_HEAD_PATTERNS)
#: Heads of one syllable, folded.
SINGLE = frozenset(row["form"].casefold() for row in _ROWS if " " not in row["form"])
#: First words of heads that count in small letters too.
SMALL_FIRST = frozenset(row["form"].split()[0].strip(",").casefold() for row in _ROWS if row["case"] == "any")
#: First words of heads that count only as printed.
AS_PRINTED = frozenset(row["form"].split()[0] for row in _ROWS if row["case"] == "exact")
#: Heads that are fields of work as well.
_SERVICES = frozenset(row["form"] for row in _ROWS if row["takes"] == "place" and row["kind"] in ("company", "press"))
#: Heads in capitals, which no word of another name begins.
HEAD_INSIDE = _by_first_word(
    {form: p for form, p in _HEAD_PATTERNS.items() if form[0].isupper() and form not in _SERVICES}
)

_VERBS = [row["form"] for row in load_lexicon("duty_verbs") if not row["name"]]
#: Verbs that stand in names too: "Ban Chỉ đạo".
NAME_VERBS = [row["form"] for row in load_lexicon("duty_verbs") if row["name"]]
#: Verbs of duty that stand in no name; in small letters and capitals.
VERB, VERB_FOLDED = ByFirstWord.of(_VERBS), ByFirstWord.of(_VERBS, flags="i")
#: All verbs of duty.
_ANY_VERB, ANY_VERB_FOLDED = ByFirstWord.of(_VERBS + NAME_VERBS), ByFirstWord.of(_VERBS + NAME_VERBS, flags="i")
NAME_VERB = ByFirstWord.of(NAME_VERBS)
_SPACE = regex.compile(r"\s+")


def verb_behind(view: str, at: int, end: int) -> bool:
    """Whether a verb of duty stands behind a name that ends at `at`.

    >>> verb_behind("Sở Y tế chủ trì", 7, 15)
    True
    """
    space = _SPACE.match(view, at, end)
    return space is not None and _ANY_VERB.match(view, space.end(), end) is not None


#: A tier; its first word with its tone lost, as in scanned text, where it begins no other word.
_TONELESS = r"tinh(?!\s+(?:giản|gọn|thần|nhuệ|hoa|chế|vi|tế|túy|thông|xảo|lọc))"
LEVEL = rf"(?:tỉnh|{_TONELESS}|thành\s+phố|huyện|thị\s+xã|quận|xã|phường|thị\s+trấn|đặc\s+khu|cơ\s+sở|TP\.?|TX\.?)"
_FIELDS = _forms("body_fields")
_SHORT_FIELDS = _forms("abbreviations", use="field")
#: Fields of work that the lexicon names, in small letters and capitals.
_FIELD, _SHORT_FIELD = ByFirstWord.of(_FIELDS, flags="i"), regex.compile(any_form(_SHORT_FIELDS))
_CAPITAL = regex.compile(r"\p{Lu}")
#: A known field in small letters, as party rules print it: "Ban tuyên giáo và dân vận".
PLAIN_FIELD = ByFirstWord.of((form for form in _FIELDS if " " in form and form != "Tổ chức"), flags="i")


def known_field(view: str, at: int, end: int) -> int | None:
    """Where a field of work ends that the lexicon names and that begins at `at` with a capital, or `None`.

    >>> known_field("Sở Nội vụ", 3, 9)
    9
    """
    known = _FIELD.match(view, at, end) if _CAPITAL.match(view, at, end) else None
    known = known or _SHORT_FIELD.match(view, at, end)
    return int(known.end()) if known else None


#: The names of provinces in use.
PROVINCES = sorted(
    {n for row in load_lexicon("provinces") for n in (row["name"], *row["aliases"].split("|")) if n},
    key=len,
    reverse=True,
)
#: A province with a capital.
PROVINCE = rf"(?=\p{{Lu}})(?i:{any_form(PROVINCES)})"
#: What a board is for, and the works behind it, as `body_tails` has them.
PURPOSES, WORKS = (any_form(_forms("body_tails", use=use)) for use in ("purpose", "works"))
_UNIT_ROWS = load_lexicon("body_units")
UNIT_CLASS = {key_of(row["form"]): row["class"] for row in _UNIT_ROWS}
ALONE = frozenset(key_of(row["form"]) for row in _UNIT_ROWS if row["alone"])
UNIT = regex.compile(rf"(?i:{any_form([row['form'] for row in _UNIT_ROWS])})")
UNIT_FIRST = frozenset(row["form"].split()[0].casefold() for row in _UNIT_ROWS)
NOT_UNIT = regex.compile(rf"(?i:{any_form(_forms('body_tails', use='not'))})")
#: Words that end in a syllable which looks like a unit, by that syllable.
COMPOUND = regex.compile(rf"(?<!\p{{L}})(?i:{any_form(_forms('body_tails', use='compound'))})$")
TAIL = regex.compile(rf"(?:\s+(?i:{any_form(_forms('body_tails', use='tail'))}))+")
_AGENCY = any_form(_forms("body_tails", use="agency"))
AGENCY = regex.compile(rf"(?i:\s+{_AGENCY}(?:(?:\s*,\s*|\s+và\s+|\s+){_AGENCY})*)")
#: Words in capitals behind which a head in capitals still begins a name.
BEFORE_CAPITALS = frozenset({"CỦA", "CÁC", "VÀ", "VỚI", "GIAO", "ĐỐC", "TRƯỞNG", "TỊCH", "NGHỊ", "CẦU", "CHO"})
_SCHOOL = any_form(_forms("body_tails", use="school"))
SCHOOL = regex.compile(rf"(?i:\s+{_SCHOOL}(?:(?:\s*,\s*|\s+và\s+|\s*-\s*){_SCHOOL})*)")
#: One of several.
MANY = regex.compile(r"(?i:(?<!\p{L})(?:các|mỗi|từng|những|tất\s+cả\s+các|toàn\s+thể\s+các))\s+$")
#: What an agency is competent for: "cơ quan chuyên môn về y tế".
ABOUT = regex.compile(r"\s+về\s+\p{Ll}+(?:\s+\p{Ll}+){0,3}?(?=\s*[,;]|\s+(?:thuộc|cấp|tỉnh|các)\b)")
