"""The step that reads the citations of a document."""

from __future__ import annotations

from extractors.reading import Reading


def read_citations(reading: Reading) -> Reading:
    """The reading with its citations."""
    return reading
