"""The step that reads the assignments of a document."""

from __future__ import annotations

from extractors.reading import Reading


def read_assignments(reading: Reading) -> Reading:
    """The reading with its assignments."""
    return reading
