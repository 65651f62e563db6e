"""Fields of work behind the heads of names, and heads that stand without one."""

from __future__ import annotations

import regex

from extractors.bodies.parts import (
    FIELD,
    LONG_FIELD,
    PLAIN_FIELD,
    PROPER,
    PURPOSE,
    VERB_BEHIND,
    VERB_OF_NAME,
    Head,
    place_at,
)
from extractors.rules import enabled

_PARTY = regex.compile(r"\s+(?i:tỉnh|thành|huyện|thị|quận|cấp|đảng)\s+ủy")
_BEGINS = regex.compile(r"(?:^|[.;:]\s|\n\s*(?:[-+]\s*|(?:\p{Ll}|\d{1,2}(?:\.\d{1,2})*)[).]\s+)?)\s*$")
#: A field in small letters of so many syllables is known without a place behind it.
_LONG = 4
#: Bodies of these kinds are told apart by a proper name behind a known field: "Trường Cao đẳng Y tế Bình Sơn".
_NAMED_AFTER = frozenset({"school", "hospital", "centre", "company", "bank"})


def field_of(view: str, at: int, end: int, head: Head) -> int | None:
    """Where the field of work ends that stands behind a head, `None` where none does.

    >>> field_of("Ban Chỉ huy Phòng thủ dân sự tỉnh", 11, 33, Head("board", "long", "", False))
    28
    """
    purpose = PURPOSE.match(view, at, end) if head.kind == "board" and enabled("bodies.purpose") else None
    if purpose is not None:
        return int(purpose.end())
    if head.takes in ("field", "organ", "maybe") and enabled("bodies.field"):
        match = FIELD.match(view, at, end) or plain_field(view, at, end)
        if match is None:
            return None
        proper = PROPER.match(view, match.end(), end) if head.kind in _NAMED_AFTER else None
        named = proper is not None and not place_at(view, match.end(), end)
        return _to_verb(view, at, int(proper.end() if proper and named else match.end()), end)
    if head.takes == "long" and enabled("bodies.board"):
        match = LONG_FIELD.match(view, at, end)
        return match.end() if match else None
    return None


def _to_verb(view: str, at: int, stop: int, end: int) -> int:
    """The end of a field, without the verb that ends it behind a proper name."""
    verb = VERB_OF_NAME.search(view, at, min(end, stop + 30)) if enabled("bodies.verb_behind") else None
    return int(verb.start()) if verb and at < verb.start() < stop <= verb.end() else stop


def plain_field(view: str, at: int, end: int) -> regex.Match[str] | None:
    """A known field in small letters, where it is long or the place or the committee follows that shows the name."""
    match = PLAIN_FIELD.match(view, at, end) if enabled("bodies.plain_field") else None
    if match is None or len(match["field"].split()) >= _LONG:
        return match
    shown = place_at(view, match.end(), end) or _PARTY.match(view, match.end(), end)
    return match if shown else None


def begins(view: str, at: int) -> bool:
    """Whether a sentence, an item or a line begins at `at`."""
    return _BEGINS.search(view, max(0, at - 12), at) is not None


def stands_alone(view: str, start: int, core: int, end: int) -> bool:
    """Whether a head of several syllables begins a sentence and has the verb: "Trung tâm tổ chức tập huấn"."""
    if " " not in view[start:core] or not enabled("bodies.alone"):
        return False
    return begins(view, start) and VERB_BEHIND.match(view, core, end) is not None
