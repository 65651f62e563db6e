"""The parts that names of bodies are made of, as patterns built from the lexicons."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractors.bodies.forms import AFTER, any_form, flexible
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


def _by_first_word(patterns: dict[str, str]) -> dict[str, regex.Pattern[str]]:
    """For each first word, folded, one pattern of the forms that begin with it, the longest first."""
    groups: dict[str, list[str]] = defaultdict(list)
    for form in sorted(patterns, key=len, reverse=True):
        groups[regex.match(r"\p{L}+", form)[0].casefold()].append(patterns[form])
    return {word: regex.compile("(?:" + "|".join(found) + ")" + AFTER) for word, found in groups.items()}


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
_ANY_HEAD = (
    "(?:"
    + "|".join(
        p for form, p in sorted(_HEAD_PATTERNS.items(), reverse=True) if form[0].isupper() and form not in _SERVICES
    )
    + ")"
    + AFTER
)

_VERB = any_form([row["form"] for row in load_lexicon("duty_verbs") if not row["name"]])
ANY_VERB = any_form([row["form"] for row in load_lexicon("duty_verbs")])
#: A verb of duty behind a name.
VERB_BEHIND = regex.compile(rf"\s+(?:{ANY_VERB})")
#: A tier; the first with its tone lost, as in scanned text, where it begins no other word.
_TONELESS = r"tinh(?!\s+(?:giản|gọn|thần|nhuệ|hoa|chế|vi|tế|túy|thông|xảo|lọc))"
_LEVEL = rf"(?:tỉnh|{_TONELESS}|thành\s+phố|huyện|thị\s+xã|quận|xã|phường|thị\s+trấn|đặc\s+khu|cơ\s+sở|TP\.?|TX\.?)"
#: A word of a name in capitals, not the head of another body.
_UNITS = any_form(["sở", "ban", "ngành", "bộ"])
_NO_NAME = r"(?:VÀ|CÁC|CỦA|VỀ|TẠI|TRÊN|TRONG|THEO|GIAI|NĂM|ĐẾN|CHO|KHÓA|KHOÁ|NHIỆM|Khóa|Khoá)\b"
_CAPITAL = rf"(?!{_ANY_HEAD}|{_NO_NAME}|(?i:{_UNITS})|(?i:{_LEVEL}){AFTER})\p{{Lu}}[\p{{L}}’']*"
_STOP = (
    r"(?:các|khu|và|có|là|của|thuộc|được|đã|về|theo|cấp|tại|trong|để|với|cùng|do|khi|nơi|hoặc|sẽ|phải|cần|trực|trên"
    r"|từ|đến|cho|này|đó|ban)"
)
#: Words that end in a syllable which looks like a verb: "Khai thác công trình thủy lợi".
_NO_VERB = r"(?i:công|chương|quy)\s+trình"
_SMALL = rf"(?:{_NO_VERB}|(?!{_VERB}|(?:{_LEVEL}|{_STOP})\b)\p{{Ll}}+)"
#: Part of a field of work that no lexicon names: "Nội vụ", "Công Thương".
_OPEN_PART = (
    rf"(?:(?=\p{{Lu}}){_NO_VERB}|{_CAPITAL})(?:\s+{_SMALL}){{0,3}}(?:\s+{_CAPITAL}(?:\s+{_SMALL}){{0,2}}){{0,3}}"
)
_OPEN = rf"{_OPEN_PART}(?:(?:\s*,\s*{_OPEN_PART})?\s+(?:và|&)\s+{_OPEN_PART}|\s*-\s*{_OPEN_PART})?"
_FIELDS = _forms("body_fields")
_SHORT_FIELDS = _forms("abbreviations", use="field")
_KNOWN = rf"(?:(?=\p{{Lu}})(?i:{any_form(_FIELDS)})|{any_form(_SHORT_FIELDS)})"
_PROVINCES = sorted(
    {n for row in load_lexicon("provinces") for n in (row["name"], *row["aliases"].split("|")) if n},
    key=len,
    reverse=True,
)
_PROVINCE = rf"(?i:{any_form(_PROVINCES)})"
PROVINCE = _PROVINCE
#: A field of work behind a head; a known one is read whole, the name of a province that no other name goes on too.
FIELD = regex.compile(rf"\s+(?P<field>{_KNOWN}|(?=\p{{Lu}}){_PROVINCE}(?=\s+\p{{Ll}})|{_OPEN})")
_PLAIN = [form for form in _FIELDS if " " in form and form != "Tổ chức"]
#: A known field in small letters, as party rules print it: "Ban tuyên giáo và dân vận".
PLAIN_FIELD = regex.compile(rf"\s+(?P<field>(?i:{any_form(_PLAIN)}))")
KNOWN_FIELD = regex.compile(rf"\s*(?P<field>{_KNOWN})")
LISTED_FIELD = regex.compile(rf"\s*(?P<field>{_KNOWN}|{_OPEN_PART})")
_LONG_VERB = any_form([row["form"] for row in load_lexicon("duty_verbs") if not row["name"] and " " in row["form"]])
_LONG_WORD = r"[\p{L}\d]+(?:\s*-\s*\p{L}+)?"
_LONG_STOP = (
    rf"(?:(?:{_LEVEL}|cấp|các\s+cấp|và(?!\s+khu|\s+\p{{Lu}}\p{{Ll}}+\s+\p{{Ll}}+\s+{_LEVEL})|có|của|để|theo|tổ\s+chức|gồm|bao\s+gồm|là|đã|được"
    r"|phối\s+hợp|cho|tại|do)\b)"
)
_NAME_VERB = any_form([row["form"] for row in load_lexicon("duty_verbs") if row["name"]])
#: A verb that also stands in names, behind a proper name: "Vườn Quốc gia Tam Bàu xây dựng phương án".
VERB_OF_NAME = regex.compile(
    rf"(?<=\p{{Lu}}\p{{Ll}}*\s+\p{{Lu}}\p{{Ll}}*)\s+{_NAME_VERB}(?:\s+\p{{Ll}}+)?(?=\s+\p{{Ll}})(?!\s+(?:{ANY_VERB}|{_LEVEL}\b))"
)
#: A verb that also stands in names, where what it is done to shows that it is the verb: "Ban Chỉ đạo kiểm tra việc …".
_ACTS = (
    rf"(?:hoạt\s+động|{_NAME_VERB}(?=\s*(?:[.,;:]|$)"
    r"|\s+(?:việc|tình\s+hình|công\s+tác|tiến\s+độ|chất\s+lượng|kết\s+quả|hồ\s+sơ|các|những|và|theo|với)\b))"
)
#: What a board is for, in small letters: "Ban Quản lý dự án đầu tư xây dựng", up to the place or the verb.
LONG_FIELD = regex.compile(
    rf"\s+(?!{_VERB}|{_ACTS})(?!{_LONG_STOP}|{_ANY_HEAD}){_LONG_WORD}(?:\s+(?!{_LONG_VERB}|{_LONG_STOP}|{_ANY_HEAD}){_LONG_WORD}){{0,11}}"
    rf"(?:(?:\s*,\s*|\s+và\s+)(?i:{any_form(_forms('body_tails', use='works'))}))*"
)

#: A proper name behind a known field, on the same line: "Cao đẳng Y tế Bình Sơn".
PROPER = regex.compile(rf"[ \t]+(?!(?i:{_VERB})){_CAPITAL}(?:[ \t]+(?!(?i:{_VERB})){_CAPITAL}){{0,2}}")

_NAME = rf"(?:(?=\p{{Lu}}){_PROVINCE}|{_CAPITAL}(?:(?:\s+|\s*-\s*){_CAPITAL}){{0,3}}|\d{{1,2}}\b)"
_NOT_LEVEL = r"xã\s+(?:hội|viên)|(?:tỉnh|thành|thị|huyện|quận)\s+(?:ủy(?!\s+quyền)|đoàn)|thành\s+(?:lập|viên)"
_LEVEL_WORD = rf"(?!(?i:{_NOT_LEVEL}))(?i:{_LEVEL}|thôn|tổ\s+dân\s+phố|khu\s+phố){AFTER}"
_LEVELS = (
    rf"(?:(?i:các|cấp|của\s+các|của|thuộc|trực\s+thuộc)\s+)?{_LEVEL_WORD}(?:\s+{_NAME})?"
    rf"(?:(?:\s*[,/]\s*|\s+(?i:và)\s+)(?:cấp\s+)?{_LEVEL_WORD}(?:\s+{_NAME})?)*"
    rf"(?:\s+trực\s+thuộc(?:\s+(?:trung\s+ương|Trung\s+ương|tỉnh|TW|thành\s+phố))?)?"
)
_AREA = r"\p{Lu}\p{L}*(?:\s+\p{Lu}\p{L}*){0,3}"
LEVEL_WORD, PROPER_NAME = _LEVEL_WORD, _NAME
#: The tier or the place of a body.
PLACE = regex.compile(
    rf"\s+(?P<place>(?i:(?:các|hai|ba|02|03)\s+cấp)(?:{AFTER})(?!\s+(?:chính\s+quyền|học))|{_LEVELS}|(?:(?i:của\s+)?(?i:trung\s+ương)|TW){AFTER}"
    rf"|(?i:khu\s+vực)\s+(?:[IVX]+\b|\d+|{_AREA})(?:\s+-\s+{_AREA})?|(?<=[Cc]ơ\s+sở\s+)\d{{1,2}}\b|Việt\s+Nam(?:\s+{_LEVELS})?|(?=\p{{Lu}}){_PROVINCE}|(?i:cùng\s+cấp|cơ\s+sở|(?:các\s+)?địa\s+phương){AFTER})"
)

#: What a place can begin with: a quick look before the long pattern.
_BEGINS_PLACE = re.compile(
    r"\s+(?:các|cấp|của|thuộc|trực|hai|ba|tỉnh|tinh|thành|huyện|thị|quận|xã|phường|đặc|cơ|thôn|tổ|khu|tp|tx|trung|tw|việt"
    rf"|cùng|địa|\d|{'|'.join(sorted({re.escape(name.split()[0]) for name in _PROVINCES}))})",
    re.IGNORECASE,
)


def place_at(view: str, at: int, end: int) -> regex.Match[str] | None:
    """The tier or place that stands behind a name, `None` where none does.

    >>> text = "Công an tỉnh An Giang"
    >>> place_at(text, 7, len(text)).end()
    21
    """
    return PLACE.match(view, at, end) if _BEGINS_PLACE.match(view, at, end) else None


_PURPOSES = any_form(_forms("body_tails", use="purpose"))
#: What a board is for, known: "Ban Chỉ đạo tỉnh về chuyển đổi số".
PURPOSE = regex.compile(
    rf"(?:\s+(?:(?i:cấp\s+)?{_LEVEL_WORD}(?:\s+{_NAME})?|Trung\s+ương|của\s+Chính\s+phủ)(?=\s+về\s))?\s+(?:(?i:về|thực\s+hiện)\s+)?(?i:{_PURPOSES})"
)

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
ON_GROUND = regex.compile(rf"(?:\s+đóng(?:\s+chân)?)?\s+trên\s+địa\s+bàn(?:\s+(?i:{_LEVEL}){AFTER}(?:\s+{_NAME})?)?")
#: What an agency is competent for: "cơ quan chuyên môn về y tế".
ABOUT = regex.compile(r"\s+về\s+\p{Ll}+(?:\s+\p{Ll}+){0,3}?(?=\s*[,;]|\s+(?:thuộc|cấp|tỉnh|các)\b)")
