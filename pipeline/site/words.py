"""The interface in two languages: `words_in("vi")("topic")` gives the word to show."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from extractors.lexicon import load_lexicon

LANGUAGES = ("vi", "en")
Words = Callable[[str], str]


@cache
def words_in(language: str) -> Words:
    """A function from the key of a word to the word in a language; an unknown value is shown as its last part.

    >>> words_in("en")("role.target"), words_in("vi")("unit.xã")
    ('target', 'xã')
    """
    table = _table(language)
    return lambda key: table.get(key) or key.rpartition(".")[2]


@cache
def topics_in(language: str) -> dict[str, str]:
    """The name of each topic, in the order in which topics are shown."""
    return {row["topic"]: row[f"name_{language}"] for row in load_lexicon("topics")}


def _table(language: str) -> dict[str, str]:
    with (Path(__file__).parent / "words.csv").open(encoding="utf-8", newline="") as lines:
        return {row["key"]: row[language] for row in csv.DictReader(li for li in lines if not li.startswith("#"))}


def language_of(request: Any) -> str:
    """The language that the address or else the cookie of a request names; Vietnamese where neither does."""
    for value in (request.args.get("lang"), request.cookies.get("lang")):
        if value in LANGUAGES:
            return str(value)
    return LANGUAGES[0]
