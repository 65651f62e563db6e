"""Labels that recognition garbles, mended by their order: `HI.` behind `II.` is `III.`, a second `d)` is `đ)`.

A Roman numeral loses strokes or has two of them read as one letter; the heads of sections stand in order, which tells.
Only labels at the head of a row are touched, and the page says so; numbers in sentences never are.
"""

from __future__ import annotations

import regex

from pipeline.readers.margins import Sheet
from pipeline.readers.words import Row, respelt

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
#: A label in front of a heading in capitals, of letters that strokes are read as.
_HEAD = regex.compile(r"(?P<label>[IVXHLTl1|!]{1,6})(?P<mark>[.,\-])\s*(?=\p{Lu}{2,}[\s,]+\p{Lu}{2,})")
_LETTER = regex.compile(r"(?P<label>[a-zđ])\)\s")
#: What upright strokes are read as, and how many they are.
_STROKES = str.maketrans({"H": "II", "l": "I", "1": "I", "|": "I", "!": "I", "T": "I", "L": "I"})


def mend_labels(sheets: list[Sheet]) -> None:
    """Mend the labels of recognised pages, in the order of the pages."""
    number, letter = 0, ""
    for sheet in sheets:
        for row in sheet.rows:
            if found := _HEAD.match(row.text):
                number, letter = _next(found["label"], number), ""
                _put(sheet, row, found["label"], _ROMAN[number] if number else found["label"])
            elif found := _LETTER.match(row.text):
                label = "đ" if found["label"] == letter == "d" else found["label"]
                _put(sheet, row, found["label"], label)
                letter = label
            elif letter and regex.match(r"\d+\.", row.text):
                letter = ""


def _next(label: str, number: int) -> int:
    """The number that a label means behind the number before it; 0 where it means none.

    >>> [_next(label, 2) for label in ("HI", "II", "III", "I", "IV", "X")]
    [3, 3, 3, 1, 4, 10]
    """
    strokes = label.translate(_STROKES)
    expected = _ROMAN[number + 1] if number + 1 < len(_ROMAN) else ""
    if strokes == expected or (strokes == _ROMAN[number] and expected == strokes + "I"):
        return number + 1
    return _ROMAN.index(strokes) if strokes in _ROMAN else 0


def _put(sheet: Sheet, row: Row, old: str, new: str) -> None:
    """Put a label in the place of another, its characters sharing the box of the word."""
    word = row.words[0]
    if old == new or not word.text.startswith(old):
        return
    sheet.done.append(f"label {old} → {new}")
    row.words[0] = respelt(word, new + word.text[len(old) :], confidence=word.confidence)
