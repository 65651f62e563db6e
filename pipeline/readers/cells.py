"""Recognition of the cells of a table: all are cut out, laid below each other without rules, and read in one call.

Recognition of whole pages loses what stands alone between rules (`1`, `TT`), and reads side by side what belongs to
different cells.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from pipeline.readers.imaging import Straight
from pipeline.readers.ruled import Grid
from pipeline.source import Box

_INSIDE = 1.6  # points: from a rule to what stands in its cell
_GAP = 12.0  # points between two cells on the sheet
_LONGEST = 16_000  # pixels of a sheet
_INK, _SPECK = 80, 12  # how much darker than paper ink is, of 255; pixels that are dirt
#: A cell as it is cut: left and top in the page's image, top and bottom on its sheet, all in pixels.
_Place = tuple[int, int, int, int]
#: A word: text, box (left, top, width, height in pixels of the page's image), confidence.
_Told = tuple[str, tuple[float, ...], float]
_HARDLY, _ALONE, _LARGER = 60.0, 30, 2  # confidence of a cell that is read alone; how many may be; enlargement


def without_tables(image: Any, grids: list[Grid], *, scale: float) -> Any:
    """The image with paper in the place of its tables."""
    if not grids:
        return image
    from PIL import ImageDraw

    blank = image.copy()
    draw = ImageDraw.Draw(blank)
    paper = int(np.median(np.asarray(image)))
    for grid in grids:
        x0, top, x1, bottom = (value / scale for value in grid.box)
        draw.rectangle((x0 - 4, top - 4, x1 + 4, bottom + 4), fill=paper)
    return blank


def read_cells(straight: Straight, grids: list[Grid]) -> list[list[_Told]]:
    """The lines in the cells of tables, each as words with their boxes in the straightened image."""
    lines: list[list[_Told]] = []
    boxes = [box for grid in grids for _, box in sorted(grid.places.items(), key=lambda place: place[0][::-1])]
    cuts = [cut for box in boxes if (cut := _cut(straight, box)) is not None]
    alone = _ALONE
    while cuts:
        sheet, places, taken = _laid(straight, cuts)
        told = _read(sheet, places, mode=6)
        for index, (cut, left, top) in enumerate(cuts[:taken]):
            own = told.get(index, [])
            if alone and _is_doubtful(own):
                own, alone = _better(own, _read_alone(cut, left, top)), alone - 1
            lines += own
        cuts = cuts[taken:]
    return lines


def _is_doubtful(lines: list[list[_Told]]) -> bool:
    """Whether a cell was not read, or is one line with a word that was hardly read."""
    return not lines or (len(lines) == 1 and min(word[2] for word in lines[0]) < _HARDLY)


def _better(lines: list[list[_Told]], others: list[list[_Told]]) -> list[list[_Told]]:
    """Of two readings of a cell the surer one."""
    first, second = ([word[2] for line in told for word in line] for told in (lines, others))
    return others if second and (not first or min(second) > min(first)) else lines


def _read_alone(cut: Any, left: int, top: int) -> list[list[_Told]]:
    """A cell read by itself, enlarged, as one line."""
    from PIL import Image, ImageOps

    paper = int(np.median(np.asarray(cut)))
    around = round(_LARGER * 10)
    large = cut.resize((_LARGER * cut.width, _LARGER * cut.height), resample=Image.Resampling.LANCZOS)
    told = _read(ImageOps.expand(large, around, paper), [(0, 0, 0, large.height + 2 * around)], mode=7)
    return [
        [
            (text, ((x - around) / _LARGER + left, (y - around) / _LARGER + top, w / _LARGER, h / _LARGER), sure)
            for text, (x, y, w, h), sure in line
        ]
        for line in told.get(0, [])
    ]


def _cut(straight: Straight, box: Box) -> tuple[Any, int, int] | None:
    """A cell without its rules, its left and its top in pixels; None where it is empty."""
    x0, top, x1, bottom = (
        round((value + inside) / straight.scale)
        for value, inside in zip(box, (_INSIDE, _INSIDE, -_INSIDE, -_INSIDE), strict=True)
    )
    if x1 - x0 < 4 or bottom - top < 4:
        return None
    cut = straight.image.crop((x0, top, x1, bottom))
    pixels = np.asarray(cut, np.int16)
    return (cut, x0, top) if (pixels < np.median(pixels) - _INK).sum() > _SPECK else None


def _laid(straight: Straight, cuts: list[tuple[Any, int, int]]) -> tuple[Any, list[_Place], int]:
    """A sheet of cells below each other, where each stands, and how many are on it."""
    from PIL import Image

    gap = round(_GAP / straight.scale)
    places: list[_Place] = []
    y = gap
    for cut, left, top in cuts:
        if places and y + cut.height > _LONGEST:
            break
        places.append((left, top, y, y + cut.height))
        y += cut.height + gap
    paper = int(np.median(np.asarray(straight.image)))
    width = max(cut.width for cut, _, _ in cuts[: len(places)])
    sheet = Image.new("L", (width + 2 * gap, y), paper)
    for (cut, _, _), (_, _, at, _) in zip(cuts, places, strict=False):
        sheet.paste(cut, (gap, at))
    return sheet, [(left - gap, top, y0, y1) for left, top, y0, y1 in places], len(places)


def _read(sheet: Any, places: list[_Place], *, mode: int) -> dict[int, list[list[_Told]]]:
    """The lines that stand in each place of a sheet, their words back in their places on the page."""
    import pytesseract

    told = pytesseract.image_to_data(sheet, lang="vie", config=f"--psm {mode}", output_type=pytesseract.Output.DICT)
    lines: dict[tuple[int, ...], list[_Told]] = defaultdict(list)
    for at, text in enumerate(told["text"]):
        if not text.strip():
            continue
        left, top, width, height = (float(told[side][at]) for side in ("left", "top", "width", "height"))
        middle = top + height / 2
        place = min(range(len(places)), key=lambda p: max(places[p][2] - middle, middle - places[p][3]))
        dx, dy, y0, _ = places[place]
        line = place, told["block_num"][at], told["par_num"][at], told["line_num"][at]
        lines[line].append((text.strip(), (left + dx, top - y0 + dy, width, height), float(told["conf"][at])))
    cells: dict[int, list[list[_Told]]] = defaultdict(list)
    for key, words in lines.items():
        cells[key[0]].append(words)
    return cells
