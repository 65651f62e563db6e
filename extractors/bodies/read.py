"""The step that reads the bodies of a document."""

from __future__ import annotations

from dataclasses import replace

from extractors.bodies.again import FullNames, named_again
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
    named = with_aliases(reading.view, part.end, found)
    return replace(reading, bodies=tuple(named_again(reading.view, part.end, named, _full_names(reading, named))))


def _full_names(reading: Reading, mentions: list[Mention]) -> FullNames:
    """The bodies that the document names in full, those of its title first."""
    names = FullNames(lambda offset: _article(reading.part.section_path(offset) or ""))
    title = reading.metadata.title or ""
    names.add(replace(mention, start=reading.part.start) for mention in find_bodies(title, 0, len(title)))
    names.add(mentions)
    return names


def _article(path: str) -> str:
    """The path down to the article, or else to the first label."""
    parts = path.split(" > ")
    article = next((i for i, part in enumerate(parts) if part.startswith("Điều")), 0)
    return " > ".join(parts[: article + 1])
