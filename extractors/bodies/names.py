"""Full forms of the names of bodies."""

from __future__ import annotations

from functools import lru_cache

import regex

from extractors.bodies.forms import AFTER, BEFORE, flexible
from extractors.bodies.parts import key_of
from extractors.lexicon import load_lexicon
from extractors.text import squeeze

_ROWS = sorted(load_lexicon("abbreviations"), key=lambda row: len(row["form"]), reverse=True)
_FULL = {key_of(row["form"]): row["full"] for row in _ROWS}


def _pattern(form: str, full: str) -> str:
    """A pattern for the short form, not where the full form stands of which it is the beginning."""
    rest = full[len(form) :] if full.startswith(f"{form} ") else ""
    return flexible(form) + (f"(?!{flexible(rest)})" if rest else "")


_SHORT = regex.compile(f"{BEFORE}(?:{'|'.join(_pattern(row['form'], row['full']) for row in _ROWS)}){AFTER}")
_AND = regex.compile(r"(?<=\p{Ll})\s*&\s*(?=\p{L})")
_DASH = regex.compile(r"\s*-\s*")


@lru_cache(maxsize=4096)
def full_name(words: str) -> str:
    """The name on one line, short forms written out.

    >>> full_name("Chủ tịch UBND\\n các huyện")
    'Chủ tịch Ủy ban nhân dân các huyện'
    """
    name = _SHORT.sub(lambda match: _FULL[key_of(match.group())], squeeze(words))
    return str(_DASH.sub(" - ", _AND.sub(" và ", name))).strip(" ,;:")
