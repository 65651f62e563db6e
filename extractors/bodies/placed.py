"""The places of bodies with what goes with them: branches of banks, numbers, regions of services."""

from __future__ import annotations

import regex

from extractors.bodies.capitals import proper_at
from extractors.bodies.parts import Head
from extractors.bodies.tiers import place_at
from extractors.bodies.which import ground_end
from extractors.rules import enabled

_BRANCH = regex.compile(r"\s*[-–]?\s*[Cc]hi\s+nhánh(?=\s)")
_NUMBERED = regex.compile(r"\s+(?:số\s+)?\d{1,2}(?=\s+\p{Ll}|\s*[,;:.)]|$)")
#: Bodies of these kinds are told apart by numbers.
_COUNTED = frozenset({"station", "company", "school", "hospital", "board", "group"})
_REGION = regex.compile(
    r"\s+(?:các\s+)?khu\s+vực(?!\s+(?:nông|biên|ven|miền|phía|trung|tư|công|nhà|này|dân|đô|kinh))(?!\p{L})"
)
#: Services of these kinds are parted by regions.
_REGIONAL = frozenset({"treasury", "tax", "customs", "insurance", "bank", "court", "centre", "hospital"})


def place_of(view: str, at: int, end: int, head: Head) -> int | None:
    """Where the tier or place ends that stands behind a head, `None` where none does.

    A firm of a place takes any name, a station or a firm a number: "Viễn thông Bình Sơn", "Công ty Tải điện 1".

    >>> place_of("Ngân hàng A chi nhánh tỉnh", 11, 26, Head("bank", "field", "", False))
    26
    """
    place = place_at(view, at, end) or _region(view, at, end, head.kind)
    if (branch := _branch(view, place or at, end, head.kind)) is not None:
        return place_at(view, branch, end) or place
    if place is None and head.kind == "company" and head.takes == "place":
        return proper_at(view, at, end)
    if place is None:
        return _number(view, at, end, head.kind)
    ground = ground_end(view, place, end)
    return ground if ground is not None else place


def _branch(view: str, at: int, end: int, kind: str) -> int | None:
    """Where the word ends that stands between a bank and the place of its branch, or `None`: "… chi nhánh tỉnh"."""
    found = _BRANCH.match(view, at, end) if kind == "bank" and enabled("bodies.branch") else None
    return int(found.end()) if found else None


def _number(view: str, at: int, end: int, kind: str) -> int | None:
    """Where the number ends that tells bodies of one name apart, or `None`: "Đội Quản lý thị trường số 3"."""
    found = _NUMBERED.match(view, at, end) if kind in _COUNTED and enabled("bodies.number") else None
    return int(found.end()) if found else None


def _region(view: str, at: int, end: int, kind: str) -> int | None:
    """Where "khu vực" ends behind a service that has regions, whichever is meant: "Kho bạc Nhà nước khu vực"."""
    found = _REGION.match(view, at, end) if kind in _REGIONAL and enabled("bodies.region") else None
    return int(found.end()) if found else None
