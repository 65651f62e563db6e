"""Rows of a PDF page set in fonts from before Unicode (`.VnTime`, `VNI-Times`): converted, every box kept."""

from __future__ import annotations

from array import array

from extractors.syllables import count_words, share_of_syllables
from pipeline.readers.encoding import convert, pieces_of, told_encoding
from pipeline.readers.words import Row, Word

_POOR = 0.7  # share of syllables of a row that is not read as it was meant


def mend_rows(rows: list[Row]) -> str | None:
    """Convert the rows that are set in an old font; which encoding it was, or None where there are none."""
    poor = [row for row in rows if share_of_syllables(row.text) < _POOR]
    if count_words(" ".join(row.text for row in poor)) < 5:
        return None
    encoding = told_encoding("\n".join(row.text for row in poor))
    if encoding is None:
        return None
    for row in poor:
        texts = convert(row.text, encoding).split(" ")
        row.words = [_spelt(word, text, encoding) for word, text in zip(row.words, texts, strict=True)]
    return encoding


def _spelt(word: Word, text: str, encoding: str) -> Word:
    """A word in its new spelling: a letter that was written as two has the boxes of both."""
    values = array("f")
    at = 0
    for length in pieces_of(word.text, encoding):
        piece = word.values[4 * at : 4 * (at + length)]
        values.extend((min(piece[0::4]), min(piece[1::4]), max(piece[2::4]), max(piece[3::4])))
        at += length
    return Word(text, values, word.x0, word.x1, word.size, word.raised, word.confidence)
