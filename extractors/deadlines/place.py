"""Where a time expression stands: its block, its sentence, its clause, the headings above it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

import regex

from extractors.reading import Reading
from extractors.structure.types import Block, Section

#: A sentence or a part of one ends here; not in a number, a date, a label.
_BREAK = regex.compile(r"[.;!?:](?=\s|$)|\n\s*\n(?=\s*[-+•])|(?:^|(?<=\n))\s*\|")
#: At most so many blocks (footnotes) stand inside another one.
_NESTED = 6
#: No sentence is longer on either side.
_LONGEST = 1500
_COMMA = regex.compile(r",(?=\s)|[()]|\s-\s")
_GROUNDS = regex.compile(r"\s*(?:Căn\s+cứ(?:\s+vào)?\s+(?:các\s+)?\p{Lu}|Xét\s|Theo\s+đề\s+nghị\s)")


@dataclass(frozen=True, eq=False)
class Places:
    """The blocks and sections of a document, indexed by offset."""

    reading: Reading

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks in the order of the text."""
        return tuple(sorted(self.reading.part.blocks, key=lambda block: block.start))

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def index_of(self, offset: int) -> int | None:
        """The index in `blocks` of the block that holds the offset."""
        last = bisect_right(self._starts, offset) - 1
        for at in range(last, max(-1, last - _NESTED), -1):
            if offset < self.blocks[at].end:
                return at
        return None

    def blocks_in(self, start: int, end: int) -> tuple[Block, ...]:
        """The blocks that begin in `start:end`."""
        return self.blocks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def block_start(self, section: Section) -> int:
        """Where the first block of a section begins, behind the section's label."""
        return next((block.start for block in self.blocks_in(section.start, section.end)), section.start)

    def block_of(self, offset: int) -> Block | None:
        """The block that holds the offset."""
        at = self.index_of(offset)
        return None if at is None else self.blocks[at]

    def sentence_of(self, view: str, start: int, end: int) -> tuple[int, int]:
        """The bounds of the sentence (a `;` or `:` ends one too) that holds `start:end`, inside its block."""
        block = self.block_of(start)
        low, high = (block.start, block.end) if block else (self.reading.part.start, self.reading.part.end)
        low, high = max(low, start - _LONGEST), min(high, end + _LONGEST)
        for mark in _BREAK.finditer(view, low, start):
            low = max(low, mark.end())
        mark = _BREAK.search(view, end, high)
        return low, mark.start() if mark else high

    def sections_of(self, offset: int) -> list[Section]:
        """The sections that hold the offset, the innermost first."""
        return sorted(self.reading.part.sections_over(offset), key=lambda section: -section.start)

    def in_heading(self, offset: int) -> bool:
        """Whether the offset stands in the heading line of a numbered section."""
        return any(s.start <= offset < s.body and s.kind != "phu_luc" for s in self.sections_of(offset)[:1])

    def is_title(self, view: str, start: int, end: int) -> bool:
        """Whether `view[start:end]` stands in the header, or in capitals in a line without a number: a title."""
        part = self.reading.part
        if part.header[0] <= start < part.header[1]:
            return True
        block = self.block_of(start)
        if block is None or self.in_heading(start) or block.kind in ("cell", "head_cell"):
            return False
        return (
            view[start:end].isupper()
            and view[max(block.start, start - 20) : start].upper() == view[max(block.start, start - 20) : start]
        )

    def in_grounds(self, view: str, offset: int) -> bool:
        """Whether the offset stands in a paragraph that names the grounds of the document."""
        block = self.block_of(offset)
        return block is not None and _GROUNDS.match(view, block.start, block.end) is not None


def clause_start(view: str, low: int, at: int) -> int:
    """Where the clause that holds `at` begins, not before `low`: behind the last comma, dash or bracket.

    >>> clause_start("Tổ chức hội nghị, hằng năm báo cáo", 0, 18)
    17
    """
    for mark in _COMMA.finditer(view, low, at):
        low = mark.end()
    return low
