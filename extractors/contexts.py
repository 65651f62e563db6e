"""What stands over a place of a document: lead-in of its list, heads of its column, titles; the nearest first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import regex

from extractors.reading import Reading
from extractors.structure.types import Block, Part

#: How many blocks back the lead-in of a list is sought, and how much of it counts.
_FARTHEST, _LONGEST = 60, 220
#: How many words at its end say what the list is of.
_LAST = 10
#: An appendix without label: how many blocks above its table its title may stand.
_ABOVE = 4
#: How many cells back the first of a table is sought.
_LARGEST = 600
_LEADS = regex.compile(r":\W*$")
_CLAUSE = regex.compile(r"[.;](?=\s)")
_ATTACHED = regex.compile(r"\s*\(?(?:kèm\s+theo|ban\s+hành\s+kèm)", regex.IGNORECASE)


def titles_over(reading: Reading, offset: int) -> list[str]:
    """What stands over the offset on one line each, lower-case, the nearest first."""
    part, view = reading.part, reading.view
    block = part.block_at(offset)
    found = [" ".join(block.cell.heads)] if block and block.cell else []
    if block is not None and (lead := lead_of(part, block, view)):
        found.append(lead)
    holding = [section for section in part.sections_over(offset) if section.body <= offset]
    found += [section.title for section in reversed(holding)]
    if block is not None and block.cell and all(section.kind == "row" for section in holding):
        found += _titles_above(part, block, view)
    return [line for title in found if (line := " ".join(title.lower().split()))]


def lead_of(part: Part, block: Block, view: str, *, last: int = _LAST) -> str:
    """The `last` words of the clause with a colon above the list in which a block stands, "" where there is none."""
    level = _level(part, block)
    at = bisect_right(part.blocks, block.start, key=lambda b: b.start) - 1
    for other in reversed(part.blocks[max(0, at - _FARTHEST) : at]):
        if other.cell or other.kind == "footnote" or _level(part, other) >= level:
            continue
        words = view[max(other.start, other.end - _LONGEST) : other.end]
        if other.kind == "heading" or not _LEADS.search(words):
            return ""
        return " ".join(_CLAUSE.split(words.rstrip(" :*\n"))[-1].split()[-last:])
    return ""


def _level(part: Part, block: Block) -> tuple[int, int]:
    """How deep a block stands: labels around it, then bullets."""
    path = "" if block.section is None else part.sections[block.section].path
    return (path.count(" > ") + bool(path), block.depth)


def _titles_above(part: Part, block: Block, view: str) -> Iterator[str]:
    """The headings right above the table of a cell, the nearest first."""
    at = bisect_right(part.blocks, block.start, key=lambda b: b.start) - 1
    cell = part.blocks[at].cell
    if block.cell and cell and cell.table == block.cell.table:
        at = max(0, at - _LARGEST, part.first_cell(at) - 1)
    for other in reversed(part.blocks[max(0, at - _ABOVE + 1) : at + 1]):
        words = view[other.start : other.end]
        if other.kind == "heading":
            yield words
        elif not _ATTACHED.match(words):
            return
