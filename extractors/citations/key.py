"""The key by which a citation is linked to a document that is held."""

from __future__ import annotations

from typing import NamedTuple

import regex

from extractors.facts import Citation


class Key(NamedTuple):
    """Type, folded number and ISO date; a missing one is empty."""

    doc_type: str
    number: str
    date: str


def fold_number(number: str) -> str:
    """A document's number as it is compared: upper case, Đ as D, no blanks, dashes as slashes, no leading noughts.

    >>> fold_number("04 -NQ/TU") == fold_number("4-nq/tu")
    True
    """
    plain = regex.sub(r"\s+", "", number).upper().replace("Đ", "D")
    return str(regex.sub(r"[-–—]", "/", plain)).lstrip("0")


def citation_key(citation: Citation) -> Key:
    """The key of a citation: two citations of one document have the same type and number, and dates that agree.

    >>> citation_key(Citation(quote="", start=0, end=0, rule="", doc_type="quyet_dinh", number="468/QĐ-TTg")).number
    '468/QD/TTG'
    """
    return Key(citation.doc_type, fold_number(citation.number or ""), citation.date or "")
