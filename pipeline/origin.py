"""Where the characters of a source stand in its file: bytes of a text file, elements of a Word document.

A text in NFC with `\\n` as line end is no copy of its file: letters may have been composed, line ends shortened, an old
encoding converted. `Steps` remembers what was done, one step at a time, and counts back when it is asked.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Protocol

import regex

#: Characters that compose with each other only: a letter with its marks.
_CLUSTER = regex.compile(r"\X")
_LINE_END = regex.compile(r"\r\n")


class Origin(Protocol):
    """Where a span of a source's text stands in its file."""

    def bytes_of(self, start: int, end: int) -> tuple[int, int] | None:
        """The first byte of the file that the span comes from, and the one behind it; None where it has none."""

    def elements_of(self, start: int, end: int) -> list[str]:
        """The elements of the file (XPath) that the span touches, in order; empty where it has none."""


@dataclass(slots=True)
class Steps:
    """The steps from a file's bytes to a text: how they were decoded, and what each step made of how many characters.

    `decoded` is the text as it was decoded by `codec` behind a mark of `mark` bytes.

    >>> steps = Steps("đa\\u0323t\\r\\n5%", "utf-8")
    >>> composed(broken(steps.decoded, steps), steps), steps.bytes_of(0, 3), steps.bytes_of(4, 6)
    ('đạt\\n5%', (0, 6), (8, 10))
    """

    decoded: str
    codec: str
    mark: int = 0
    #: For each step that changed a length: of each character that it gave, how many characters it took.
    taken: list[array[int]] = field(default_factory=list)
    _starts: array[int] | None = None

    def take(self, lengths: Iterable[int]) -> None:
        """Remember a step."""
        self.taken.append(array("I", lengths))

    def bytes_of(self, start: int, end: int) -> tuple[int, int] | None:
        """The first byte of the file that `text[start:end]` comes from, and the one behind it."""
        if self._starts is None:
            self._starts = self._count()
        return self._starts[start], self._starts[end]

    def elements_of(self, start: int, end: int) -> list[str]:
        """A text file has no elements."""
        return []

    def _count(self) -> array[int]:
        """The byte at which each character begins, and the end of the last."""
        starts = _byte_starts(self.decoded, self.codec, self.mark)
        for lengths in self.taken:
            starts = array("Q", (starts[at] for at in accumulate(lengths, initial=0)))
        return starts


@dataclass(frozen=True, slots=True)
class Elements:
    """The elements of a Word document in the order of the text: where each begins, and its XPath."""

    starts: tuple[int, ...]
    paths: tuple[str, ...]

    def bytes_of(self, start: int, end: int) -> tuple[int, int] | None:
        """A Word document is packed: its text has no bytes."""
        return None

    def elements_of(self, start: int, end: int) -> list[str]:
        """The paths of the elements that a span touches.

        >>> Elements((0, 5), ("/w:document/w:body/w:p[1]", "/w:document/w:body/w:p[2]")).elements_of(6, 8)
        ['/w:document/w:body/w:p[2]']
        """
        first = max(0, bisect_right(self.starts, start) - 1)
        return list(self.paths[first : max(bisect_right(self.starts, end - 1), first + 1)])


def _byte_starts(text: str, codec: str, mark: int) -> array[int]:
    lengths: Any
    if codec.startswith("utf-8"):
        lengths = (1 if c < "\x80" else 2 if c < "\u0800" else _of_three(c) for c in text)
    elif codec.startswith("utf-16"):
        lengths = (2 if c < "\U00010000" else 4 for c in text)
    else:
        lengths = (4 if codec.startswith("utf-32") else 1 for _ in text)
    return array("Q", accumulate(lengths, initial=mark))


def _of_three(letter: str) -> int:
    """Bytes of a letter beyond U+07FF in UTF-8; a byte that could not be decoded stands for itself."""
    if "\udc80" <= letter <= "\udcff":
        return 1
    return 3 if letter < "\U00010000" else 4


def broken(text: str, steps: Steps) -> str:
    """The text with `\\n` as its line end."""
    if "\r" not in text:
        return text
    if "\r\n" in text:
        lengths = array("I")
        at = 0
        for match in _LINE_END.finditer(text):
            lengths.extend((1,) * (match.start() - at) + (2,))
            at = match.end()
        lengths.extend((1,) * (len(text) - at))
        steps.take(lengths)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def composed(text: str, steps: Steps) -> str:
    """The text in NFC."""
    if unicodedata.is_normalized("NFC", text):
        return text
    out: list[str] = []
    lengths = array("I")
    for match in _CLUSTER.finditer(text):
        piece = match.group()
        letters = unicodedata.normalize("NFC", piece)
        out.append(letters)
        each, rest = divmod(len(piece), len(letters))
        lengths.extend([each + rest] + [each] * (len(letters) - 1))
    steps.take(lengths)
    return "".join(out)
