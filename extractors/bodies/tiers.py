"""The tiers and places of bodies: "tỉnh An Giang", "các cấp", "trên địa bàn xã"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from extractors.bodies.capitals import capitals_at, name_at
from extractors.bodies.forms import AFTER
from extractors.bodies.headed import headed_place_at, stands_behind_tier, tailed_end
from extractors.bodies.parts import LEVEL, PROVINCE, PROVINCES

_NOT_LEVEL = r"xã\s+(?:hội|viên)|(?:tỉnh|thành|thị|huyện|quận)\s+(?:ủy(?!\s+quyền)|đoàn)|thành\s+(?:lập|viên)"
#: The word of a tier.
LEVEL_WORD = rf"(?!(?i:{_NOT_LEVEL}))(?i:{LEVEL}|thôn|tổ\s+dân\s+phố|khu\s+phố){AFTER}"
_LEVEL = regex.compile(rf"(?:(?i:các|cấp|của\s+các|của|thuộc|trực\s+thuộc)\s+)?{LEVEL_WORD}")
_NEXT_LEVEL = regex.compile(rf"(?:\s*[,/]\s*|\s+(?i:và)\s+)(?:cấp\s+)?{LEVEL_WORD}")
_UNDER = regex.compile(r"\s+trực\s+thuộc(?:\s+(?:trung\s+ương|Trung\s+ương|tỉnh|TW|thành\s+phố))?")
_SPACE = regex.compile(r"\s+")
_AREA = r"\p{Lu}\p{L}*(?:\s+\p{Lu}\p{L}*){0,3}"
_TIERS = regex.compile(rf"(?i:(?:các|hai|ba|0?[23])\s+cấp)(?:{AFTER})(?!\s+(?:chính\s+quyền|học))")
_COUNTRY = regex.compile(r"Việt\s+Nam")
#: Places without the word of a tier.
_OTHER = regex.compile(
    rf"(?:(?i:của\s+)?(?i:trung\s+ương)|TW){AFTER}"
    rf"|(?i:khu\s+vực)\s+(?:[IVX]+\b|\d+|{_AREA})(?:\s+-\s+{_AREA})?|(?<=[Cc]ơ\s+sở\s+)\d{{1,2}}\b"
    rf"|{_COUNTRY.pattern}|{PROVINCE}|(?i:cùng\s+cấp|cơ\s+sở|(?:các\s+)?địa\s+phương){AFTER}"
)
#: What a place can begin with: a quick look before the long patterns.
_BEGINS_PLACE = re.compile(
    r"\s+(?:các|cấp|của|thuộc|trực|hai|ba|tỉnh|tinh|thành|huyện|thị|quận|xã|phường|đặc|cơ|thôn|tổ|khu|tp|tx|trung|tw|việt"
    rf"|cùng|địa|\d|{'|'.join(sorted({re.escape(name.split()[0]) for name in PROVINCES}))})",
    re.IGNORECASE,
)
_ON_GROUND = regex.compile(r"(?:\s+đóng(?:\s+chân)?)?\s+trên\s+địa\s+bàn")
_GROUND_LEVEL = regex.compile(rf"\s+(?i:{LEVEL}){AFTER}")
_OWN_LEVEL = regex.compile(rf"\s+(?:(?i:cấp\s+|của\s+)?{LEVEL_WORD}|(?P<fixed>Trung\s+ương|của\s+Chính\s+phủ))")


def place_at(view: str, at: int, end: int) -> int | None:
    """Where the tier or place ends that stands behind a name, `None` where none does.

    >>> text = "Công an tỉnh An Giang"
    >>> place_at(text, 7, len(text))
    21
    """
    space = _SPACE.match(view, at, end) if _BEGINS_PLACE.match(view, at, end) else None
    if space is None:
        return None
    at = space.end()
    if (tiers := _TIERS.match(view, at, end)) is not None:
        return int(tiers.end())
    if (levels := _levels(view, at, end)) is not None:
        return levels
    other = _OTHER.match(view, at, end)
    if other is None:
        return None
    space = _SPACE.match(view, other.end(), end) if _COUNTRY.fullmatch(other[0]) else None
    levels = _levels(view, space.end(), end) if space else None
    return int(other.end()) if levels is None else levels


def _levels(view: str, at: int, end: int) -> int | None:
    """Where one or several tiers end, each with its name, that begin at `at`."""
    level = _LEVEL.match(view, at, end)
    if level is None:
        return None
    while level is not None:
        at = _past_name(view, level.end(), end)
        level = _NEXT_LEVEL.match(view, at, end)
    under = _UNDER.match(view, at, end)
    return int(under.end()) if under else at


def _past_name(view: str, at: int, end: int) -> int:
    space = _SPACE.match(view, at, end)
    name = _name_of(view, space.end(), end) if space else None
    return at if name is None else name


def _name_of(view: str, at: int, end: int) -> int | None:
    """Where the name ends that stands behind a tier; that of a commune may begin as a body does."""
    name = name_at(view, at, end)
    if name is not None:
        return name if " " in view[at:name] else tailed_end(view, name, end)
    return headed_place_at(view, at, end) if stands_behind_tier(view, at, end) else None


def on_ground(view: str, at: int, end: int) -> int | None:
    """Where the words end that say on which ground bodies act, `None` where there are none.

    >>> on_ground("các cơ quan trên địa bàn xã Đồi Chè", 11, 35)
    35
    """
    ground = _ON_GROUND.match(view, at, end)
    if ground is None:
        return None
    level = _GROUND_LEVEL.match(view, ground.end(), end)
    return _past_name(view, level.end(), end) if level else int(ground.end())


def tier_ends(view: str, at: int, end: int) -> Iterator[int]:
    """Where the tier of a board can end: behind the name of a province, other words in capitals, or the tier itself.

    >>> list(tier_ends("Ban Chỉ đạo tỉnh Yên Bái về", 11, 27))
    [24, 24, 16]
    """
    level = _OWN_LEVEL.match(view, at, end)
    if level is None:
        return
    space = _SPACE.match(view, level.end(), end) if level["fixed"] is None else None
    if space is not None:
        for read in (name_at, capitals_at):
            if (stop := read(view, space.end(), end)) is not None:
                yield stop
    yield level.end()
