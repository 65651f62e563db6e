"""Fields of work in small letters, as party rules print them: "Ban tuyên giáo và dân vận tỉnh ủy"."""

from __future__ import annotations

import regex

from extractors.bodies.parts import PLACE, PLAIN_FIELD
from extractors.rules import enabled

_PARTY = regex.compile(r"\s+(?i:tỉnh|thành|huyện|thị|quận|cấp|đảng)\s+ủy")


def plain_field(view: str, at: int, end: int) -> regex.Match[str] | None:
    """A known field in small letters, where the place or the party committee follows that shows the name."""
    match = PLAIN_FIELD.match(view, at, end) if enabled("bodies.plain_field") else None
    if match is None:
        return None
    shown = PLACE.match(view, match.end(), end) or _PARTY.match(view, match.end(), end)
    return match if shown else None
