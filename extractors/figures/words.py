"""The words around a number, by what they are for."""

from __future__ import annotations

from functools import cache

from extractors.lexicon import any_of, load_lexicon


@cache
def words_for(use: str) -> str:
    """A pattern for any of the words of `figure_words.csv` with that use, as whole words.

    >>> words_for("group")
    '(?<!\\\\p{L})(?:nhóm|tốp|top)(?!\\\\p{L})'
    """
    forms = [row["form"] for row in load_lexicon("figure_words") if row["use"] == use]
    return rf"(?<!\p{{L}}){any_of(forms)}(?!\p{{L}})"
