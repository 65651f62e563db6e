"""Who signed, and in what capacity."""

from __future__ import annotations

import regex

from extractors.metadata.case import proper_name, proper_title
from extractors.structure import marks
from extractors.structure.lines import lines_of
from extractors.structure.types import Part

_CAPITAL_NAME = regex.compile(r"\p{Lu}+(?:\s+\p{Lu}+){1,4}$")


def find_signer(view: str, part: Part) -> tuple[tuple[str, int, int] | None, tuple[str, int, int] | None]:
    """The name and the title of the signer with their places, each `None` where it is not printed."""
    if part.signature is None:
        return None, None
    name: tuple[str, int, int] | None = None
    title: tuple[str, int, int] | None = None
    before = part.signature[0]
    for line in lines_of(view, start=part.signature[0], end=part.signature[1]):
        words = line.words.strip("| ")
        start = line.start + line.words.find(words)
        found = marks.LAST_TITLE.search(view, before, start + len(words))
        if found and not marks.RECIPIENTS.match(words):
            title = proper_title(found["title"]), found.start("title"), found.end("title")
            before = start
        elif marks.is_name(words) or (title and _CAPITAL_NAME.match(words) and len(words) < 40):
            name = proper_name(words), start, start + len(words)
    if name is not None and title is None:
        found = marks.LAST_TITLE.search(view, max(part.body[1], name[1] - 60), name[1])
        title = (proper_title(found["title"]), found.start("title"), found.end("title")) if found else None
    return name, title
