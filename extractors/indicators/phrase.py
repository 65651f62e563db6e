"""Wordings made comparable: folded for patterns, normalised so that figures of one meaning fall together."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from extractors.lexicon import any_of, load_lexicon
from extractors.text import fold_tones

_NOT_WORD = regex.compile(r"[^\p{L}\p{N}@]+")


@lru_cache(maxsize=4096)
def folded(wording: str) -> str:
    """The wording in lower case without punctuation, its abbreviations written out, a blank at either end.

    >>> folded("Tỷ lệ TTHC (mức độ 4)")
    ' tỷ lệ thủ tục hành chính mức độ 4 '
    """
    return _replaced(" " + _NOT_WORD.sub(" ", fold_tones(wording.casefold())).strip() + " ", "abbreviation")


@lru_cache(maxsize=4096)
def phrase_of(wording: str) -> str:
    """The words that say what is measured, alike for wordings of one meaning: synonyms one, places and fillers none.

    >>> phrase_of("tỷ lệ dân số tham gia BHYT trên địa bàn tỉnh") == phrase_of("tỷ lệ bao phủ bảo hiểm y tế")
    True
    """
    text = _places().sub(" ", folded(wording))
    text = _replaced(_replaced(text, "synonym"), "skip")
    return " ".join(sorted(set(text.split())))


def _replaced(text: str, use: str) -> str:
    pattern, values = _table(use)
    return str(pattern.sub(lambda match: f" {values[' '.join(match.group().split())]} ", text)).replace("  ", " ")


@cache
def _table(use: str) -> tuple[regex.Pattern[str], dict[str, str]]:
    values = {row["form"]: row["value"] for row in load_lexicon("phrase_words") if row["use"] == use}
    return regex.compile(rf"(?<= ){any_of(tuple(values))}(?= )"), values


@cache
def _places() -> regex.Pattern[str]:
    """The names of provinces, with the word that says what they are."""
    names = [n for row in load_lexicon("provinces") for n in (row["name"], *row["aliases"].split("|")) if n]
    forms = {" ".join(_NOT_WORD.sub(" ", fold_tones(name.casefold())).split()) for name in names}
    return regex.compile(rf"(?<= )(?:(?:tỉnh|thành\s+phố)\s+)?{any_of(tuple(forms))}(?= )")
