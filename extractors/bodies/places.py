"""Bodies of a list that says its head once and goes on with the names of places: "UBND các xã Đồi Chè, Bến Gỗ"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.bodies.parts import ANY_VERB, LEVEL_WORD, PROPER_NAME
from extractors.bodies.shapes import Name
from extractors.rules import enabled

_FIRST = regex.compile(
    rf"\s+(?P<many>(?i:của\s+)?(?i:các)\s+)?(?P<level>{LEVEL_WORD})(?P<colon>\s*:)?\s+(?P<name>{PROPER_NAME})"
)
_NEXT = regex.compile(
    rf"(?:\s*[,;]\s*(?:và\s+)?|\s+và\s+)(?P<whole>(?:(?i:các)\s+)?(?:(?P<level>{LEVEL_WORD})\s+)?(?!(?i:{ANY_VERB}))"
    rf"(?P<name>{PROPER_NAME}))"
)
#: What goes on behind a name in a list of places, so that it is no name of a person or of something else.
_ENDS = regex.compile(r"\s*(?:[,;.:()]|$)|\s+(?:và\s|\p{Ll})")


def places_of(view: str, name: Name, end: int) -> Iterator[tuple[Name, str]]:
    """The bodies of a list of named places, each with its words, none where the place is one or has no name.

    A place without its own tier takes that of the place before; in a list in the singular each must have its own.

    >>> from extractors.bodies.grammar import parse_name
    >>> text = "UBND các xã Đồi Chè, Bến Gỗ và phường Cầu Đá lập quỹ"
    >>> [words for _, words in places_of(text, parse_name(text, 0, len(text)), len(text))]
    ['UBND xã Đồi Chè', 'UBND xã Bến Gỗ', 'UBND phường Cầu Đá']
    """
    if not name.links or not enabled("bodies.places"):
        return
    core, stop = name.links[-1].suffix
    first = _FIRST.match(view, core, end) if core < stop else None
    if first is None or not (spans := list(_rest(view, first, end))):
        return
    head = view[name.start : core]
    start, lead = (first.start("name"), name.start) if first["colon"] else (name.start, -1)
    yield Name(start, first.end(), name.kind, lead=lead), f"{head} {first['level'].lower()} {first['name']}"
    for start, stop, words in spans:
        yield Name(start, stop, name.kind), f"{head} {words}"


def _rest(view: str, first: regex.Match[str], end: int) -> Iterator[tuple[int, int, str]]:
    """The places behind the first, as spans with tier and name."""
    at, level, loose = first.end(), first["level"].lower(), bool(first["many"] or first["colon"])
    while (more := _NEXT.match(view, at, end)) is not None:
        if not (more["level"] or loose) or not _ENDS.match(view, more.end(), end):
            return
        level = (more["level"] or level).lower()
        yield more.start("whole"), more.end(), f"{level} {more['name']}"
        at = more.end()
