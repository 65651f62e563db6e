"""Pages to a source: margins off, tables joined, rows in reading order, text with the box of every character."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from pipeline.readers.builder import Builder
from pipeline.readers.columns import Strand, strands_of
from pipeline.readers.flow import Flow, frame_of
from pipeline.readers.grid import sets_side_by_side
from pipeline.readers.margins import Sheet, body_size, drop_margins, lift_footnotes
from pipeline.readers.ruled import Grid, fill, join_grids
from pipeline.readers.unruled import find_unruled
from pipeline.source import Boxes, Flaw, Page, Source


def source_of(path: Path, kind: str, data: bytes, sheets: list[Sheet], *, flaws: Iterable[Flaw] = ()) -> Source:
    """The source of pages whose rows are known."""
    size = body_size(sheets)
    for sheet in sheets:
        _fill_grids(sheet)
    drop_margins(sheets)
    for sheet in sheets:
        lift_footnotes(sheet, size=size)
    _find_unruled(sheets)
    _join_tables(sheets)
    builder = Builder()
    _write(Flow(builder), sheets)
    spans = _spans(builder.boxes)
    pages = tuple(
        Page(
            s.number, *spans.get(s.number, (builder.length,) * 2), s.width, s.height, s.quality, tuple(s.done), s.turned
        )
        for s in sheets
    )
    checksum = hashlib.sha256(data).hexdigest()
    return Source(path, kind, builder.text, checksum, pages, builder.boxes, builder.confidences, flaws=tuple(flaws))


def _spans(boxes: Boxes) -> dict[int, tuple[int, int]]:
    """The span of text from the first to the last character of each page."""
    numbers = np.frombuffer(boxes.pages, np.uint16)
    pages, first = np.unique(numbers, return_index=True)
    last = len(numbers) - np.unique(numbers[::-1], return_index=True)[1]
    return {int(page): (int(a), int(b)) for page, a, b in zip(pages, first, last, strict=True)}


def _fill_grids(sheet: Sheet) -> None:
    """Move the words of tables into their cells; a table that only sets the header side by side is none."""
    for grid in list(sheet.grids):
        outside = fill(grid, sheet.rows, page=sheet.number)
        text = "\n".join(cell.text for row in grid.rows for cell in row)
        if not text.strip() or sets_side_by_side(text, rows=len(grid.rows), columns=len(grid.edges)):
            sheet.grids.remove(grid)
        else:
            sheet.rows = outside
            sheet.done.append("table")


def _find_unruled(sheets: list[Sheet]) -> None:
    """Take the tables without rules out of the rows of the pages."""
    before: Grid | None = None
    for sheet in sheets:
        found, sheet.rows = find_unruled(sheet.rows, page=sheet.number, open_grid=before)
        if found:
            sheet.grids = sorted([*sheet.grids, *found], key=lambda grid: grid.box[1])
            sheet.done.append("table without rules")
        before = _last(sheet)
        before = before if before is not None and not before.places else None


def _join_tables(sheets: list[Sheet]) -> None:
    """Lay the parts of a table that goes on over pages together."""
    open_grid: Grid | None = None
    for sheet in sheets:
        first = sheet.grids[0] if sheet.grids else None
        begins = first is not None and not any(row.base < first.box[1] for row in sheet.rows)
        if first is not None and open_grid is not None and begins and join_grids(open_grid, first):
            sheet.grids.pop(0)
            if not sheet.grids and not any(row.base > first.box[3] for row in sheet.rows):
                continue
        open_grid = _last(sheet)


def _last(sheet: Sheet) -> Grid | None:
    """The table that ends a page."""
    if not sheet.grids or any(row.base > sheet.grids[-1].box[3] for row in sheet.rows):
        return None
    return sheet.grids[-1]


def _write(flow: Flow, sheets: list[Sheet]) -> None:
    """Write the pages."""
    frame = None
    for sheet in sheets:
        pieces = list(_pieces(sheet))
        plain = [row for piece in pieces if isinstance(piece, Strand) and not piece.column for row in piece.rows]
        frame = frame_of(plain, before=frame)
        for piece in pieces:
            if isinstance(piece, Grid):
                flow.write_grid(piece)
                continue
            own = frame_of(piece.rows) if piece.column or frame is None else frame
            if own is not None:
                flow.write(piece, own, page=sheet.number)
        flow.waiting += [(sheet.number, note) for note in sheet.footnotes]
    flow.end_paragraph()


def _pieces(sheet: Sheet) -> Iterator[Strand | Grid]:
    """Strands of rows and tables from top to bottom."""
    rows = list(sheet.rows)
    for grid in sheet.grids:
        above = [row for row in rows if row.base < grid.box[1]]
        yield from strands_of(above)
        yield grid
        rows = rows[len(above) :]
    yield from strands_of(rows)
