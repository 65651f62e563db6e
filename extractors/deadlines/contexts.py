"""The words around a time expression, by what they do there."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import any_of, load_lexicon


@cache
def words(group: str) -> regex.Pattern[str]:
    """A pattern for the words of a group of `time_contexts.csv`, as whole words in any case.

    >>> bool(words("past").search("Tỉnh đã ban hành"))
    True
    """
    forms = [row["form"] for row in load_lexicon("time_contexts") if row["group"] == group]
    return regex.compile(rf"(?i)(?<!\p{{L}}){any_of(forms)}(?!\p{{L}})")


def last_of(group: str, view: str, start: int, end: int) -> regex.Match[str] | None:
    """The last match of a group's words in `view[start:end]`."""
    found = None
    for match in words(group).finditer(view, start, end):
        found = match
    return found
