"""A second reading of the numbers of a page: each is cut out, enlarged and read again, all in one call.

Recognition takes a digit before `%` for another (50 for 90), or the sign for a digit (15% for 159%). All percentages
are read again, and other numbers that stand alone in a cell or were not read surely. Where the two readings of a number
differ, its confidence becomes that of a guess; where they agree, it is their mean. The text stays as it was read first.
"""

from __future__ import annotations

from typing import Any

import regex

from pipeline.readers.imaging import Straight
from pipeline.readers.words import Row, Word

#: The confidence of a number that was read in two ways.
DISPUTED = 40.0
_SURE = 95.0  # a number other than a percentage that was read with less is read again
_NUMBER = regex.compile(r"\d+(?:[.,/]\d+)*\s*[%‰]?")
_GROWN = regex.compile(r"\p{L}\d|\d\p{L}")
_SMALL = regex.compile(r"\d{1,3}(?:[.,]\d+)?")
_SCALE, _AROUND, _APART = 1.5, 0.35, 0.6  # enlargement; margin and space between, of the height of a line
#: A word of the second reading, with its confidence.
_Told = tuple[str, float]


def dispute(straight: Straight, rows: list[Row]) -> int:
    """Weigh the numbers of a page by a second reading; how many read otherwise then."""
    places = [(row, at) for row in rows for at in range(len(row.words)) if _is_read_again(row.words, at)]
    if not places:
        return 0
    lines = _read_again(straight, places)
    disputed = 0
    for index, (row, at) in enumerate(places):
        word = row.words[at]
        second = None if _misses_dash(row.words, at) else _agreed(word.text, lines.get(index, []))
        disputed += second is None
        word.confidence = min(word.confidence, DISPUTED) if second is None else (word.confidence + second) / 2
    return disputed


def _is_read_again(words: list[Word], at: int) -> bool:
    """Whether a word is a share, a number alone in its cell or grown together with letters, or one not read surely."""
    word = words[at]
    if _NUMBER.search(word.text) is None:
        return False
    share = "%" in word.text or (at + 1 < len(words) and words[at + 1].text.startswith("%"))
    return share or word.confidence < _SURE or len(words) == 1 or _GROWN.search(word.text) is not None


def _misses_dash(words: list[Word], at: int) -> bool:
    """Whether a percentage stands right behind another number that is no year: the dash of a range was not read."""
    return "%" in words[at].text and at > 0 and _SMALL.fullmatch(words[at - 1].text) is not None


def _read_again(straight: Straight, places: list[tuple[Row, int]]) -> dict[int, list[_Told]]:
    """The words that are read at each of the places."""
    import pytesseract

    sheet, tops = _laid(straight, places)
    told = pytesseract.image_to_data(sheet, lang="vie", config="--psm 6", output_type=pytesseract.Output.DICT)
    lines: dict[int, list[_Told]] = {}
    for text, top, height, sure in zip(told["text"], told["top"], told["height"], told["conf"], strict=True):
        if text.strip():
            middle = top + height / 2
            lines.setdefault(sum(begin <= middle for begin in tops) - 1, []).append((text, float(sure)))
    return lines


def _laid(straight: Straight, places: list[tuple[Row, int]]) -> tuple[Any, list[float]]:
    """The places cut out of a page, enlarged, one below the other, and where each begins."""
    from PIL import Image

    cuts = [_cut(straight, row, at) for row, at in places]
    gap = round(_APART * max(cut.height for cut in cuts))
    sheet = Image.new("L", (max(cut.width for cut in cuts) + 2 * gap, sum(cut.height + gap for cut in cuts) + gap), 255)
    tops, y = [], gap
    for cut in cuts:
        sheet.paste(cut, (gap, y))
        tops.append(float(y))
        y += cut.height + gap
    return sheet, tops


def _cut(straight: Straight, row: Row, at: int) -> Any:
    """A number with the words beside it, which recognition needs, enlarged."""
    from PIL import Image

    beside = row.words[max(0, at - 2) : at + 2]
    bottom, height = row.base / straight.scale, row.size / straight.scale
    margin = _AROUND * height
    left, right = beside[0].x0 / straight.scale - margin, max(w.x1 for w in beside) / straight.scale + margin
    box = tuple(round(v) for v in (left, bottom - height - margin, right, bottom + margin))
    cut = straight.image.crop(box)
    size = max(1, round(cut.width * _SCALE)), max(1, round(cut.height * _SCALE))
    return cut.resize(size, resample=Image.Resampling.LANCZOS)


def _agreed(text: str, line: list[_Told]) -> float | None:
    """The confidence with which all numbers of a word were read the second time too; None where one was not.

    >>> _agreed("60-72%", [("đạt", 96.0), ("60-72%", 93.0)]), _agreed("50%", [("90%", 91.0)])
    (93.0, None)
    """
    surenesses = []
    for number in _numbers(text):
        found = [sure for again, sure in line if number in _numbers(again)]
        joined = number in _numbers(" ".join(again for again, _ in line))
        if not found and not joined:
            return None
        surenesses.append(max(found, default=DISPUTED))
    return min(surenesses, default=None)


def _numbers(text: str) -> list[str]:
    return [number.replace(" ", "") for number in _NUMBER.findall(text)]
