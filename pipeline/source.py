"""A source: one file as text with its pages, its checksum and, where the format has them, boxes of characters."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a source: number from 1, span of its text, size in points, share of valid syllables, what was done."""

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    quality: float = 1.0
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Boxes:
    """The box of every character: four floats a code point (x0, top, x1, bottom; points, origin top left).

    A character without a place (a line break that the reader put in) has four zeros.
    """

    values: array[float]

    def of(self, index: int) -> tuple[float, float, float, float]:
        """The box of the character at `index`."""
        x0, top, x1, bottom = self.values[4 * index : 4 * index + 4]
        return x0, top, x1, bottom


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader gives: `text` is NFC, `checksum` the SHA-256 of the file's bytes in hexadecimal digits."""

    path: Path
    kind: str
    text: str
    checksum: str
    pages: tuple[Page, ...] = ()
    boxes: Boxes | None = None
    #: Confidence between 0 and 100 of each character where it was recognised from an image, else empty.
    confidences: array[float] = field(default_factory=lambda: array("f"))
    notes: tuple[str, ...] = ()

    def page_of(self, offset: int) -> Page | None:
        """The page that holds the character at `offset`."""
        return next((page for page in self.pages if page.start <= offset < page.end), None)

    def boxes_of(self, start: int, end: int) -> list[tuple[int, tuple[float, float, float, float]]]:
        """Page number and box of each line that `text[start:end]` touches, in order; empty without boxes."""
        if self.boxes is None:
            return []
        lines: list[tuple[int, tuple[float, float, float, float]]] = []
        for index in range(start, end):
            box, page = self.boxes.of(index), self.page_of(index)
            if page is None or box == (0.0, 0.0, 0.0, 0.0):
                continue
            if lines and lines[-1][0] == page.number and _same_line(lines[-1][1], box):
                lines[-1] = (page.number, _union(lines[-1][1], box))
            else:
                lines.append((page.number, box))
        return lines


def _same_line(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    overlap = min(a[3], b[3]) - max(a[1], b[1])
    return overlap > 0.4 * min(a[3] - a[1], b[3] - b[1])


def _union(
    a: tuple[float, float, float, float], b: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
