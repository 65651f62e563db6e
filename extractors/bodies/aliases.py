"""Short names that a document gives its bodies: "(sau đây gọi tắt là Hội đồng)"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractors.bodies.names import full_name
from extractors.reading import Mention
from extractors.rules import enabled

_GIVEN = regex.compile(
    r"\s*(?:\p{L}+\s+){0,6}\(\s*(?:sau\s+đây\s+)?(?:được\s+)?(?:gọi|viết)\s+(?:tắt\s+|chung\s+)?(?:là|:)\s*[“\"]?"
    r"(?P<alias>\p{Lu}[\p{L}\s-]{3,60}?)[”\"]?\s*\)"
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
    if "gọi" not in view or not enabled("bodies.alias"):
        return
    taken = {offset for m in mentions for offset in range(m.start, m.end)}
    for mention in mentions:
        given = _GIVEN.match(view, mention.end, min(end, mention.end + _NEAR))
        if given is None or given["alias"].split()[0] != view[mention.start : mention.end].split()[0]:
            continue
        name = full_name(view[mention.start : view.index("(", mention.end)])
        words = _SPACE.split(given["alias"].strip())
        pattern = regex.compile(r"(?<!\p{L})" + words[0] + r"".join(rf"\s+(?i:{w})" for w in words[1:]) + r"(?!\p{L})")
        for found in pattern.finditer(view, given.end(), end):
            if found.start() not in taken:
                yield Mention(found.start(), found.end(), name, mention.kind, "bodies.alias")
