"""Is this an administrative document at all? Told by what its kind always has, from `lexicons/genre.csv`."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import load_lexicon, pattern_of
from extractors.syllables import share_of_syllables
from extractors.text import fold_tones, view_of

_LEAST = 2  # different marks of the genre
_OF_FORM = {"type", "head", "end", "order"}  # kinds that only a document's own form has
_VIETNAMESE = 0.6  # share of syllables


@cache
def _marks() -> dict[str, regex.Pattern[str]]:
    rows = load_lexicon("genre")
    kinds = dict.fromkeys(row["kind"] for row in rows)
    return {
        kind: regex.compile(
            r"(?<!\p{L})(?:" + "|".join(pattern_of(row["form"]) for row in rows if row["kind"] == kind) + r")(?!\p{L})"
        )
        for kind in kinds
    }


def is_administrative(text: str) -> bool:
    """Whether a text is Vietnamese and has two kinds of marks of an official document, one of them of its form.

    >>> is_administrative("QUYẾT ĐỊNH: Điều 1. Giao Sở Nội vụ chủ trì.")
    True
    >>> is_administrative("QUYẾT ĐINH: Điều 1. Giao Sở Nội vụ chủ trì.")
    True
    >>> is_administrative("Ngày xửa ngày xưa có một cô bé.")
    False
    """
    if share_of_syllables(text) < _VIETNAMESE:
        return False
    return _has_marks(fold_tones(text)) or _has_marks(view_of(text))


def _has_marks(text: str) -> bool:
    found = {kind for kind, pattern in _marks().items() if pattern.search(text)}
    return len(found) >= _LEAST and not found.isdisjoint(_OF_FORM)
