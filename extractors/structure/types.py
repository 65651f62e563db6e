"""What the structure of a source is made of. All offsets are those of the source's text."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.structure.spans import Spans

#: Stands in a cell of a table that a cell above spans: what holds there holds here too, but is printed once.
DITTO = "〃"


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section: `label` as printed without closing punctuation, `path` its ancestors' labels and its own.

    `start` is where the label stands, `body` where the heading line or lead-in ends, `end` where the section ends
    (subsections included). `parent` is the index of the enclosing section in the document's `sections`.
    """

    label: str
    path: str
    kind: str  # phan, chuong, muc, dieu, phu_luc, roman, number, decimal, letter, paren
    title: str
    start: int
    body: int
    end: int
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a block stands in a table: ordinal of the table, row and column from 0, texts of the column's heads."""

    table: int
    row: int
    column: int
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, table cell or footnote: wrapped lines are one block.

    `section` is the index of the innermost numbered section, None before the first. `depth` is the nesting of
    unnumbered bullets (`-` 1, `+` 2, `*` as found), 0 for a paragraph. `start` is behind label or bullet mark.
    """

    start: int
    end: int
    kind: str  # heading, paragraph, bullet, cell, head_cell, footnote
    section: int | None = None
    depth: int = 0
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a source: its extent, the spans of its parts, its sections and its blocks in text order.

    `header` runs to the first block of the body (issuer, number, dateline, type, title); `body` ends before the
    recipients or the signature. Appendices belong to the document they follow: their blocks are body blocks.
    """

    start: int
    end: int
    header: tuple[int, int]
    body: tuple[int, int]
    recipients: tuple[int, int] | None = None
    signature: tuple[int, int] | None = None
    sections: tuple[Section, ...] = ()
    blocks: tuple[Block, ...] = ()
    #: Where the kind of document is printed above the title ("NGHỊ QUYẾT"), and the title itself.
    kind: tuple[int, int] | None = None
    title: tuple[int, int] | None = None
    _sections: Spans[Section] = field(init=False, repr=False, compare=False)
    _blocks: Spans[Block] = field(init=False, repr=False, compare=False)
    _runs: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_sections", Spans(self.sections))
        object.__setattr__(self, "_blocks", Spans(self.blocks))
        tables = [block.cell.table if block.cell else None for block in self.blocks]
        runs: list[int] = []
        for number, table in enumerate(tables):
            runs.append(runs[-1] if number and table is not None and table == tables[number - 1] else number)
        object.__setattr__(self, "_runs", runs)

    def first_cell(self, index: int) -> int:
        """The index of the first of the cells of one table that stand in a row up to the block with that index."""
        return self._runs[index]

    def sections_over(self, offset: int) -> list[Section]:
        """The sections that hold the offset, in the order of the text: the innermost is the last."""
        return list(self._sections.over(offset))[::-1]

    def section_path(self, offset: int) -> str | None:
        """The path of the innermost section that holds the offset, `None` before the first heading."""
        found = self.sections_over(offset)
        return max(found, key=lambda s: s.start).path if found else None

    def block_at(self, offset: int) -> Block | None:
        """The innermost block that holds the offset, or `None`."""
        found = list(self._blocks.over(offset))[::-1]
        return min(found, key=lambda b: b.end - b.start) if found else None


@dataclass(frozen=True, slots=True)
class Structure:
    """A source taken apart: `view` is as long as the text (see `extractors.text`).

    In `view` footnotes, page numbers, running heads, stamps, table rules and other matter that interrupts a
    sentence are blanked, so that a block's view reads through; a footnote's own words are in `footnotes` only,
    a view of the same length in which everything else is blank.
    """

    text: str
    view: str
    documents: tuple[Part, ...]
    footnotes: str = field(default="", repr=False)

    def words_of(self, block: Block) -> str:
        """The view of a block (footnotes are read from `footnotes`)."""
        source = self.footnotes if block.kind == "footnote" else self.view
        return source[block.start : block.end]
