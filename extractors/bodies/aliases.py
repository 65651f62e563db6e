"""Short names that a document gives its bodies: "(sau đây gọi tắt là Hội đồng)"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractors.bodies.names import full_name
from extractors.bodies.parts import verb_behind
from extractors.reading import Mention
from extractors.rules import enabled

_CALLED = r"(?:được\s+)?(?:gọi|viết)\s+(?:tắt\s+|chung\s+)?(?:là|:)\s*[“\"]?"
_ALIAS = r"\p{Lu}[\p{L}\s-]{1,60}?"
_GIVEN = regex.compile(
    rf"\s*(?:\p{{L}}+\s+){{0,6}}(?P<mark>\(\s*(?:sau\s+đây\s+)?{_CALLED}(?P<alias>{_ALIAS})[”\"]?\s*\)"
    rf"|,\s*sau\s+đây\s+{_CALLED}(?P<alias>{_ALIAS})[”\"]?(?=\s*[,.;])|\((?P<alias>\p{{Lu}}{{3,10}})\))"
)
#: A body and its short name stand at most so far apart.
_NEAR = 120
_SPACE = regex.compile(r"\s+")


def with_aliases(view: str, end: int, mentions: list[Mention]) -> list[Mention]:
    """The mentions with those by a short name among them, in order; one that stands behind its holder's is part of it.

    >>> text = "Trung tâm Vẽ tỉnh (gọi tắt là Trung tâm) mở lớp; ban giám đốc Trung tâm chấm bài."
    >>> board = Mention(49, 61, "ban giám đốc", "board")
    >>> [m.name for m in with_aliases(text, len(text), [Mention(0, 17, "Trung tâm Vẽ tỉnh", "centre"), board])]
    ['Trung tâm Vẽ tỉnh', 'ban giám đốc Trung tâm Vẽ tỉnh']
    """
    aliased = sorted(find_aliased(view, end, mentions), key=lambda m: m.start)
    if not aliased:
        return mentions
    found: list[Mention] = []
    top = max(m.group for m in mentions) + 1
    numbered = [replace(m, group=top + i) for i, m in enumerate(aliased)]
    for mention in sorted([*mentions, *numbered], key=lambda m: (m.start, m.end)):
        held = found[-1] if found and mention.rule == "bodies.alias" else None
        if held and view[held.end : mention.start].isspace():
            found[-1] = replace(held, end=mention.end, name=f"{held.name} {mention.name}")
        else:
            found.append(mention)
    return found


def find_aliased(view: str, end: int, mentions: list[Mention]) -> Iterator[Mention]:
    """The bodies that are named by a short name given before, up to `end`, with their full names.

    >>> text = "Hội đồng Sáng kiến (gọi tắt là Hội đồng xét) chấm điểm. Hội đồng xét họp."
    >>> [m.name for m in find_aliased(text, len(text), [Mention(0, 18, "Hội đồng Sáng kiến", "board")])]
    ['Hội đồng Sáng kiến']
    """
    if "(" not in view and "gọi" not in view or not enabled("bodies.alias"):
        return
    taken: set[int] = set()
    for mention in mentions:
        given = _GIVEN.match(view, mention.end, min(end, mention.end + _NEAR))
        words = _SPACE.split(given["alias"].strip()) if given else []
        if given is None or not _is_short_for(words, view[mention.start : given.start("mark")]):
            continue
        taken = taken or {offset for m in mentions for offset in range(m.start, m.end)}
        name = full_name(view[mention.start : given.start("mark")])
        clear = len(words) > 1 or words[0].isupper()
        for found in _pattern(words).finditer(view, given.end(), end):
            if found.start() not in taken and (clear or verb_behind(view, found.end(), end)):
                yield Mention(found.start(), found.end(), name, mention.kind, "bodies.alias")


def _is_short_for(words: list[str], name: str) -> bool:
    """Whether the words are a short name: they begin as the name does, or are its first letters."""
    own = name.split()
    if len(words) > 1 or not words[0].isupper():
        return words[0] == own[0] and name[0].isupper()
    firsts = iter(word[0].casefold() for word in own)
    return all(letter.casefold() in firsts for letter in words[0])


def _pattern(words: list[str]) -> regex.Pattern[str]:
    rest = "".join(rf"\s+(?i:{word})" for word in words[1:])
    return regex.compile(rf"(?<!\p{{L}}){words[0]}{rest}(?!\p{{L}})")
