"""Items that a converter glued to the line before: the label that a list lacks stands in mid-line."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.structure.labels import Label
from extractors.structure.lines import Line

#: The order of letters in enumerations.
_ALPHABET = "abcdđefghijklmnopqrstuvwxyz"
#: Kinds of labels whose lists may lack one.
_KINDS = frozenset({"letter", "number"})
#: An item has at most so many lines.
_LONGEST = 60


def split_glued(view: str, lines: list[Line], labels: dict[int, Label], *, gap: int) -> list[Line]:
    """The lines, cut before each label in mid-line that a list of `labels` (by index of line) lacks.

    A cut line has more blank lines before it than `gap`, so that it begins a paragraph.

    >>> from extractors.structure.lines import layout_of, lines_of
    >>> from extractors.structure.paragraphs import find_labels
    >>> view = "a) Một;\\nb) Hai c) Ba;\\nd) Bốn."
    >>> lines = lines_of(view)
    >>> [line.words for line in split_glued(view, lines, find_labels(view, lines, layout=layout_of([])), gap=0)]
    ['a) Một;', 'b) Hai', 'c) Ba;', 'd) Bốn.']
    """
    cuts: dict[int, int] = {}
    found = sorted(labels.items())
    for (first, before), (last, behind) in zip(found, found[1:], strict=False):
        missing = _missing(before, behind) if last - first <= _LONGEST else None
        if missing is not None:
            cuts |= _cut(view, lines, first, last, missing)
    return [piece for at, line in enumerate(lines) for piece in _pieces(view, line, cuts.get(at), gap)]


def _missing(before: Label, behind: Label) -> str | None:
    """The label that stands between two of a list, as a pattern, or `None` where none is left out."""
    if before.kind not in _KINDS or before.kind != behind.kind or before.style != behind.style:
        return None
    if len(before.number) > 1 or len(behind.number) > 1 or behind.number[0] - before.number[0] != 2:
        return None
    number = before.number[0] + 1
    words = _ALPHABET[number - 1] if before.kind == "letter" else str(number)
    return rf"(?<=[\p{{Ll}}\d%.;:,)”]\s+){words}{regex.escape(before.style or '.')}\s+(?=\p{{Lu}})"


def _cut(view: str, lines: list[Line], first: int, last: int, missing: str) -> dict[int, int]:
    """The line and offset of the one place between two labels where the missing one stands in mid-line."""
    places = [
        (at, match.start())
        for at in range(first, last)
        for match in regex.finditer(missing, view, pos=lines[at].start, endpos=lines[at].end)
    ]
    return dict(places) if len(places) == 1 else {}


def _pieces(view: str, line: Line, cut: int | None, gap: int) -> list[Line]:
    if cut is None:
        return [line]
    head = view[line.start : cut].rstrip()
    tail = view[cut : line.end]
    return [
        replace(line, end=line.start + len(head), words=head),
        replace(line, start=cut, words=tail, gap=gap + 1, indent=0, page_break=False),
    ]
