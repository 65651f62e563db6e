"""Who acts, at the head of what is measured."""

from __future__ import annotations

from collections.abc import Collection

import regex

from extractors.indicators.words import word_of
from extractors.rules import enabled

_LEAST = 2


def without_actor(text: str, names: Collection[str]) -> str:
    """The text without the bodies at its beginning and what joins them to their duty; the text where nothing is left.

    >>> without_actor("Sở A phối hợp với Sở B rà soát danh sách", ["Sở A", "Sở B"])
    'rà soát danh sách'
    >>> without_actor("Sở A có trang thông tin", ["Sở A"])
    'Sở A có trang thông tin'
    """
    if not text or not enabled("figures.subject_actor") or all(name[:1].lower() != text[:1].lower() for name in names):
        return text
    ordered = sorted((" ".join(name.split()) for name in names), key=len, reverse=True)
    rest = text
    while name := next((n for n in ordered if n and rest.lower().startswith(n.lower())), ""):
        rest = rest[len(name) :].lstrip(" ,/")
        while joined := word_of("duty_join").match(rest):
            rest = rest[joined.end() :].lstrip(" ,/")
    owned = rest is not text and word_of("own", "predicate", "reach").match(rest) and not word_of("action").match(rest)
    return text if owned or len(rest.split()) < _LEAST or not _LETTER.match(rest) else rest


_LETTER = regex.compile(r"\p{L}")
