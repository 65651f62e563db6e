"""How the citing document stands to the document it names, from the words before the citation."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import any_of, load_lexicon
from extractors.structure.types import Section
from extractors.text import squeeze

_CLAUSE = regex.compile(r"[;:.](?=\s)|\n\s*\n(?=\s*(?:[-+*]|\d+\.|[IVX]+\.|\p{Lu}))")
_GROUNDS = regex.compile(r"\s*(?:Căn\s+cứ|Xét|Trên\s+cơ\s+sở)\s")
#: `được sửa đổi, bổ sung bởi …`: the amending law is a ground as well.
_PASSIVE = regex.compile(r"(?:,?\s*bổ\s+sung)?(?:\s+một\s+số\s+điều)?\s+(?:bởi|theo|tại)\b")
#: What parts a verb from the document named before it, which is then not its subject.
_NEXT = regex.compile(r"[,;:.(]|\bvà\s")
#: No relation is looked for further away.
_FAR = 320


@cache
def _words() -> regex.Pattern[str]:
    forms = any_of([row["form"] for row in load_lexicon("relations")])
    return regex.compile(rf"(?i)(?<!\p{{L}})(?P<form>{forms})(?!\p{{L}})")


@cache
def _relations() -> dict[str, str]:
    return {row["form"].lower(): row["relation"] for row in load_lexicon("relations")}


def relation_at(view: str, low: int, start: int, before: int) -> str | None:
    """The relation of the citation at `start`; its block begins at `low`, the citation before it ends at `before`.

    >>> relation_at("Thay thế Quyết định số 12/QĐ-UBND", 0, 9, 0)
    'replaces'
    """
    grounds = _GROUNDS.match(view, low, start) is not None
    low = max(low, start - _FAR)
    for mark in _CLAUSE.finditer(view, low, start):
        low = mark.end()
    found = [m for m in _words().finditer(view, low, start) if _relation(m) != "attached" or _opens(view, low, m)]
    if grounds:
        return "based_on" if all(_relation(m) == "based_on" or _PASSIVE.match(view, m.end()) for m in found) else None
    if not found or (low < before <= found[-1].start() and not _NEXT.search(view, before, found[-1].start())):
        return None
    return _relation(found[-1])


def listed_relation(view: str, start: int, sections: list[Section]) -> str | None:
    """The relation of a citation that opens an item of a list, from the heading over it: `Bãi bỏ các quyết định sau:`.

    `sections` are those that hold the citation, the innermost first.
    """
    for section in sections:
        words = [m for m in _words().finditer(view, section.start, min(section.body, start)) if _ends(m)]
        if words:
            return _relation(words[-1])
    return None


def _ends(match: regex.Match[str]) -> bool:
    return _relation(match) in ("replaces", "repeals")


def _opens(view: str, low: int, match: regex.Match[str]) -> bool:
    """Whether the words open their clause or a parenthesis."""
    before = view[low : match.start()].rstrip()
    return not before.strip(" \n-+(") or before.endswith("(")


def _relation(match: regex.Match[str]) -> str:
    return _relations()[squeeze(match["form"]).lower()]
