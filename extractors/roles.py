"""The role of a figure: target, result, criterion or other."""

from __future__ import annotations

from extractors.reading import Reading


def role_of(reading: Reading, sentence_start: int, sentence_end: int, quote_start: int, quote_end: int) -> str:
    """`target`, `result`, `criterion` or `other`."""
    return "target"
