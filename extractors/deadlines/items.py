"""The time that an item of a plan gives on a line of its own ("Thời gian thực hiện: …"), for all its duties."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.deadlines.scope import Scope
from extractors.lexicon import any_of, load_lexicon
from extractors.reading import Time
from extractors.rules import enabled
from extractors.structure.types import Block, Section


def _labels(group: str) -> str:
    return any_of([row["form"] for row in load_lexicon("item_labels") if row["group"] == group])


#: A line that begins with the time: `Thời gian hoàn thành: …`, `Thời gian thực hiện sau khi …`.
_WHEN = r"(?:sau|từ|trong|trước|đến|vào|theo|năm|quý|tháng|ngày|chậm|thường)"
_TIME_LINE = regex.compile(rf"(?i)[\s(*]*{_labels('time')}\s*(?::|(?={_WHEN}\s))")
_TIME_LABEL = regex.compile(rf"(?i)[.;]\s+{_labels('time')}\s*:")
_TASK_LINE = regex.compile(rf"(?i)[\s(*]*{_labels('task')}\s*(?:\d+\s*)?:")
_BODY_LINE = regex.compile(rf"(?i)[\s(*]*(?:các\s+)?{_labels('body')}\s*(?::|(?=\p{{Ll}}))")
#: Sections of these kinds hold many items; a time in a subsection of theirs is that subsection's own.
_WIDE = frozenset({"phan", "chuong", "muc", "phu_luc", "roman", "dieu"})
#: How many sections outwards an item may reach.
_LEVELS = 3


def of_item(scope: Scope, start: int) -> Time | None:
    """The time of the item that holds the duty at `start`, `None` where the item gives none."""
    block = scope.places.block_of(start)
    if block is None or block.cell is not None or not enabled("deadlines.duty_item"):
        return None
    if found := _in_line(scope, block):
        return found
    for section in scope.places.sections_of(start)[:_LEVELS]:
        lines = list(_time_lines(scope, section))
        if lines:
            line = _line_for(scope, block, lines)
            return _first_time(scope, *line) if line else None
    return _of_task(scope, block)


def _in_line(scope: Scope, block: Block) -> Time | None:
    """The time of a line that names bodies and time: `Cơ quan chủ trì: … . Thời gian thực hiện: Năm 2026.`"""
    if not _BODY_LINE.match(scope.view, block.start, block.end):
        return None
    label = _TIME_LABEL.search(scope.view, block.start, block.end)
    return _first_time(scope, label.end(), block.end) if label else None


def _time_lines(scope: Scope, section: Section) -> Iterator[tuple[int, int]]:
    """The lines for the time of a section's own blocks, and its subsections that are for the time."""
    sections = scope.reading.part.sections
    for block in scope.places.blocks_in(section.start, section.end):
        if block.section is None or block.cell is not None or not _TIME_LINE.match(scope.view, block.start, block.end):
            continue
        own = sections[block.section]
        if own is section:
            yield block.start, block.end
        elif _is_child(own, section, sections) and block.start < own.body and section.kind not in _WIDE:
            yield own.start, own.end


def _is_child(own: Section, section: Section, sections: tuple[Section, ...]) -> bool:
    return own.parent is not None and sections[own.parent] is section


def _line_for(scope: Scope, block: Block, lines: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Of the lines for the time the one that is said of the block."""
    if len(lines) == 1:
        return lines[0]
    if _BODY_LINE.match(scope.view, block.start, block.end):
        at = scope.places.index_of(block.start) or 0
        while at and _BODY_LINE.match(scope.view, (before := scope.places.blocks[at - 1]).start, before.end):
            at -= 1
        before = scope.places.blocks[at - 1]
        for line in lines:
            if at and line[0] <= before.start < line[1]:
                return line
    return next((line for line in lines if line[1] > block.start), None)


def _of_task(scope: Scope, block: Block) -> Time | None:
    """The time that the task itself names, for the bodies listed under it ("Cơ quan chủ trì: …")."""
    if block.section is None or not _BODY_LINE.match(scope.view, *_whole_line(scope, block)):
        return None
    sections = scope.places.sections_of(block.start)
    labelled = _BODY_LINE.match(scope.view, scope.places.block_start(sections[0]), sections[0].end)
    for section in sections[: 2 if labelled else 1]:
        for other in scope.places.blocks_in(section.start, block.start):
            heads = other.start < section.body and section.kind not in _WIDE
            if (heads or _TASK_LINE.match(scope.view, other.start, other.end)) and (
                time := _first_time(scope, other.start, other.end)
            ):
                return time
    return None


def _whole_line(scope: Scope, block: Block) -> tuple[int, int]:
    """The block, or the short line over it that it stands under: `Cơ quan thực hiện:`."""
    at = scope.places.index_of(block.start) or 0
    for other in reversed(scope.places.blocks[max(0, at - 6) : at]):
        if other.section == block.section and other.depth < block.depth:
            if scope.view[other.start : other.end].rstrip().endswith(":"):
                return other.start, other.end
            break
    return block.start, block.end


def _first_time(scope: Scope, start: int, end: int) -> Time | None:
    times = scope.times_in(start, end, "deadline")
    return times[0] if times else None
