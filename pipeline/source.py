"""A source: one file as text with its pages, its checksum and, where the format has them, boxes of characters."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from pipeline.origin import Origin

#: A box in points, origin top left: x0, top, x1, bottom.
Box: TypeAlias = tuple[float, float, float, float]
NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a source: number from 1, span of its text, size in points, share of valid syllables, what was done.

    A footnote that was moved behind its paragraph may lie outside the span of its page: `Source.page_of` knows.
    """

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    quality: float = 1.0
    done: tuple[str, ...] = ()
    #: Whether the page lies on its side: its lines run up or down.
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Boxes:
    """The box and the page of every character: four floats and one number a code point.

    A character without a place (a line break or blank that the reader put in) has four zeros.
    """

    values: array[float]
    pages: array[int]

    def of(self, index: int) -> Box:
        """The box of the character at `index`."""
        x0, top, x1, bottom = self.values[4 * index : 4 * index + 4]
        return x0, top, x1, bottom


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something of a source that could not be used: a reason as code, what is wrong, what to do, on which page."""

    reason: str
    what: str
    remedy: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader gives: `text` is NFC, `checksum` the SHA-256 of the file's bytes in hexadecimal digits."""

    path: Path
    kind: str
    text: str
    checksum: str
    pages: tuple[Page, ...] = ()
    boxes: Boxes | None = None
    #: Confidence between 0 and 100 of each character that was recognised from an image, -1 of the others; else empty.
    confidences: array[float] = field(default_factory=lambda: array("f"))
    #: What was done to it, and what could not be used: each flaw is a row of `problems`.
    notes: tuple[str, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    #: What leads from the characters back to the file, where these are bytes or elements.
    origin: Origin | None = None

    def page_of(self, offset: int) -> Page | None:
        """The page that holds the character at `offset`.

        >>> Source(Path("a.txt"), "text", "ab", "", (Page(1, 0, 1), Page(2, 1, 2))).page_of(1).number
        2
        """
        if not 0 <= offset < len(self.text) or not self.pages:
            return None
        if self.boxes is not None:
            return self.pages[self.boxes.pages[offset] - 1]
        return self.pages[bisect_right(self.pages, offset, key=lambda page: page.start) - 1]

    def is_recognised(self, offset: int) -> bool:
        """Whether the character at `offset` was recognised from an image."""
        return offset < len(self.confidences) and self.confidences[offset] >= 0

    def bytes_of(self, start: int, end: int) -> tuple[int, int] | None:
        """The first byte of the file that `text[start:end]` comes from, and the one behind it; None but in text files.

        The bytes are those of the file as it was, whatever its encoding and its line ends.
        """
        return self.origin.bytes_of(start, end) if self.origin else None

    def elements_of(self, start: int, end: int) -> list[str]:
        """The elements of a Word document (XPath in its `document.xml`, a note's number) that a span touches."""
        return self.origin.elements_of(start, end) if self.origin else []

    def boxes_of(self, start: int, end: int) -> list[tuple[int, Box]]:
        """Page number and box of each line that `text[start:end]` touches, in order; empty without boxes."""
        if self.boxes is None:
            return []
        lines: list[tuple[int, Box]] = []
        for index in range(start, end):
            box = self.boxes.of(index)
            if box == NOWHERE:
                continue
            page = self.boxes.pages[index]
            on_side = self.pages[page - 1].turned
            if lines and lines[-1][0] == page and _goes_on(lines[-1][1], box, on_side=on_side):
                lines[-1] = (page, union(lines[-1][1], box))
            else:
                lines.append((page, box))
        return lines


def _goes_on(line: Box, box: Box, *, on_side: bool) -> bool:
    """Whether a box stands in a line, not left of it (as the next line of a neighbouring cell would)."""
    if on_side:
        return min(line[2], box[2]) - max(line[0], box[0]) > 0.4 * min(line[2] - line[0], box[2] - box[0])
    overlap = min(line[3], box[3]) - max(line[1], box[1])
    return overlap > 0.4 * min(line[3] - line[1], box[3] - box[1]) and box[0] > line[0] - 1


def union(a: Box, b: Box) -> Box:
    """The smallest box that holds both.

    >>> union((0, 0, 1, 1), (2, 0, 3, 2))
    (0, 0, 3, 2)
    """
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
