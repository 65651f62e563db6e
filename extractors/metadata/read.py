"""The step that reads the metadata of a document."""

from __future__ import annotations

from extractors.reading import Reading


def read_metadata(reading: Reading) -> Reading:
    """The reading with its metadata."""
    return reading
