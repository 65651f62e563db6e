"""Words in capitals that names are made of, read one by one: "Công Thương", "Bình Sơn"."""

from __future__ import annotations

import regex

from extractors.bodies.forms import AFTER, any_form
from extractors.bodies.parts import HEAD_INSIDE, LEVEL, PROVINCE, VERB, VERB_FOLDED

_UNITS = any_form(["sở", "ban", "ngành", "bộ"])
_NO_NAME = r"(?:VÀ|CÁC|CỦA|VỀ|TẠI|TRÊN|TRONG|THEO|GIAI|NĂM|ĐẾN|CHO|KHÓA|KHOÁ|NHIỆM|Khóa|Khoá)\b"
_CAPITAL = regex.compile(rf"(?=\p{{Lu}})(?!{_NO_NAME}|(?i:{_UNITS})|(?i:{LEVEL}){AFTER})\p{{Lu}}[\p{{L}}’']*")
#: Words that end a name.
STOP = (
    r"(?:các|khu|và|có|là|của|thuộc|được|đã|về|theo|cấp|tại|trong|để|với|cùng|do|khi|nơi|hoặc|sẽ|phải|cần|trực|trên"
    r"|từ|đến|cho|này|đó|ban)"
)
#: Words that end in a syllable which looks like a verb: "Khai thác công trình thủy lợi".
_NO_VERB = r"(?i:công|chương|quy)\s+trình"
_BEGINS_NO_VERB, _NO_VERB_BEHIND = regex.compile(rf"(?=\p{{Lu}}){_NO_VERB}"), regex.compile(rf"\s+{_NO_VERB}")
_SMALL = regex.compile(rf"\s+(?P<word>(?!(?:{LEVEL}|{STOP})\b)\p{{Ll}}+)")
_SPACE = regex.compile(r"\s+")
_BLANKS = regex.compile(r"[ \t]+")
_JOINT = regex.compile(r"\s*-\s*|\s+")
_PROVINCE = regex.compile(PROVINCE)
_NUMBER = regex.compile(r"\d{1,2}\b")
#: How many words in small letters stand behind each word in capitals of part of a field.
_SMALLS = (3, 2, 2, 2)


def capital_at(view: str, at: int, end: int) -> int | None:
    """Where a word of a name in capitals ends that begins at `at` and is not the head of another body, or `None`.

    >>> capital_at("Công Thương", 0, 11)
    4
    """
    word = _CAPITAL.match(view, at, end)
    return None if word is None or HEAD_INSIDE.match(view, at, end) else int(word.end())


def open_part(view: str, at: int, end: int) -> int | None:
    """Where part of a field of work ends that no lexicon names and that begins at `at`: "Nội vụ", or `None`.

    >>> open_part("Nội vụ theo dõi", 0, 15)
    6
    """
    found = None
    for most in _SMALLS:
        whole = _BEGINS_NO_VERB.match(view, at, end) if found is None else None
        word = whole.end() if whole else capital_at(view, at, end)
        if word is None:
            break
        found = _past_small(view, word, end, most)
        space = _SPACE.match(view, found, end)
        if space is None:
            break
        at = space.end()
    return found


def _past_small(view: str, at: int, end: int, most: int) -> int:
    """Past so many words in small letters that are no verb of duty and end no name."""
    for _ in range(most):
        word = _NO_VERB_BEHIND.match(view, at, end)
        if word is None:
            word = _SMALL.match(view, at, end)
            if word is None or VERB.match(view, word.start("word"), end):
                break
        at = word.end()
    return at


def proper_at(view: str, at: int, end: int) -> int | None:
    """Where a proper name ends that stands behind a known field on the same line, or `None`.

    >>> proper_at("Cao đẳng Y tế Bình Sơn", 13, 22)
    22
    """
    found = None
    for _ in range(3):
        blanks = _BLANKS.match(view, at, end)
        word = capital_at(view, blanks.end(), end) if blanks else None
        if blanks is None or word is None or VERB_FOLDED.match(view, blanks.end(), end):
            break
        found = at = word
    return found


def name_at(view: str, at: int, end: int) -> int | None:
    """Where the proper name or the number of a place ends that begins at `at`, or `None`.

    >>> name_at("Bến Gỗ - Cầu Đá và", 0, 18)
    15
    """
    if (known := _PROVINCE.match(view, at, end)) is not None:
        return int(known.end())
    if (found := capitals_at(view, at, end)) is not None:
        return found
    number = _NUMBER.match(view, at, end)
    return int(number.end()) if number else None


def capitals_at(view: str, at: int, end: int) -> int | None:
    """Where up to four words in capitals end, hyphens between them too, or `None`.

    >>> capitals_at("Bến Gỗ - Cầu Đá và", 0, 18)
    15
    """
    found = capital_at(view, at, end)
    for _ in range(3):
        joint = _JOINT.match(view, found, end) if found is not None else None
        word = capital_at(view, joint.end(), end) if joint else None
        if word is None:
            break
        found = word
    return found
