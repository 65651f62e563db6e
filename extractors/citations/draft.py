"""A citation while it is put together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractors.lexicon import any_of, load_lexicon


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A citation as far as it is read: its place, type, number, date and issuer, and the rule that found it."""

    start: int
    end: int
    doc_type: str
    rule: str
    number: str | None = None
    date: str | None = None
    issuer: str | None = None

    @property
    def sign(self) -> str:
        """The last part of the number's symbol, which stands for the issuer: `TW`, `CP`.

        >>> Draft(start=0, end=1, doc_type="nghi_quyet", rule="", number="18-NQ/TW").sign
        'TW'
        """
        return regex.split(r"[-/]", self.number)[-1] if self.number else ""


@cache
def types_by_form() -> dict[str, str]:
    """The code of each type word (lower case, one blank between words); a generic word has an empty code."""
    return {row["form"].lower(): row["doc_type"] for row in load_lexicon("citation_types")}


@cache
def types_by_code() -> dict[str, str]:
    """The type that an abbreviation in a symbol stands for; the first row of the lexicon that has it decides.

    >>> types_by_code()["CTr"]
    'chuong_trinh'
    """
    found: dict[str, str] = {}
    for row in load_lexicon("citation_types"):
        for code in row["codes"].split():
            found.setdefault(code, row["doc_type"])
    return found


@cache
def codes_of(doc_type: str) -> frozenset[str]:
    """The abbreviations in a symbol that agree with a type, in upper case."""
    rows = (row for row in load_lexicon("citation_types") if row["doc_type"] == doc_type)
    return frozenset(code.upper() for row in rows for code in row["codes"].split())


@cache
def type_pattern() -> str:
    """A pattern for any type word."""
    return any_of([row["form"] for row in load_lexicon("citation_types")])
