"""Bodies of a list that says its head once and goes on with the names of places: "UBND các xã Đồi Chè, Bến Gỗ"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.bodies.capitals import name_at
from extractors.bodies.headed import headed_place_at, tailed_end
from extractors.bodies.parts import ANY_VERB_FOLDED
from extractors.bodies.shapes import Name
from extractors.bodies.tiers import LEVEL_WORD
from extractors.rules import enabled

#: What stands before the first name and before the next ones.
_SEVERAL = r"(?P<many>(?i:của\s+)?(?i:các|(?P<count>0?\d))\s+)"
_FIRST = regex.compile(rf"\s+{_SEVERAL}?(?P<level>{LEVEL_WORD})(?P<colon>\s*:)?\s+")
#: The same in brackets behind the head: "UBND các xã (Đồi Chè, Bến Gỗ)".
_BRACKET = regex.compile(rf"\s+{_SEVERAL}(?P<level>{LEVEL_WORD})\s*\(\s*(?P<colon>(?:gồm|bao\s+gồm)\s*:?\s*)?")
_CLOSE = regex.compile(r"\s*\)")
_JOINT = regex.compile(r"\s*[,;]\s*(?:và\s+)?|\s+và\s+")
_MANY, _LEVEL = regex.compile(r"(?i:các)\s+"), regex.compile(rf"(?P<level>{LEVEL_WORD})\s+")
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
    core, close = name.links[-1].suffix
    if enabled("bodies.places_bracket") and (bracket := _BRACKET.match(view, core, end)) is not None:
        yield from _in_bracket(view, name, bracket, end)
        return
    first = _FIRST.match(view, core, end)
    first = first if first and (core < close or first["count"]) else None
    stop = _name_at(view, first.end(), end) if first else None
    if first is None or stop is None or not (spans := list(_rest(view, first, stop, end))):
        return
    head = view[name.start : core]
    start, lead = (first.end(), name.start) if first["colon"] else (name.start, -1)
    yield Name(start, stop, name.kind, lead=lead), f"{head} {first['level'].lower()} {view[first.end() : stop]}"
    for start, stop, words in spans:
        yield Name(start, stop, name.kind), f"{head} {words}"


def _in_bracket(view: str, name: Name, first: regex.Match[str], end: int) -> Iterator[tuple[Name, str]]:
    """The body that the list names by its tier and those of the places in the brackets, if nothing else is there."""
    place = _place(view, first.end(), end)
    if place is None:
        return
    tier, start, stop = place
    level = (tier or first["level"]).lower()
    spans = [(first.end(), stop, f"{level} {view[start:stop]}"), *_rest(view, first, stop, end)]
    if _CLOSE.match(view, spans[-1][1], end) is None:
        return
    yield Name(name.start, first.end("level"), name.kind), view[name.start : first.end("level")]
    head = view[name.start : name.links[-1].suffix[0]]
    for start, stop, words in spans:
        yield Name(start, stop, name.kind), f"{head} {words}"


def _rest(view: str, first: regex.Match[str], at: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The places behind the first, whose name ends at `at`, as spans with tier and name."""
    level, loose = first["level"].lower(), bool(first["many"] or first["colon"])
    while (joint := _JOINT.match(view, at, end)) is not None:
        more = _place(view, joint.end(), end)
        if more is None or not (more[0] or loose) or not _ENDS.match(view, more[2], end):
            return
        tier, start, at = more
        level = (tier or level).lower()
        yield joint.end(), at, f"{level} {view[start:at]}"


def _name_at(view: str, at: int, end: int) -> int | None:
    name = name_at(view, at, end)
    if name is None:
        return headed_place_at(view, at, end)
    return name if " " in view[at:name] else tailed_end(view, name, end)


def _place(view: str, at: int, end: int) -> tuple[str, int, int] | None:
    """The tier of the place that begins at `at`, empty where it has none of its own, and the span of its name.

    What looks like the word of a tier may begin the name: "Thôn" in "Thôn Cả".
    """
    many = _MANY.match(view, at, end)
    for begins in (many.end(), at) if many else (at,):
        level = _LEVEL.match(view, begins, end)
        for tier, start in ((level["level"], level.end()), ("", begins)) if level else (("", begins),):
            stop = None if ANY_VERB_FOLDED.match(view, start, end) else _name_at(view, start, end)
            if stop is not None:
                return tier, start, stop
    return None
