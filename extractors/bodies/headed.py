"""Names of places that begin with a word which also begins the names of bodies: "Hội An", "Trường Sơn", "Quỹ Nhất"."""

from __future__ import annotations

import regex

from extractors.bodies.capitals import STOP, capital_at
from extractors.bodies.parts import ANY_VERB_FOLDED, HEAD_INSIDE, LEVEL, known_field
from extractors.rules import enabled

_HEADS = r"(?:Trường|Hội|Bộ|Ban|Quỹ|Viện|Đài|Cục|Vụ|Cụm|Báo)"
_HEAD = regex.compile(rf"{_HEADS}(?=[ \t]+\p{{Lu}}\p{{Ll}})")
_TAIL = regex.compile(rf"[ \t]+{_HEADS}(?!\p{{L}}|\s+\p{{Lu}})")
_BLANKS, _SMALL = regex.compile(r"[ \t]+"), regex.compile(r"\s+(?P<word>\p{Ll})")
_ENDS = regex.compile(rf"(?:{STOP}|{LEVEL})(?!\p{{L}})")
#: What stands before the name of a place.
_PLACED = regex.compile(
    r"(?<!\p{L})(?i:xã|phường|đặc\s+khu|thị\s+trấn|huyện|quận|thôn|ấp|khu\s+phố"
    r"|đường|phố|đảo|dãy|núi|sông|cầu|chợ|hồ)[ \t]+$"
)
#: The same before other names of a list: "các xã: An Bình, ".
_LISTED = regex.compile(
    r"(?<!\p{L})(?i:các\s+(?:(?:xã|phường|đặc\s+khu)(?:\s*,\s*|\s+và\s+)?){1,3})\s*[:(]?\s*"
    r"(?:\p{Lu}\p{L}*(?:[ \t]+\p{Lu}\p{L}*){0,3}(?:\s*,\s*|\s+và\s+)){1,12}$"
)
_FAR = 240
#: Such a name has so many words at most behind the first.
_MOST = 2


def headed_place_at(view: str, at: int, end: int) -> int | None:
    """Where the name of a place ends that begins at `at` with the word of a body, `None` where it is no such name.

    The words behind the first are no known field of work and all have capitals.

    >>> headed_place_at("Hội An tổ chức", 0, 14), headed_place_at("Hội Nông dân xã", 0, 15)
    (6, None)
    """
    head = _HEAD.match(view, at, end) if enabled("bodies.headed_place") else None
    whole = HEAD_INSIDE.match(view, at, end) if head else None
    if head is None or (whole is not None and whole.end() > head.end()):
        return None
    found = head.end()
    for _ in range(_MOST):
        blanks = _BLANKS.match(view, found, end)
        if blanks is None or known_field(view, blanks.end(), end) is not None:
            break
        stop = capital_at(view, blanks.end(), end)
        if stop is None:
            break
        found = stop
    return None if found == head.end() or _goes_on(view, found, end) else found


def tailed_end(view: str, at: int, end: int) -> int:
    """Where the name of a place of one word ends, with a second that begins names of bodies: "Tân Hội".

    `at` is where its first word ends.

    >>> tailed_end("xã Tân Hội rà soát", 6, 18), tailed_end("xã Tân, Hội Nông dân", 6, 20)
    (10, 6)
    """
    tail = _TAIL.match(view, at, end) if enabled("bodies.headed_place") else None
    return at if tail is None or _goes_on(view, tail.end(), end) else int(tail.end())


def _goes_on(view: str, at: int, end: int) -> bool:
    """Whether a word in small letters behind `at` belongs to the name."""
    small = _SMALL.match(view, at, end)
    if small is None or _ENDS.match(view, small.start("word"), end):
        return False
    return ANY_VERB_FOLDED.match(view, small.start("word"), end) is None


def stands_behind_tier(view: str, at: int, end: int) -> bool:
    """Whether the word of a body at `at` begins the name of the place whose sort stands before it: "xã Trường Sơn".

    >>> stands_behind_tier("xã Trường Sơn rà soát", 3, 21)
    True
    """
    if _HEAD.match(view, at, end) is None or headed_place_at(view, at, end) is None:
        return False
    placed = _PLACED.search(view, max(0, at - 12), at) or _LISTED.search(view, max(0, at - _FAR), at)
    return placed is not None
