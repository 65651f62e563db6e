"""The step that reads the citations of a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.citations.draft import Draft
from extractors.citations.lists import shared
from extractors.citations.numbered import find_numbered
from extractors.citations.own import is_own, own_number
from extractors.citations.pieces import readable
from extractors.citations.relation import listed_relation, relation_at
from extractors.citations.unnumbered import find_unnumbered
from extractors.deadlines.place import Places
from extractors.facts import Citation
from extractors.reading import Reading
from extractors.rules import enabled


def read_citations(reading: Reading) -> Reading:
    """The reading with its citations: the other documents that it names, in the order of the text."""
    view = readable(reading.view, reading.text)
    drafts: list[Draft] = []
    for start, end in _extents(reading):
        drafts += _find(view, start, end)
    for block in reading.part.blocks:
        if block.kind == "footnote":
            drafts += _find(reading.structure.footnotes, block.start, block.end)
    return replace(reading, citations=tuple(_citations(reading, drafts)))


def _extents(reading: Reading) -> Iterator[tuple[int, int]]:
    """What is read: the document without its recipients and its signature."""
    part = reading.part
    at = part.start
    for start, end in sorted(span for span in (part.recipients, part.signature) if span):
        if at < start:
            yield at, start
        at = max(at, end)
    if at < part.end:
        yield at, part.end


def _find(view: str, start: int, end: int) -> list[Draft]:
    """The drafts of an extent, none over another, those with a number first."""
    found = list(find_numbered(view, start, end))
    for draft in find_unnumbered(view, start, end):
        if all(draft.end <= other.start or other.end <= draft.start for other in found):
            found.append(draft)
    return shared(view, sorted(found, key=lambda draft: draft.start))


def _citations(reading: Reading, drafts: list[Draft]) -> Iterator[Citation]:
    own = own_number(reading) if enabled("citations.own") else None
    places = Places(reading)
    before = reading.part.start
    for draft in sorted(drafts, key=lambda draft: draft.start):
        if is_own(draft, own=own, issued_on=reading.metadata.issued_on):
            continue
        block = places.block_of(draft.start)
        low = block.start if block else max(reading.part.start, reading.view.rfind("\n\n", 0, draft.start))
        yield Citation(
            quote=reading.text[draft.start : draft.end],
            start=draft.start,
            end=draft.end,
            rule=draft.rule,
            doc_type=draft.doc_type,
            number=draft.number,
            date=draft.date,
            issuer=draft.issuer,
            relation=_relation(reading, draft, low, before),
            section=reading.part.section_path(draft.start),
        )
        before = draft.end


def _relation(reading: Reading, draft: Draft, low: int, before: int) -> str | None:
    """The relation that the words before the citation give it, or for an item of a list the heading over it."""
    if not enabled("citations.relation"):
        return None
    found = relation_at(reading.view, low, draft.start, before)
    if (
        found is not None
        or reading.view[low : draft.start].strip(" \n-+0123456789.)")
        or not enabled("citations.listed")
    ):
        return found
    sections = sorted(reading.part.sections_over(draft.start), key=lambda s: -s.start)
    return listed_relation(reading.view, draft.start, sections)
