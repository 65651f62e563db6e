"""A reading of a mended text, carried back to the source it was mended from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from extractors.facts import Fact
from extractors.mending import Mended
from extractors.reading import Mention, Reading, Time
from extractors.structure.types import Block, Part, Section, Structure

_Spanned = TypeVar("_Spanned", Block, Time, Mention)
_SPANS = ("header", "body", "recipients", "signature", "kind", "title")


def restore(readings: tuple[Reading, ...], mended: Mended) -> tuple[Reading, ...]:
    """The readings with the offsets and quotes of the source.

    >>> from extractors.steps import read_text
    >>> [fact.quote for fact in read_text("1. Đến năm2026 đạt 90%hồ sơ.")[0].figures]
    ['90%']
    """
    if mended.places is None or not readings:
        return readings
    parts = tuple(_part(reading.part, mended) for reading in readings)
    whole = readings[0].structure
    structure = Structure(mended.source, mended.laid_back(whole.view), parts, mended.laid_back(whole.footnotes))
    return tuple(_reading(r, structure, part, mended) for r, part in zip(readings, parts, strict=True))


def _reading(reading: Reading, structure: Structure, part: Part, mended: Mended) -> Reading:
    spans = {name: (mended.start(s), mended.end(e)) for name, (s, e) in reading.metadata.spans.items()}
    return replace(
        reading,
        structure=structure,
        part=part,
        metadata=replace(reading.metadata, spans=spans),
        times=tuple(_spanned(time, mended) for time in reading.times),
        bodies=tuple(_spanned(mention, mended) for mention in reading.bodies),
        citations=tuple(_fact(fact, mended) for fact in reading.citations),
        deadlines=tuple(_fact(fact, mended) for fact in reading.deadlines),
        figures=tuple(_fact(fact, mended) for fact in reading.figures),
        assignments=tuple(_fact(fact, mended) for fact in reading.assignments),
    )


def _fact(fact: Any, mended: Mended) -> Any:
    assert isinstance(fact, Fact)
    start, end = mended.start(fact.start), mended.end(fact.end)
    return replace(fact, start=start, end=end, quote=mended.source[start:end])


def _spanned(item: _Spanned, mended: Mended) -> _Spanned:
    return replace(item, start=mended.start(item.start), end=mended.end(item.end))


def _section(section: Section, mended: Mended) -> Section:
    return replace(
        section, start=mended.start(section.start), body=mended.end(section.body), end=mended.end(section.end)
    )


def _part(part: Part, mended: Mended) -> Part:
    spans = {name: getattr(part, name) for name in _SPANS}
    moved: Any = {name: span and (mended.start(span[0]), mended.end(span[1])) for name, span in spans.items()}
    return replace(
        part,
        start=mended.start(part.start),
        end=mended.end(part.end),
        sections=tuple(_section(section, mended) for section in part.sections),
        blocks=tuple(_spanned(block, mended) for block in part.blocks),
        **moved,
    )
