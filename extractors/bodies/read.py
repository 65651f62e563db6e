"""The step that reads the bodies of a document."""

from __future__ import annotations

from dataclasses import replace

from extractors.bodies.find import find_bodies
from extractors.reading import Mention, Reading


def read_bodies(reading: Reading) -> Reading:
    """The reading with the bodies that the blocks of its body name, in the order of the text."""
    start, end = reading.part.body
    found: list[Mention] = []
    for block in reading.part.blocks:
        if block.end <= start or block.start >= end or block.kind == "footnote":
            continue
        base = found[-1].group + 1 if found else 0
        for mention in find_bodies(reading.view, block.start, block.end):
            found.append(replace(mention, group=base + mention.group))
    return replace(reading, bodies=tuple(found))
