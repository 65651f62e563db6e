"""Who signed, and in what capacity."""

from __future__ import annotations

import regex

from extractors.metadata.case import proper_name, proper_title
from extractors.structure import marks
from extractors.structure.lines import lines_of
from extractors.structure.types import Part

Found = tuple[str, int, int]
#: Behind so many blanks the right one of two columns begins.
_COLUMN = regex.compile(
    r"(?<![^\S\n])(?:[ \u00a0]{4}|[ \u00a0]*\t)[^\S\n]*+(?P<words>\S++(?:[^\S\n]{1,2}+\S++)*+)[^\S\n]*+$",
    regex.MULTILINE,
)
_CAPITAL_NAME = regex.compile(r"\p{Lu}+(?:\s+\p{Lu}+){1,4}$")


def find_signer(view: str, part: Part) -> tuple[tuple[str, int, int] | None, tuple[str, int, int] | None]:
    """The name and the title of the signer with their places, each `None` where it is not printed."""
    if part.signature is None:
        return _beside(view, part, name=None, title=None)
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
    if name is None or title is None:
        name, title = _beside(view, part, name=name, title=title)
    if name is not None and title is None:
        found = marks.LAST_TITLE.search(view, max(part.body[1], name[1] - 60), name[1])
        title = (proper_title(found["title"]), found.start("title"), found.end("title")) if found else None
    return name, title


def _beside(view: str, part: Part, *, name: Found | None, title: Found | None) -> tuple[Found | None, Found | None]:
    """Name and title, those that are wanting read from the column beside the recipients."""
    spans = [span for span in (part.recipients, part.signature) if span]
    for match in _COLUMN.finditer(view, min(s for s, _ in spans), max(e for _, e in spans)) if spans else ():
        words, start = match["words"], match.start("words")
        found = marks.LAST_TITLE.search(words)
        if found and (name is None or start < name[1]):
            title = proper_title(found["title"]), start + found.start("title"), start + found.end("title")
        elif name is None and marks.is_name(words):
            name = proper_name(words), start, match.end("words")
    return name, title
