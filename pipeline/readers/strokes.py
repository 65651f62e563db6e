"""Roman numerals of recognised pages, counted by their strokes: recognition loses one of `III` or adds one to `II`.

Only words that were read as upright strokes are looked at (`III.`, `HI`, `II/2026`): in the band between the serifs
each `I` is one run of ink. A numeral that is put right has the confidence of a guess:
what depends on it is marked.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import regex

from pipeline.readers.imaging import Straight
from pipeline.readers.second import DISPUTED
from pipeline.readers.words import Row, Word, respelt

#: What stands for strokes, and what may follow a numeral.
_STROKES = regex.compile(r"(?P<strokes>(?=[^IH]*[IH])[IHLTl|!]{1,6})(?P<rest>(?:[.,)\-/:;].*)?)")
#: The same behind the word for quarter, where `11` is no number.
_QUARTER = regex.compile(r"(?P<strokes>[IHLTl|!1]{1,6})(?P<rest>(?:[.,)\-/:;].*)?)")
_UPPER, _LOWER = 0.25, 0.75  # the band between the serifs, of the height of the ink
_FILLED, _WIDEST = 0.8, 0.34  # of the band: how much of it a stroke fills, how wide one may be
_MOST, _AROUND = 3, 1.0  # strokes of a numeral without other letters; points around a word


def mend_numerals(straight: Straight, rows: list[Row]) -> int:
    """Put right what reads as upright strokes and has another number of them; how many were."""
    pixels = np.asarray(straight.image, np.int16)
    ink = np.median(pixels) / 2
    mended = 0
    for row in rows:
        for at, word in enumerate(row.words):
            quarter = at and row.words[at - 1].text.casefold() == "quý"
            match = (_QUARTER if quarter else _STROKES).fullmatch(word.text)
            if match is None:
                continue
            count, dot = _count(_cut(pixels, straight, row, word) < ink, alone=not match["rest"])
            numeral = _written(count, row, at) + ("." if dot and not at else "") + match["rest"]
            if 0 < count <= _MOST and numeral != word.text:
                row.words[at] = respelt(word, numeral, confidence=min(word.confidence, DISPUTED))
                mended += 1
    return mended


def _written(count: int, row: Row, at: int) -> str:
    """A numeral of strokes; one stroke before a heading in capitals or in a sentence is `I`, else it labels an item."""
    item = count == 1 and at == 0 and len(row.words) > 1 and not row.words[1].text.isupper()
    return "1" if item else "I" * count


def _cut(pixels: Any, straight: Straight, row: Row, word: Word) -> Any:
    """The pixels of a word, with a little more above."""
    left, right = word.x0 - _AROUND, word.x1 + _AROUND
    top, bottom = row.base - row.size, row.base + _AROUND
    y0, y1, x0, x1 = (max(0, round(value / straight.scale)) for value in (top, bottom, left, right))
    return pixels[y0:y1, x0:x1]


def _count(ink: Any, *, alone: bool) -> tuple[int, bool]:
    """How many upright strokes begin a word, and whether a dot follows them; 0 where that cannot be told.

    `alone` says that the word was read as strokes only: then nothing but a dot may follow.
    """
    lines = np.flatnonzero(ink.any(axis=1))
    if len(lines) < 8:
        return 0, False
    top, height = lines[0], lines[-1] - lines[0] + 1
    band = ink[top + round(_UPPER * height) : top + round(_LOWER * height)]
    share = band.mean(axis=0)
    count = 0
    end = 0
    for begin, end in _runs(share > 0):
        if share[begin:end].max() < _FILLED or end - begin > _WIDEST * height:
            return (count, False) if count and not alone else (0, False)
        count += 1
    return count, alone and bool(ink[:, end + 2 :].any())


def _runs(line: Any) -> list[tuple[int, int]]:
    turns = np.flatnonzero(np.diff(np.concatenate(([False], line, [False]))))
    return list(zip(turns[0::2].tolist(), turns[1::2].tolist(), strict=True))
