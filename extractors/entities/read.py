"""The step that asks the model where the rules leave a question."""

from __future__ import annotations

from extractors.reading import Reading


def read_entities(reading: Reading) -> Reading:
    """The reading with the bodies that the model adds."""
    return reading
