"""Pages that are images: recognised by Tesseract through pytesseract, with box and confidence of every word."""

from __future__ import annotations

import os
import shutil
from array import array
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Any

import regex

from extractors.syllables import count_words, is_syllable, share_of_syllables
from pipeline.readers.cells import read_cells, without_tables
from pipeline.readers.drawn import find_grids
from pipeline.readers.imaging import Straight, straighten, without_red
from pipeline.readers.margins import Sheet
from pipeline.readers.ruled import Grid
from pipeline.readers.second import dispute
from pipeline.readers.strokes import mend_numerals
from pipeline.readers.words import Row, Word

#: What recognition needs: to be told to the user where it is missing.
REMEDY = "Install the Debian packages tesseract-ocr and tesseract-ocr-vie, and `chitieu[ocr]`."
DPI = 200
_UPRIGHT = 0.7  # share of syllables of a page that stands upright
_NOISE, _POOR_ROW, _SPECK = 35.0, 45.0, 75.0  # confidence: of a word that is none, of a row of them, of dots
_HEIGHT = 0.85  # of the type size: the usual height of a word's box
_FEW, _SURE = 3, 85.0  # words of a row that tell how well it was read, and how well that is
#: A word of letters that reach neither up nor down, and how much smaller its box is than others.
_LOW, _LOWER = regex.compile(r"[acemnorsuvwxz]+[.,:;]?"), 0.67
_READABLE = regex.compile(r"[\p{L}\p{N}]")
#: Strokes of other alphabets as those of a keyboard.
_PLAIN = str.maketrans("⁄∕‐‑−", "//---")
_TWICE = regex.compile(r"(?<=\w)//(?=\w)")
_NUMBERS = regex.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Shot:
    """The image of a page: number, pixels, size in points."""

    number: int
    image: Any
    width: float
    height: float


@cache
def is_available() -> bool:
    """Whether Tesseract, its Vietnamese data and pytesseract are there."""
    if shutil.which("tesseract") is None:
        return False
    try:
        import pytesseract
    except ModuleNotFoundError:
        return False
    return "vie" in pytesseract.get_languages()


def shoot(page: Any, number: int) -> Shot:
    """The image of a PDFium page."""
    width, height = page.get_size()
    return Shot(number, page.render(scale=DPI / 72).to_pil().convert("RGB"), width, height)


def recognise(shots: Iterable[Shot]) -> list[Sheet]:
    """The pages of images, read in parallel (each by one Tesseract with one thread)."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        return list(pool.map(_read, shots))


def _read(shot: Shot) -> Sheet:
    grey, stamped = without_red(shot.image)
    done = ["ocr", *(["red_stamp"] if stamped else [])]
    straight = straighten(grey, scale=72 / DPI)
    rows, grids = _rows_and_tables(straight)
    quality = _quality(rows)
    if quality < _UPRIGHT and (quarters := _quarters(grey)):
        turned = straighten(grey, scale=72 / DPI, quarters=quarters)
        other, others = _rows_and_tables(turned)
        if _quality(other) > quality:
            rows, grids, straight, quality = other, others, turned, _quality(other)
            done.append(f"turned {90 * quarters}°")
    if abs(straight.angle) > 1:
        done.append(f"straightened {straight.angle:.1f}°")
    if numerals := mend_numerals(straight, rows):
        done.append(f"numerals counted by their strokes: {numerals}")
    if disputed := dispute(straight, rows):
        done.append(f"numbers read in two ways: {disputed}")
    sheet = Sheet(shot.number, shot.width, shot.height, rows, grids=grids, done=done, quality=quality)
    sheet.turned = straight.quarters % 2 == 1
    return sheet


def _quality(rows: list[Row]) -> float:
    text = " ".join(row.text for row in rows)
    return share_of_syllables(text) if count_words(text) > 4 else 0.0


def _quarters(image: Any) -> int:
    """How many quarter turns against the clock bring an image upright; 0 where that cannot be told."""
    import pytesseract

    try:
        told = pytesseract.image_to_osd(image, output_type=pytesseract.Output.DICT)
    except pytesseract.TesseractError:
        return 0
    return int((360 - told["rotate"]) % 360) // 90


def _rows_and_tables(straight: Straight) -> tuple[list[Row], list[Grid]]:
    """The rows of an image from top to bottom, those in the cells of its ruled tables too, and these tables."""
    grids = find_grids(straight.image, scale=straight.scale)
    rows = _rows(straight, without_tables(straight.image, grids, scale=straight.scale))
    lines = [[_word(straight, *word) for word in line] for line in read_cells(straight, grids)]
    words = [word for line in lines for word, _ in line]
    usual = median(word.size for word in words) if words else 0.0
    inside = [_row(line, usual) for line in lines if not _is_noise([word for word, _ in line])]
    return sorted(rows + inside, key=lambda row: row.base), grids


def _rows(straight: Straight, image: Any) -> list[Row]:
    """The rows of an image from top to bottom."""
    import pytesseract

    told = pytesseract.image_to_data(image, lang="vie", config="--psm 3", output_type=pytesseract.Output.DICT)
    lines: dict[tuple[int, int, int], list[tuple[Word, float]]] = defaultdict(list)
    for at, text in enumerate(told["text"]):
        if text.strip():
            line = told["block_num"][at], told["par_num"][at], told["line_num"][at]
            box = tuple(float(told[side][at]) for side in ("left", "top", "width", "height"))
            lines[line].append(_word(straight, text.strip(), box, float(told["conf"][at])))
    words = [word for line in lines.values() for word, _ in line]
    usual = median(word.size for word in words) if words else 0.0
    rows = [_row(line, usual) for line in lines.values() if not _is_noise([word for word, _ in line])]
    return sorted(_not_twice(rows), key=lambda row: row.base)


def _not_twice(rows: list[Row]) -> list[Row]:
    """The rows without those that Tesseract read a second time, less surely, on the same spot."""
    kept: list[Row] = []
    for row in sorted(rows, key=_confidence, reverse=True):
        if not any(abs(row.base - other.base) < 0.4 * row.size and _overlap(row, other) > 0.5 for other in kept):
            kept.append(row)
    return kept


def _confidence(row: Row) -> float:
    return sum(word.confidence for word in row.words) / len(row.words)


def _overlap(row: Row, other: Row) -> float:
    """The share of a row's words that stand where words of another stand."""
    return sum(any(_covers(a, b) for b in other.words) for a in row.words) / len(row.words)


def _covers(word: Word, other: Word) -> bool:
    return min(word.x1, other.x1) - max(word.x0, other.x0) > 0.5 * (word.x1 - word.x0)


def _word(straight: Straight, text: str, box: tuple[float, ...], confidence: float) -> tuple[Word, float]:
    """A word whose characters share its box evenly, and the bottom of the box, both in points.

    Where a word stands in its row is measured in the straightened image, its boxes are those of the page.
    """
    text = _TWICE.sub("/", text.translate(_PLAIN))
    left, top, width, height = box
    values = array("f")
    for at in range(len(text)):
        x0, x1 = left + width * at / len(text), left + width * (at + 1) / len(text)
        corners = [straight.back(x, y) for x in (x0, x1) for y in (top, top + height)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        values.extend((min(xs), min(ys), max(xs), max(ys)))
    scale = straight.scale
    size = height * scale / (_HEIGHT * _LOWER if _LOW.fullmatch(text) else _HEIGHT)
    word = Word(text, values, left * scale, (left + width) * scale, size, confidence=confidence)
    return word, (top + height) * scale


def _row(line: list[tuple[Word, float]], usual: float) -> Row:
    """A row in the page's usual size, unless it is clearly set in another."""
    kept = [(word, base) for word, base in line if not _is_noise([word])]
    line = [pair for pair in line if pair in kept or _stands_in(pair[0], [word for word, _ in kept])]
    own = median(word.size for word, _ in line)
    size = usual if 0.72 * usual < own < 1.4 * usual else own
    words = sorted((word for word, _ in line), key=lambda word: word.x0)
    for word in words:
        word.size = size
    return Row(words, median(base for _, base in line), size)


def _stands_in(word: Word, row: list[Word]) -> bool:
    """Whether a word that was read with little confidence stands in a row that was read well, as large as its words."""
    few = 1 if _NUMBERS.search(word.text) else _FEW
    if len(row) < few or not _READABLE.search(word.text):
        return False
    surely = median(other.confidence for other in row) >= _SURE
    return surely and 0.6 < word.size / median(other.size for other in row) < 1.5


def _is_noise(words: list[Word]) -> bool:
    """Whether words are specks, strokes of a signature or of a stamp: read with little confidence, and no syllables."""
    limit = _NOISE if len(words) == 1 else _POOR_ROW
    if not any(_READABLE.search(word.text) for word in words):
        limit = _SPECK
    if sum(word.confidence for word in words) / len(words) >= limit:
        return False
    return not any(is_syllable(word.text) or _NUMBERS.search(word.text) for word in words if word.confidence >= _NOISE)
