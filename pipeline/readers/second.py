"""A second reading of the percentages of a page: each is cut out, enlarged and read again, all in one call.

Recognition takes a digit before `%` for another (50 for 90), or the sign for a digit (15% for 159%). Where the two
readings of a number differ, its confidence becomes that of a guess; the text stays as it was read first.
"""

from __future__ import annotations

from typing import Any

import regex

from pipeline.readers.imaging import Straight
from pipeline.readers.words import Row, Word

#: The confidence of a number that was read in two ways.
DISPUTED = 40.0
_SHARE = regex.compile(r"\d[\d.,]*\s*%")
_SCALE, _AROUND, _APART = 1.5, 0.35, 0.6  # enlargement; margin and space between, of the height of a line


def dispute(straight: Straight, rows: list[Row]) -> int:
    """Lower the confidence of the percentages of a page that read otherwise a second time; how many were."""
    places = [(row, at) for row in rows for at, word in enumerate(row.words) if "%" in word.text]
    if not places:
        return 0
    import pytesseract

    sheet, tops = _laid(straight, places)
    told = pytesseract.image_to_data(sheet, lang="vie", config="--psm 6", output_type=pytesseract.Output.DICT)
    lines: dict[int, list[str]] = {}
    for text, top, height in zip(told["text"], told["top"], told["height"], strict=True):
        if text.strip():
            middle = top + height / 2
            lines.setdefault(sum(begin <= middle for begin in tops) - 1, []).append(text)
    disputed = 0
    for index, (row, at) in enumerate(places):
        if not _agree(row.words[at], " ".join(lines.get(index, []))):
            row.words[at].confidence = min(row.words[at].confidence, DISPUTED)
            disputed += 1
    return disputed


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
    size = round(cut.width * _SCALE), round(cut.height * _SCALE)
    return cut.resize(size, resample=Image.Resampling.LANCZOS)


def _agree(word: Word, line: str) -> bool:
    """Whether all shares in a word stand in the line that was read again."""
    again = {share.replace(" ", "") for share in _SHARE.findall(line)}
    return all(share.replace(" ", "") in again for share in _SHARE.findall(word.text))
