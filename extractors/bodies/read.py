"""The step that reads the bodies of a document."""

from __future__ import annotations

from extractors.reading import Reading


def read_bodies(reading: Reading) -> Reading:
    """The reading with its bodies."""
    return reading
