"""Fields of work behind the heads of names, and heads that stand without one."""

from __future__ import annotations

import regex

from extractors.bodies.capitals import open_part, proper_at
from extractors.bodies.forms import any_form
from extractors.bodies.parts import (
    HEAD_INSIDE,
    LEVEL,
    NAME_VERB,
    NAME_VERBS,
    PLAIN_FIELD,
    PROVINCE,
    PURPOSES,
    VERB,
    WORKS,
    Head,
    known_field,
    verb_behind,
)
from extractors.bodies.tiers import place_at, tier_ends
from extractors.rules import enabled

_SPACE = regex.compile(r"\s+")
_COMMA, _DASH = regex.compile(r"\s*,\s*"), regex.compile(r"\s*-\s*")
_AND = regex.compile(r"\s+(?:và|&)\s+")
#: The name of a province that no other name goes on.
_PROVINCE = regex.compile(rf"{PROVINCE}(?=\s+\p{{Ll}})")
_LONG_STOP = (
    rf"(?:(?:{LEVEL}|cấp|các\s+cấp|và(?!\s+khu|\s+\p{{Lu}}\p{{Ll}}+\s+\p{{Ll}}+\s+{LEVEL})|có|của|để|theo|tổ\s+chức|gồm|bao\s+gồm|là|đã|được"
    r"|phối\s+hợp|cho|tại|do)\b)"
)
_LONG_WORD = regex.compile(rf"\s+(?P<word>(?!{_LONG_STOP})[\p{{L}}\d]+(?:\s*-\s*\p{{L}}+)?)")
#: A verb that also stands in names, where what it is done to shows that it is the verb: "Ban Chỉ đạo kiểm tra việc …".
_ACTS = regex.compile(
    rf"(?:hoạt\s+động|{any_form(NAME_VERBS)}(?=\s*(?:[.,;:]|$)"
    r"|\s+(?:việc|tình\s+hình|công\s+tác|tiến\s+độ|chất\s+lượng|kết\s+quả|hồ\s+sơ|các|những|và|theo|với)\b))"
)
#: What a verb is done to that is no part of a name: "Ban Quản lý chợ lập phương án", "… tự kiểm tra".
_OBJECT = regex.compile(
    r"\s+(?:kế\s+hoạch|phương\s+án|quy\s+chế|báo\s+cáo|dự\s+toán|danh\s+(?:sách|mục)|hồ\s+sơ|biện\s+pháp|giải\s+pháp|biên\s+bản"
    r"|việc|tình\s+hình|tiến\s+độ|chất\s+lượng|kết\s+quả|hiện\s+trạng|kịp\s+thời|đầy\s+đủ|nghiêm|kiểm\s+tra|rà\s+soát)(?!\p{L})"
)
_ITSELF = regex.compile(r"tự(?!\p{L})")
#: Behind a proper name of two words or more.
_BEHIND_NAME = regex.compile(r"(?<=\p{Lu}\p{Ll}*\s+\p{Lu}\p{Ll}*)\s+(?=\p{Ll})")
_ONE_MORE, _NO_VERB = regex.compile(r"(?:\s+\p{Ll}+)?(?=\s+\p{Ll})"), regex.compile(rf"\s+{LEVEL}\b")
_WORKS = regex.compile(rf"(?:(?:\s*,\s*|\s+và\s+)(?i:{WORKS}))*")
_ABOUT = regex.compile(r"\s+về\s")
_PURPOSE = regex.compile(rf"\s+(?:(?i:về|thực\s+hiện)\s+)?(?i:{PURPOSES})")
_PARTY = regex.compile(r"\s+(?i:tỉnh|thành|huyện|thị|quận|cấp|đảng)\s+ủy")
_BEGINS = regex.compile(r"(?:^|[.;:]\s|\n\s*(?:[-+]\s*|(?:\p{Ll}|\d{1,2}(?:\.\d{1,2})*)[).]\s+)?)\s*$")
#: What a board is for has at most so many words.
_LONGEST = 12
#: A field in small letters of so many syllables is known without a place behind it.
_LONG = 4
#: Bodies of these kinds are told apart by a proper name behind a known field: "Trường Cao đẳng Y tế Bình Sơn".
_NAMED_AFTER = frozenset({"school", "hospital", "centre", "company", "bank"})


def field_of(view: str, at: int, end: int, head: Head) -> int | None:
    """Where the field of work ends that stands behind a head, `None` where none does.

    >>> field_of("Ban Chỉ huy Phòng thủ dân sự tỉnh", 11, 33, Head("board", "long", "", False))
    28
    """
    purpose = _purpose(view, at, end) if head.kind == "board" and enabled("bodies.purpose") else None
    if purpose is not None:
        return purpose
    if head.takes in ("field", "organ", "maybe") and enabled("bodies.field"):
        stop = named_field(view, at, end)
        stop = plain_field(view, at, end) if stop is None else stop
        proper = proper_at(view, stop, end) if stop is not None and head.kind in _NAMED_AFTER else None
        if stop is None:
            return None
        return _to_verb(view, at, stop if proper is None or place_at(view, stop, end) else proper, end)
    if head.takes == "long" and enabled("bodies.board"):
        return _long_field(view, at, end)
    return None


def _to_verb(view: str, at: int, stop: int, end: int) -> int:
    """The end of a field, without a verb that ends it behind a proper name: "Vườn Quốc gia Tam Bàu xây dựng …"."""
    if not enabled("bodies.verb_behind"):
        return stop
    for space in _BEHIND_NAME.finditer(view, at, stop):
        verb = NAME_VERB.match(view, space.end(), end)
        more = _ONE_MORE.match(view, verb.end(), end) if verb else None
        if more is None or not at < space.start() < stop <= more.end():
            continue
        if not verb_behind(view, more.end(), end) and not _NO_VERB.match(view, more.end(), end):
            return int(space.start())
    return stop


def named_field(view: str, at: int, end: int) -> int | None:
    """Where a field of work with a capital ends that stands behind a head, or `None`.

    A known one is read whole, the name of a province that no other name goes on too.

    >>> named_field("Sở Nội vụ chủ trì", 2, 17)
    9
    """
    space = _SPACE.match(view, at, end)
    if space is None:
        return None
    at = space.end()
    if (known := known_field(view, at, end)) is not None:
        return known
    province = _PROVINCE.match(view, at, end)
    return int(province.end()) if province else _open_field(view, at, end)


def _open_field(view: str, at: int, end: int) -> int | None:
    """Where a field ends that no lexicon names, of one part, two or three: "Nội vụ, Thanh niên và Nhi đồng"."""
    first = open_part(view, at, end)
    if first is None:
        return None
    second = _part_behind(_COMMA, view, first, end)
    for before in (second, first):
        last = _part_behind(_AND, view, before, end) if before is not None else None
        if last is not None:
            return last
    last = _part_behind(_DASH, view, first, end)
    return first if last is None else last


def _part_behind(joint: regex.Pattern[str], view: str, at: int, end: int) -> int | None:
    found = joint.match(view, at, end)
    return open_part(view, found.end(), end) if found else None


def listed_field(view: str, at: int, end: int, *, known: bool = False) -> tuple[int, int] | None:
    """The span of a field that a list goes on with, of one part where it is not `known`, or `None`.

    >>> listed_field("các Sở: Nội vụ, Y tế", 7, 20)
    (8, 14)
    """
    space = _SPACE.match(view, at, end)
    at = space.end() if space else at
    stop = known_field(view, at, end)
    stop = open_part(view, at, end) if stop is None and not known else stop
    return None if stop is None else (at, stop)


def _purpose(view: str, at: int, end: int) -> int | None:
    """Where ends what a board is known to be for, its tier before that: "Ban Chỉ đạo tỉnh về chuyển đổi số"."""
    stops = (stop for stop in tier_ends(view, at, end) if _ABOUT.match(view, stop, end))
    tier = next(stops, None)
    found = _PURPOSE.match(view, tier, end) if tier is not None else None
    found = found or _PURPOSE.match(view, at, end)
    return int(found.end()) if found else None


def _long_field(view: str, at: int, end: int) -> int | None:
    """Where ends what a board is for in small letters, up to the place or the verb: "Ban Quản lý dự án đầu tư"."""
    found = None
    for _ in range(_LONGEST):
        word = _LONG_WORD.match(view, at, end)
        if word is None or _ends_long(view, word.start("word"), end, first=found is None):
            break
        found = at = word.end()
    return None if found is None else int(_WORKS.match(view, found, end).end())


def _ends_long(view: str, at: int, end: int, *, first: bool) -> bool:
    """Whether a head or a verb begins at `at`; verbs of one syllable and those in names too count only `first`."""
    if HEAD_INSIDE.match(view, at, end):
        return True
    verb = VERB.match(view, at, end)
    if verb is not None and (first or not verb[0].isalpha()):
        return True
    if first and _ACTS.match(view, at, end) is not None:
        return True
    acts = verb if verb is not None else NAME_VERB.match(view, at, end) or _ITSELF.match(view, at, end)
    return acts is not None and _OBJECT.match(view, acts.end(), end) is not None and enabled("bodies.long_verb")


def plain_field(view: str, at: int, end: int) -> int | None:
    """Where a known field in small letters ends, if it is long or the place or the committee follows that shows it."""
    space = _SPACE.match(view, at, end) if enabled("bodies.plain_field") else None
    match = PLAIN_FIELD.match(view, space.end(), end) if space else None
    if match is None or len(match[0].split()) >= _LONG:
        return int(match.end()) if match else None
    shown = place_at(view, match.end(), end) or _PARTY.match(view, match.end(), end)
    return int(match.end()) if shown else None


def begins(view: str, at: int) -> bool:
    """Whether a sentence, an item or a line begins at `at`."""
    return _BEGINS.search(view, max(0, at - 12), at) is not None


def stands_alone(view: str, start: int, core: int, end: int) -> bool:
    """Whether a head of several syllables begins a sentence and has the verb: "Trung tâm tổ chức tập huấn"."""
    if " " not in view[start:core] or not enabled("bodies.alone"):
        return False
    return begins(view, start) and verb_behind(view, core, end)
