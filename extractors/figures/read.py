"""The step that reads the figures of a document."""

from __future__ import annotations

from extractors.reading import Reading


def read_figures(reading: Reading) -> Reading:
    """The reading with its figures."""
    return reading
