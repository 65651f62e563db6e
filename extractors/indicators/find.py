"""Finds what a value measures."""

from __future__ import annotations

from extractors.indicators.types import Subject
from extractors.indicators.wording import wordings
from extractors.reading import Reading
from extractors.structure.types import Block

_REACH = 1500


def find_subjects(
    reading: Reading, sentence_start: int, sentence_end: int, quote_start: int, quote_end: int
) -> list[Subject]:
    """What the value at `quote_start:quote_end` measures: one subject, or one for each thing it is said of; never none."""
    block = reading.part.block_at(quote_start)
    view = reading.structure.footnotes if block and block.kind == "footnote" else reading.view
    start, end = _bounds(block, sentence_start, sentence_end)
    left = view[max(start, quote_start - _REACH) : quote_start]
    right = view[quote_end : min(end, quote_end + _REACH)]
    texts = wordings(left, view[quote_start:quote_end], right)
    return [Subject(text, None, text.lower()) for text in texts or [""]]


def _bounds(block: Block | None, start: int, end: int) -> tuple[int, int]:
    return (min(block.start, start), max(block.end, end)) if block else (start, end)
