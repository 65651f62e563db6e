"""Word lists: rows of `extractors/lexicons/*.csv`, read once."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import regex

LEXICONS = Path(__file__).parent / "lexicons"


@cache
def load_lexicon(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a lexicon as dictionaries of strings; lines that begin with `#` are its header comment.

    Raises `FileNotFoundError` where there is no such lexicon.
    """
    with (LEXICONS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))


def pattern_of(form: str) -> str:
    """A regular expression for a form: any white space between its words, special characters escaped.

    >>> pattern_of("Ủy ban nhân dân")
    'Ủy\\\\s+ban\\\\s+nhân\\\\s+dân'
    """
    return r"\s+".join(regex.escape(word) for word in form.split())


def any_of(forms: list[str] | tuple[str, ...]) -> str:
    """One group that matches any of the forms, the longest first."""
    return "(?:" + "|".join(pattern_of(form) for form in sorted(forms, key=len, reverse=True)) + ")"
