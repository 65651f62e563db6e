"""How the citing document stands to the document it names, from the words before the citation."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import any_of, load_lexicon
from extractors.text import squeeze

_CLAUSE = regex.compile(r"[;:.](?=\s)|\n\s*\n(?=\s*(?:[-+*]|\d+\.|[IVX]+\.|\p{Lu}))")
_GROUNDS = regex.compile(r"\s*(?:Căn\s+cứ|Xét|Trên\s+cơ\s+sở)\s")
#: `được sửa đổi, bổ sung bởi …`: the amending law is a ground as well.
_PASSIVE = regex.compile(r"(?:,?\s*bổ\s+sung)?(?:\s+một\s+số\s+điều)?\s+(?:bởi|theo|tại)\b")
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
    return _relation(found[-1]) if found else None


def _opens(view: str, low: int, match: regex.Match[str]) -> bool:
    """Whether the words open their clause or a parenthesis."""
    before = view[low : match.start()].rstrip()
    return not before.strip(" \n-+(") or before.endswith("(")


def _relation(match: regex.Match[str]) -> str:
    return _relations()[squeeze(match["form"]).lower()]
