"""Ruled tables of a PDF page: pdfplumber finds the cells, PDFium's words fill them.

A cell that spans columns leaves the others empty; one that spans rows is repeated by a sign (`grid.DITTO`). A table
that goes on over pages is one table: its head is kept once, a row that the page end split is whole again.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.readers.words import Row, Word
from pipeline.source import Box

_THIN, _LONG = 3.0, 12.0  # points: a rule is thinner and longer
_HEAD = 0.6  # of the cells of a first row: a repeated head, though recognition read one of them otherwise
_SAME = 4.0  # points between the edges of a table on two pages


@dataclass(slots=True)
class Cell:
    """The rows of words in a cell, each with its page; `ditto` where a cell above spans it."""

    rows: list[tuple[int, Row]] = field(default_factory=list)
    ditto: bool = False

    @property
    def text(self) -> str:
        """The words with one blank between them."""
        return " ".join(row.text for _, row in self.rows)


@dataclass(slots=True)
class Grid:
    """A table: its box on the page on which it begins, its columns' left edges, its rows of cells."""

    box: Box
    edges: tuple[float, ...]
    rows: list[list[Cell]]
    #: The boxes of the cells by row and column, on the page on which the table begins.
    places: dict[tuple[int, int], Box]

    @property
    def text(self) -> str:
        """All words."""
        return " ".join(cell.text for row in self.rows for cell in row)


class Rules:
    """Finds the ruled tables of the pages of one PDF; pdfplumber is opened when a page has rules."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None

    def grids(self, page: Any, number: int) -> list[Grid]:
        """The tables of a page (PDFium's), from top to bottom, their cells still without words."""
        if not _has_rules(page):
            return []
        import pdfplumber

        if self._document is None:
            self._document = pdfplumber.open(BytesIO(self._data))
        shown = self._document.pages[number - 1]
        left, top = shown.cropbox[0], shown.cropbox[1]
        grids = grids_of(shown.find_tables(), left, top)
        shown.close()
        return grids

    def close(self) -> None:
        """Let go of the file."""
        if self._document is not None:
            self._document.close()


def _has_rules(page: Any) -> bool:
    """Whether a page has upright rules: without any there is no table."""
    bounds = [ctypes.c_float() for _ in range(4)]
    upright = 0
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        shape = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        pdfium.FPDFPageObj_GetBounds(shape, *bounds)
        width, height = bounds[2].value - bounds[0].value, bounds[3].value - bounds[1].value
        frame = width > _LONG and height > _LONG and pdfium.FPDFPath_CountSegments(shape) > 3
        upright += 2 if frame else width < _THIN and height > _LONG
        if upright > 1:
            return True
    return False


def grids_of(tables: Iterable[Any], left: float = 0.0, top: float = 0.0) -> list[Grid]:
    """The grids of tables as pdfplumber has them, from top to bottom; `left` and `top` are where the page begins.

    What has one column or one cell in each of two columns is a frame and no table.
    """
    grids = [_grid(table, left, top) for table in tables]
    real = (grid for grid in grids if len(grid.edges) > 2 or (len(grid.edges) == 2 and len(grid.rows) > 1))
    return sorted(real, key=lambda grid: grid.box[1])


def _grid(table: Any, left: float, top: float) -> Grid:
    """The grid of a table that pdfplumber found, its origin the top left of the page as shown."""
    boxes = [(x0 - left, y0 - top, x1 - left, y1 - top) for x0, y0, x1, y1 in table.cells]
    edges, tops = sorted({box[0] for box in boxes}), sorted({box[1] for box in boxes})
    places = {(tops.index(box[1]), edges.index(box[0])): box for box in boxes}
    rows = [[Cell() for _ in edges] for _ in tops]
    for (at, column), box in places.items():
        for below in range(at + 1, len(tops)):
            if (below, column) not in places and tops[below] < box[3] - 1:
                rows[below][column].ditto = True
    around = min(edges), min(tops), max(box[2] for box in boxes), max(box[3] for box in boxes)
    return Grid(around, tuple(edges), rows, places)


def fill(grid: Grid, rows: list[Row], *, page: int) -> list[Row]:
    """Put the words that stand in a table into its cells; what stands outside is given back."""
    outside: list[Row] = []
    for row in rows:
        pieces: dict[tuple[int, int] | None, list[Word]] = {}
        for word in row.words:
            pieces.setdefault(_place(grid, word, row.base - 0.3 * row.size), []).append(word)
        for place, words in pieces.items():
            piece = Row(words, row.base, row.size)
            if place is None:
                outside.append(piece)
            else:
                grid.rows[place[0]][place[1]].rows.append((page, piece))
    return outside


def _place(grid: Grid, word: Word, y: float) -> tuple[int, int] | None:
    """Row and column of the cell in which the middle of a word stands."""
    x = (word.x0 + word.x1) / 2
    if not (grid.box[0] < x < grid.box[2] and grid.box[1] < y < grid.box[3]):
        return None
    return next((at for at, box in grid.places.items() if box[0] <= x < box[2] and box[1] <= y < box[3]), None)


def join_grids(first: Grid, second: Grid) -> bool:
    """Lay a table that begins a page behind the one that ends the page before; False where they are two tables."""
    near = len(first.edges) == len(second.edges) and all(
        abs((a - first.edges[0]) - (b - second.edges[0])) < _SAME
        for a, b in zip(first.edges, second.edges, strict=True)
    )
    if not near:
        return False
    rows = second.rows[_heads(first, second) :]
    if rows and _goes_on(first.rows[-1], rows[0]):
        for cell, more in zip(first.rows[-1], rows[0], strict=True):
            cell.rows += more.rows
        rows = rows[1:]
    first.rows += rows
    return True


def _heads(first: Grid, second: Grid) -> int:
    """How many rows of a table repeat the head of the one before."""
    count = 0
    for a, b in zip(first.rows, second.rows, strict=False):
        same = [x.text.casefold() == y.text.casefold() for x, y in zip(a, b, strict=True)]
        read_otherwise = not count and sum(s and bool(x.rows) for s, x in zip(same, a, strict=True)) >= _HEAD * len(a)
        if not all(same) and not read_otherwise:
            break
        count += 1
    return count


def _goes_on(last: list[Cell], row: list[Cell]) -> bool:
    """Whether a row is the rest of one that the page end split: it has no number and fills no new column."""
    filled = [bool(cell.rows) for cell in row]
    before = [bool(cell.rows) for cell in last]
    if filled[0] or not any(filled) or sum(before) < 2:
        return False
    return before[0] and all(b for b, f in zip(before, filled, strict=True) if f)
