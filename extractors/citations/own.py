"""Whether a citation names the very document that it stands in."""

from __future__ import annotations

import regex

from extractors.citations.draft import Draft
from extractors.citations.key import fold_number
from extractors.citations.pieces import NUMBER, number_of
from extractors.reading import Reading

#: A document states its number within its first lines: `Số: 12/KH-UBND`.
_HEAD = 1500
_STATED = regex.compile(rf"(?im)(?:^|\|)[^\S\n]*số\s*[:.]?\s*(?-i:{NUMBER})")


def own_number(reading: Reading) -> str | None:
    """The document's own number, folded, as its metadata or else its head gives it."""
    if reading.metadata.number:
        return fold_number(reading.metadata.number)
    start = reading.part.start
    match = _STATED.search(reading.view, start, max(reading.part.header[1], min(start + _HEAD, reading.part.end)))
    return fold_number(number_of(match)) if match else None


def is_own(draft: Draft, *, own: str | None, issued_on: str | None) -> bool:
    """Whether the draft has the document's own number (and no other year).

    >>> draft = Draft(start=0, end=1, doc_type="quyet_dinh", rule="", number="12/QĐ-UBND")
    >>> is_own(draft, own="12/QD/UBND", issued_on=None)
    True
    """
    if own is None or draft.number is None or fold_number(draft.number) != own:
        return False
    return not (draft.date and issued_on) or draft.date[:4] == issued_on[:4]
