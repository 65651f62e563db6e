"""The time of a lead-in line or heading that stands over a figure or duty, and that of its row or column."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.deadlines.atoms import find_atoms
from extractors.deadlines.scope import Scope
from extractors.reading import Time
from extractors.rules import enabled
from extractors.structure.types import DITTO, Block, Section

#: The head of a column of values by year: the year alone, or behind a word (`2025`, `KH 2025`, `TH (2024)`).
_LONE_YEAR = regex.compile(r"(?:[\p{L}\s]{0,24}[\s(])?(?P<year>20\d\d)\)?")
_TIME_HEAD = regex.compile(
    r"(?i)thời\s+(?:gian|hạn|điểm)|tiến\s+độ|hạn\s+(?:hoàn|cuối)|lộ\s+trình|(?:năm|mốc)\s+hoàn\s+thành"
)
_LEADS_IN = regex.compile(r":\s*$")
_OFTEN = ("deadlines.recurring", "deadlines.recurring_list", "deadlines.cell")
#: A lead-in stands at most so many blocks above.
_FAR = 80


def over(scope: Scope, offset: int) -> Time | None:
    """The time of the nearest lead-in line or heading over the block that holds the offset."""
    for start, end in _above(scope, offset):
        times = [time for time in scope.times_in(start, end, "deadline") if _spreads(time)]
        dated = [time for time in times if time.date is not None]
        if dated or times:
            return (dated or times)[0]
    return None


def _spreads(time: Time) -> bool:
    """Whether a time over other lines governs their figures: a season of every year says when a thing is done."""
    return time.kind != "recurring" or time.rule in _OFTEN or not enabled("deadlines.season")


def _above(scope: Scope, offset: int) -> Iterator[tuple[int, int]]:
    """The lead-in lines and headings over the offset, the nearest first."""
    sections = scope.places.sections_of(offset)
    block = scope.places.block_of(offset)
    while sections and sections[0].kind == "row":
        row = sections.pop(0)
        if row.title and not row.start <= offset < row.body and enabled("deadlines.heading"):
            yield row.start, row.body
    if block is not None and enabled("deadlines.lead_in"):
        yield from _lead_ins(scope, block, sections[0] if sections else None)
    if not enabled("deadlines.heading"):
        return
    for section in sections:
        if not section.start <= offset < section.body and (
            section.title or _ends_open(scope, section.start, section.body)
        ):
            yield section.start, section.body
        yield from _before_section(scope, section)


def _lead_ins(scope: Scope, block: Block, section: Section | None) -> Iterator[tuple[int, int]]:
    """The lines above the block in its section that lead in to it: of less depth and with `:` at their end."""
    if block.cell is not None:
        block = next(row[0] for n in range(block.cell.row + 1) if (row := scope.rows.get((block.cell.table, n))))
    at = scope.places.index_of(block.start)
    depth, holder = block.depth, block.section
    while holder is not None and scope.reading.part.sections[holder].kind == "row":
        holder = scope.reading.part.sections[holder].parent
    for other in reversed(scope.places.blocks[max(0, (at or 0) - _FAR) : at]):
        if other.section != holder or (section is not None and other.start < section.body):
            return
        if other.kind in ("cell", "head_cell") or other.depth >= max(depth, 1):
            continue
        if other.depth < depth or depth == 0:
            if _ends_open(scope, other.start, other.end):
                yield other.start, other.end
            if other.depth == 0 and depth > 0:
                return
            depth = other.depth


def _ends_open(scope: Scope, start: int, end: int) -> bool:
    return _LEADS_IN.search(scope.view, max(start, end - 12), end) is not None


def _before_section(scope: Scope, section: Section) -> Iterator[tuple[int, int]]:
    """The line before the first of a row of sections that leads in to all of them."""
    sections = scope.reading.part.sections
    at = scope.places.index_of(scope.first_of[section.parent])
    block = scope.places.blocks[at - 1] if at else None
    parent = sections[section.parent] if section.parent is not None else None
    if block is None or (parent is not None and block.start < parent.start):
        return
    if block.kind == "paragraph" and _ends_open(scope, block.start, block.end):
        yield block.start, block.end


def in_table(scope: Scope, offset: int) -> Time | None:
    """The time of a cell: the one that stands in a time cell of its row, else the one in its column's head."""
    block = scope.places.block_of(offset)
    if block is None or block.cell is None or not enabled("deadlines.table"):
        return None
    for other in scope.rows[block.cell.table, block.cell.row]:
        other = _spanning(scope, other)
        times = scope.times_in(other.start, other.end, "deadline")
        if times and _is_time_cell(scope, other, times[0]):
            return times[0] if _is_for(scope, block, times) else None
    for head in reversed(_heads(scope, block)):
        for atom in find_atoms(head, 0, len(head)):
            kind = "during" if atom.high else "by"
            return Time(block.start, block.end, "deadline", kind, atom.date(), None, "deadlines.table")
        if year := _LONE_YEAR.fullmatch(head.strip()):
            return Time(block.start, block.end, "deadline", "by", year["year"], None, "deadlines.table")
    return None


def _is_for(scope: Scope, block: Block, times: list[Time]) -> bool:
    """Whether the times of a row's time cell bound a cell of the row: they are one, and the row is the cell's only."""
    if not enabled("deadlines.row_times"):
        return True
    if len(times) > 1 and all(time.kind == "in" and time.date for time in times):
        return False
    at = block.cell
    if at is None or at.row == 0 or is_for_time(scope, block):
        return True
    below = scope.rows.get((at.table, at.row + 1), [])
    spans = bool(below) and all(b.cell is None or b.cell.column > at.column for b in below)
    return not spans or not any(scope.times_in(b.start, b.end, "deadline") and is_for_time(scope, b) for b in below)


def _spanning(scope: Scope, block: Block) -> Block:
    """The cell above that spans a cell, or the cell itself."""
    while block.cell is not None and scope.view[block.start : block.end].strip() == DITTO:
        at = block.cell
        above = [b for b in scope.rows.get((at.table, at.row - 1), ()) if b.cell and b.cell.column == at.column]
        if not above:
            break
        block = above[0]
    return block


def _is_time_cell(scope: Scope, block: Block, time: Time) -> bool:
    """Whether a cell is for the time: its head says so, or nothing else stands in it."""
    return (
        is_for_time(scope, block)
        or len(scope.view[block.start : block.end].strip(" ().,\n")) - (time.end - time.start) <= 3
    )


def is_for_time(scope: Scope, block: Block) -> bool:
    """Whether a cell stands under a head that asks for the time."""
    return any(_TIME_HEAD.search(head) for head in _heads(scope, block))


def _heads(scope: Scope, block: Block) -> tuple[str, ...]:
    """The heads of a cell's column; where none were found, what stands in the first row."""
    if block.cell is None or block.cell.heads:
        return block.cell.heads if block.cell else ()
    if block.cell.row == 0:
        return ()
    first = scope.rows[block.cell.table, 0]
    return tuple(scope.view[b.start : b.end] for b in first if b.cell and b.cell.column == block.cell.column)
