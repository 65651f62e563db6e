"""The step that reads the deadlines of a document."""

from __future__ import annotations

from extractors.reading import Reading


def read_deadlines(reading: Reading) -> Reading:
    """The reading with its deadlines."""
    return reading
