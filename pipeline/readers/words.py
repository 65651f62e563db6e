"""Words and rows of a page: what every reader of pages gives to the steps that put them in order."""

from __future__ import annotations

import unicodedata
from array import array
from dataclasses import dataclass

from pipeline.source import Box, union

#: Digits and brackets as superscripts.
RAISED = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")


@dataclass(slots=True)
class Word:
    """Characters that stand together, with four floats a character (x0, top, x1, bottom; points, origin top left).

    `size` is that of the type in points; `raised` marks superscripts; `confidence` is -1 where nothing was recognised.
    """

    text: str
    values: array[float]
    x0: float
    x1: float
    size: float
    raised: bool = False
    confidence: float = -1.0


@dataclass(slots=True)
class Row:
    """Words side by side on one baseline, left to right; `numbered` says that a word processor made its label."""

    words: list[Word]
    base: float
    size: float
    numbered: bool = False

    @property
    def x0(self) -> float:
        """The left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        """The words with one blank between them."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """The box around all words."""
        box = box_of(self.words[0])
        for word in self.words[1:]:
            box = union(box, box_of(word))
        return box


def box_of(word: Word) -> Box:
    """The box around a word's characters."""
    v = word.values
    return min(v[0::4]), min(v[1::4]), max(v[2::4]), max(v[3::4])


def raise_word(word: Word) -> None:
    """Mark a word as superscript, its digits as such (`¹`), so that no text reads it as part of a number.

    >>> word = Word("12", array("f", bytes(32)), 0, 1, 7)
    >>> raise_word(word); word.text
    '¹²'
    """
    word.raised = True
    word.text = word.text.translate(RAISED)


def respelt(word: Word, text: str, *, confidence: float) -> Word:
    """A word with another text, whose characters share its box evenly.

    >>> respelt(Word("HI.", array("f", [0, 0, 6, 9] * 3), 0, 6, 9), "III.", confidence=40.0).values[12:]
    array('f', [4.5, 0.0, 6.0, 9.0])
    """
    x0, top, x1, bottom = box_of(word)
    step = (x1 - x0) / len(text)
    values = array("f")
    for at in range(len(text)):
        values.extend((x0 + at * step, top, x0 + (at + 1) * step, bottom))
    return Word(text, values, word.x0, word.x1, word.size, word.raised, confidence)


def composed(text: str, values: array[float]) -> tuple[str, array[float]]:
    """Text in NFC with the boxes of what was composed laid together.

    >>> composed("e\\u0302", array("f", [0, 0, 2, 2, 1, -1, 3, 0]))
    ('ê', array('f', [0.0, -1.0, 3.0, 2.0]))
    """
    if unicodedata.is_normalized("NFC", text):
        return text, values
    out, boxes, at = [], array("f"), 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        letters = unicodedata.normalize("NFC", text[at:end])
        piece = values[4 * at : 4 * end]
        box = (min(piece[0::4]), min(piece[1::4]), max(piece[2::4]), max(piece[3::4]))
        out.append(letters)
        boxes.extend(box * len(letters))
        at = end
    return "".join(out), boxes
