"""Names of bodies in a stretch of text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

import regex

from extractors.bodies.actors import actor_at
from extractors.bodies.grammar import parse_name, parse_units
from extractors.bodies.headed import stands_behind_tier
from extractors.bodies.lists import listed_fields, restore
from extractors.bodies.parts import AS_PRINTED, BEFORE_CAPITALS, HEAD_AT, SINGLE, SMALL_FIRST, UNIT_FIRST
from extractors.bodies.places import places_of
from extractors.bodies.shapes import Name
from extractors.reading import Mention
from extractors.rules import enabled

#: The words with which a name can begin, as printed in the cases in use, with the folded word.
_FIRST = (
    {case: word for word in {*HEAD_AT, *UNIT_FIRST} for case in (word.capitalize(), word.upper())}
    | {word: word for word in {*SMALL_FIRST, *UNIT_FIRST}}
    | {word: word.casefold() for word in AS_PRINTED}
)
#: The words with which an actor begins that has no name of its own.
_ACTORS = frozenset({"cấp", "cơ", "đơn", "địa", "thành", "tỉnh"})
_LETTER = r"[^\W\d_]"


def _beginnings() -> re.Pattern[str]:
    """One pattern of the words with which a name can begin, by their first letters so that it is quick.

    What stands before a match must be looked at; what follows is no letter.
    """
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in sorted(_FIRST, key=len, reverse=True):
        by_letter[word[0]].append(re.escape(word[1:]))
    branches = "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return re.compile(rf"(?:{branches})(?!{_LETTER})")


_BEGIN = _beginnings()
_COLON = regex.compile(r"\s*:\s*")
_COMMA = regex.compile(r"\s*[,;]\s*(?:và\s+)?|\s+và\s+")
#: What a collective ends with that says the head of a list: "các sở: Nội vụ, Tài chính".
_HEAD_OF_LIST = regex.compile(r"(?P<before>.*?)(?<!\p{L})(?i:các)\s+(?P<head>(?i:sở|bộ|ban|phòng|hội))", regex.DOTALL)
_SYMBOL = regex.compile(r"[\p{L}\d]\s*[-/]\s*$")
_WORD_BEFORE = regex.compile(r"(?P<word>\p{L}{2,})\s+$")
_AND = regex.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+")
_SEVERAL = regex.compile(r"(?<!\p{L})(?i:các)\s+")
_OFFICE = regex.compile(r"(?i:cơ\s+quan)\s+(?=\p{Lu})")
#: Bodies of these kinds are also named with the word for an office: "Cơ quan Bảo hiểm xã hội tỉnh".
_OFFICES = frozenset({"insurance", "tax", "customs", "treasury", "police", "military", "inspectorate", "press"})
#: Bodies of these kinds are listed by their fields alone.
_LISTED = frozenset({"department", "ministry", "board", "person", "force"})


def find_bodies(view: str, start: int, end: int) -> list[Mention]:
    """The bodies named in `view[start:end]`, in order.

    >>> text = "Hội đồng nhân dân, UBND các cấp và Sở Nội vụ"
    >>> [mention.name for mention in find_bodies(text, 0, len(text))]
    ['Hội đồng nhân dân các cấp', 'Ủy ban nhân dân các cấp', 'Sở Nội vụ']
    """
    names: list[Name] = []
    texts: list[str] = []
    rules: list[str] = []
    at = start
    for word in _BEGIN.finditer(view, start, end):
        first = _FIRST[word.group()]
        if word.start() < at or view[word.start() - 1 : word.start()].isalpha():
            continue
        if _is_inside(view, word.start(), word.group()) or stands_behind_tier(view, word.start(), end):
            continue
        near = bool(names) and word.start() - names[-1].end < 12
        joined = near and _AND.fullmatch(view, names[-1].end, word.start()) is not None
        for name, text, rule in _names_at(view, word.start(), end, first, joined):
            names.append(name)
            texts.append(text)
            rules.append(rule)
            at = name.end
    return restore(view, names, texts, rules)


def _is_inside(view: str, at: int, word: str) -> bool:
    """Whether the word goes on a line in capitals or a document's symbol: "CỘNG HÒA XÃ HỘI", "15/NQ-HĐND"."""
    if not word.isupper() or len(word) < 2:
        return False
    if _SYMBOL.search(view, max(0, at - 8), at):
        return True
    before = _WORD_BEFORE.search(view, max(0, at - 12), at)
    return (
        word.casefold() in SINGLE
        and before is not None
        and before["word"].isupper()
        and before["word"] not in BEFORE_CAPITALS
    )


def _names_at(view: str, at: int, end: int, first: str, joined: bool) -> list[tuple[Name, str, str]]:
    name = parse_name(view, at, end) if first in HEAD_AT and enabled("bodies.name") else None
    if name is not None and name.kind in _LISTED and enabled("bodies.list"):
        listed = _listed(view, name, end)
        if listed:
            return listed
    if name is None or name.bare:
        units = parse_units(view, at, end, led=None if joined else False) if first in UNIT_FIRST else None
        if units is not None and (name is None or units.end > name.end):
            return _listed_small(view, units, end) or [(units, view[units.start : units.end], "bodies.collective")]
    if name is None and first == "cơ" and (office := _OFFICE.match(view, at, end)) and enabled("bodies.office"):
        named = parse_name(view, office.end(), end)
        name = replace(named, start=at, links=()) if named is not None and named.kind in _OFFICES else None
    if name is None:
        actor = actor_at(view, at, end) if first in _ACTORS else None
        return [(actor, view[actor.start : actor.end], f"bodies.{actor.kind}")] if actor else []
    if places := list(places_of(view, name, end)):
        return [(place, words, "bodies.places") for place, words in places]
    listed = _listed_small(view, name, end) if name.kind == "person" else []
    return listed or [(name, view[name.start : name.end], f"bodies.{'person' if name.kind == 'person' else 'name'}")]


def _listed(view: str, name: Name, end: int) -> list[tuple[Name, str, str]]:
    """The bodies of a list that says their head once: "các Sở: Nội vụ, Tài chính", "Sở Nội vụ, Tài chính"."""
    head = _SEVERAL.sub("", view[name.start : name.field[0]])
    if name.field[0] == name.field[1] == name.end:
        colon = _COLON.match(view, name.end, end)
        fields = list(listed_fields(view, colon.end(), end)) if colon else []
        return [_with_head(view, head, span, -1 if i else name.start) for i, span in enumerate(fields)]
    joint = _COMMA.match(view, name.end, end) if name.end == name.field[1] else None
    fields = list(listed_fields(view, joint.end(), end, known=not name.many)) if joint else []
    if not fields or (not name.many and name.links[-1].head.kind != "department"):
        return []
    first = (Name(name.start, name.end, name.kind), _SEVERAL.sub("", view[name.start : name.end]), "bodies.list")
    return [first, *(_with_head(view, head, span) for span in fields)]


def _listed_small(view: str, name: Name, end: int) -> list[tuple[Name, str, str]]:
    """The bodies of a list whose head is a collective: "các sở: Nội vụ, Tài chính", "giám đốc các sở Y tế, Nội vụ"."""
    head = _HEAD_OF_LIST.fullmatch(view, name.start, name.end) if enabled("bodies.list_small") else None
    if head is None:
        return []
    colon = _COLON.match(view, name.end, end)
    fields = list(listed_fields(view, colon.end() if colon else name.end, end, known=colon is None))
    words = head["before"] + head["head"].capitalize()
    return [_with_head(view, words, span, -1 if i else name.start) for i, span in enumerate(fields)]


def _with_head(view: str, head: str, span: tuple[int, int], lead: int = -1) -> tuple[Name, str, str]:
    return Name(*span, "department", lead=lead), f"{head} {view[slice(*span)]}", "bodies.list"
