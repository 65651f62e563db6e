"""The step that reads the bodies of a document."""

from __future__ import annotations

from dataclasses import replace

from extractors.bodies.aliases import with_aliases
from extractors.bodies.find import find_bodies
from extractors.reading import Mention, Reading


def read_bodies(reading: Reading) -> Reading:
    """The reading with the bodies that its blocks name outside header, recipients and signature, in text order."""
    part = reading.part
    furniture = [span for span in (part.header, part.recipients, part.signature) if span is not None]
    found: list[Mention] = []
    for block in part.blocks:
        if block.kind == "footnote" or any(start <= block.start < end for start, end in furniture):
            continue
        base = found[-1].group + 1 if found else 0
        for mention in find_bodies(reading.view, block.start, block.end):
            found.append(replace(mention, group=base + mention.group))
    return replace(reading, bodies=tuple(with_aliases(reading.view, part.end, found)))
