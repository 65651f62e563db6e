"""Full forms of the names of bodies."""

from __future__ import annotations

from functools import lru_cache

import regex

from extractors.bodies.parts import AFTER, BEFORE, flexible, key_of
from extractors.lexicon import load_lexicon
from extractors.text import squeeze

_FULL = {key_of(row["form"]): row["full"] for row in load_lexicon("abbreviations")}
_SHORT = regex.compile(
    BEFORE
    + "(?:"
    + "|".join(
        flexible(f) for f in sorted((row["form"] for row in load_lexicon("abbreviations")), key=len, reverse=True)
    )
    + ")"
    + AFTER
)
_DASH = regex.compile(r"\s*-\s*")


@lru_cache(maxsize=4096)
def full_name(words: str) -> str:
    """The name on one line, short forms written out.

    >>> full_name("Chủ tịch UBND\\n các huyện")
    'Chủ tịch Ủy ban nhân dân các huyện'
    """
    name = _SHORT.sub(lambda match: _FULL[key_of(match.group())], squeeze(words))
    return str(_DASH.sub(" - ", name)).strip(" ,;:")
