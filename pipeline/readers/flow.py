"""Rows to text: wrapped lines of a paragraph on one line, paragraphs apart, columns and titles line by line.

A paragraph ends where its last row had room for the next word, where the next row is indented, numbered, set in
another size or stands further below than the lines of a paragraph do. Words and numbers that a line end split are
joined. All measures come from the page itself: its margins, its pitch, its type size.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import regex

from extractors.syllables import is_syllable
from pipeline.readers.builder import Builder
from pipeline.readers.centred import Frame, centred_rows, is_near
from pipeline.readers.columns import Strand
from pipeline.readers.grid import DITTO
from pipeline.readers.ruled import Cell, Grid
from pipeline.readers.words import Row, Word

PARAGRAPH, LINE, BLANK, NOTHING = "\n\n", "\n", " ", ""
#: What begins an item: a bullet or a label with its closing mark.
_ITEM = regex.compile(
    r"[-–—+•*▪●○◦➢✓]\s|(?:[IVXLC]{1,6}|\d{1,2}(?:\.\d{1,2}){0,4})\s*[.)/\-]\s|(?:\d{1,2}\.){2,}\d{0,2}\s|\p{L}[.)]\s|\(\d{1,2}\)"
    r"|(?:Điều|Chương|Mục|Phần|PHẦN|CHƯƠNG|MỤC|PHỤ LỤC|Phụ lục)\s"
)
_TITLE = regex.compile(
    r"(?:[IVXLC]{1,6}|[A-Z])[.)\-]\s+\p{Lu}{2,}\s+\p{Lu}{2,}|Điều\s+\d+\.|(?:Chương|CHƯƠNG)\s+[IVXLC]+\b"
)
_GOES_ON = regex.compile(r"[\p{Ll}\d,;)]")
_APART = 1.22  # of the usual pitch: two rows further apart are two paragraphs
_FLUSH = 0.3  # of a page's rows: so many begin at the margin where only the first of a paragraph is indented
_SPLIT = regex.compile(r"(?<=[\p{L}\d])[-–/]")  # a mark that joins what stands before and behind it
_OPEN = regex.compile(r"\d/?(?:\p{Lu}+-)*\p{Lu}*[-–/]$")  # a number that goes on: `618/QĐ-`, `29/`
_RANGE = regex.compile(r"[-–]\s*\d")
_HEAD = regex.compile(r"[\p{L}\d(]")
_ENDS = tuple(".;:!?…")


def frame_of(rows: list[Row], *, before: Frame | None = None) -> Frame | None:
    """The frame of a page's rows; of a page with few rows that of the page before."""
    if len(rows) < 4 and before is not None:
        return before
    if not rows:
        return before
    lefts, rights = sorted(row.x0 for row in rows), sorted(row.x1 for row in rows)
    pitches = Counter(round(b.base - a.base) for a, b in zip(rows, rows[1:], strict=False) if b.base > a.base)
    pitch = max(pitches, key=lambda p: (pitches[p] + 0.5 * (pitches[p - 1] + pitches[p + 1]), -p)) if pitches else 20
    left = lefts[len(lefts) // 20]
    flush = sum(row.x0 - left < 0.3 * row.size for row in rows) > _FLUSH * len(rows)
    return Frame(left, rights[-1 - len(rights) // 20], float(pitch), flush)


@dataclass(slots=True)
class Flow:
    """Writes rows to a builder and knows what was written last, so that a paragraph can run over pages."""

    builder: Builder
    last: Row | None = None
    frame: Frame | None = None
    column: bool = False
    page: int = 0
    #: How far the text behind the label of the current item is indented.
    hang: float | None = None
    #: Footnotes of pages whose last paragraph is still open.
    waiting: list[tuple[int, list[Row]]] = field(default_factory=list)

    def write(self, strand: Strand, frame: Frame, *, page: int) -> None:
        """Write the rows of a strand."""
        centred = set() if strand.column else centred_rows(strand.rows, frame)
        for at, row in enumerate(strand.rows):
            between = self._break_before(row, strand, frame, first=at == 0, page=page)
            if at in centred and at - 1 in centred:
                between = _within_title(strand.rows[at - 1], row, frame)
            self._between(between, page, row=row)
            self._write_row(row, page)
            if between == PARAGRAPH:
                item = len(row.words) > 1 and _ITEM.match(row.text)
                self.hang = row.words[1].x0 - frame.left if item else None
            self.last, self.frame, self.column, self.page = row, frame, strand.column, page

    def write_grid(self, grid: Grid) -> None:
        """Write a table, one line a row."""
        page = next((page for row in grid.rows for cell in row for page, _ in cell.rows), self.page or 1)
        self._between(PARAGRAPH, page)
        for at, row in enumerate(grid.rows):
            self.builder.gap("\n" if at else "", page=page)
            for cell in row:
                self.builder.gap("| ", page=page)
                self._write_cell(cell)
                page = cell.rows[-1][0] if cell.rows else page
                self.builder.gap(f"{DITTO} " if cell.ditto else " ", page=page)
            self.builder.gap("|", page=page)
        self.last, self.page = None, page

    def _write_cell(self, cell: Cell) -> None:
        """Write a cell on one line."""
        before: Word | None = None
        for page, row in cell.rows:
            if before is not None:
                self.builder.gap(joint(before, row.words[0]), page=page)
            for word in row.words:
                word.text = word.text.replace("|", "/")
            self._write_row(row, page)
            before = row.words[-1]

    def end_paragraph(self) -> None:
        """End the paragraph that is being written; footnotes that waited for its end follow it."""
        for page, note in self.waiting:
            self.builder.gap(PARAGRAPH, page=page)
            for row in note:
                self._write_row(row, page, lead=row is not note[0])
        self.waiting.clear()
        self.last = None

    def _break_before(self, row: Row, strand: Strand, frame: Frame, *, first: bool, page: int) -> str:
        """What stands between the last row and this one."""
        last = self.last
        if last is None or self.frame is None or (first and (strand.column or self.column)):
            return PARAGRAPH
        if strand.column:
            near = row.base - last.base < max(2.2 * max(row.size, last.size), 1.7 * frame.pitch)
            return LINE if near else PARAGRAPH
        if abs(row.size - last.size) > 0.12 * last.size:
            return PARAGRAPH
        same_page = page == self.page
        if same_page and row.base - last.base > _APART * frame.pitch:
            return PARAGRAPH
        return self._joined(last, row, self.frame, frame)

    def _joined(self, last: Row, row: Row, before: Frame, frame: Frame) -> str:
        """What stands between two rows of the flow: a blank inside a paragraph, a line end where that is unsure."""
        if self._continues(last, row, before, frame):
            return BLANK
        return LINE if goes_on(last.text, row.text) else PARAGRAPH

    def _continues(self, last: Row, row: Row, before: Frame, frame: Frame) -> bool:
        """Whether a row goes on the paragraph of the last one."""
        first = row.words[0]
        if _OPEN.search(last.text) and joint(last.words[-1], first) == NOTHING and not row.numbered:
            return True
        if before.right - last.x1 > first.x1 - first.x0 + 0.35 * row.size or row.numbered:
            return False
        indent = row.x0 - frame.left
        if _ITEM.match(row.text + " ") and (
            indent > 0.6 * row.size or last.text.endswith(_ENDS) or _TITLE.match(row.text)
        ):
            return False
        hanging = self.hang is not None and abs(indent - self.hang) < 0.4 * row.size
        same_edge = before is frame and abs(last.x0 - row.x0) < 0.4 * row.size and not last.text.endswith(_ENDS)
        opens = frame.flush and indent > 0.6 * row.size and row.text[0].isupper()
        return indent < 0.6 * row.size or hanging or (same_edge and not opens)

    def _between(self, between: str, page: int, *, row: Row | None = None) -> None:
        if between == PARAGRAPH:
            self.end_paragraph()
            if not self.builder.length:
                return
            new_page = self.page and page != self.page
            self.builder.gap("\n\f\n" if new_page else PARAGRAPH, page=page)
        elif between == BLANK and self.last is not None and row is not None:
            self.builder.gap(joint(self.last.words[-1], row.words[0]), page=self.page)
        else:
            self.builder.gap(between, page=page)

    def _write_row(self, row: Row, page: int, *, lead: bool = False) -> None:
        if lead:
            self.builder.gap(BLANK, page=page)
        before: Word | None = None
        for word in row.words:
            if before is not None and not _touch(before, word):
                self.builder.gap(BLANK, page=page)
            self.builder.add(word, page=page)
            before = word


def goes_on(before: str, after: str) -> bool:
    """Whether a line seems to go on the one before, though its looks say otherwise: it may be one block with it.

    >>> goes_on("V/v thực hiện Nghị quyết số", "10-NQ/TU ngày 29/12/2021"), goes_on("Kính gửi:", "các sở")
    (True, False)
    """
    return bool(_GOES_ON.match(after)) and not _ITEM.match(after + " ") and not before.endswith(_ENDS)


def joint(before: Word, after: Word) -> str:
    """What stands between two words that a line end parts: nothing where it split one word or number, else a blank.

    The line end split a word behind a hyphen or stroke that touches it, or where two parts that are no syllables
    make one (`n` + `ăm`).
    """
    head, tail = before.text, after.text
    if head.endswith("\u00ad"):
        return NOTHING
    if _SPLIT.search(head[-2:]) and head[-1] in "-–/" and _HEAD.match(tail):
        return NOTHING
    left, right = regex.search(r"\p{L}*$", head), regex.match(r"\p{L}*", tail)
    if left and right and left.group() and right.group() and right.group().islower():
        whole = left.group() + right.group()
        if is_syllable(whole) and not (is_syllable(left.group()) and is_syllable(right.group())):
            return NOTHING
    return BLANK


def _touch(a: Word, b: Word) -> bool:
    """Whether a raised mark touches the word before it."""
    return b.raised and b.x0 - a.x1 < 0.25 * max(a.size, b.size)


def _within_title(last: Row, row: Row, frame: Frame) -> str:
    """What stands between two centred rows: nothing but a blank inside a range of years that a line end split."""
    if not is_near(last, row, frame):
        return PARAGRAPH
    split = last.text[-1].isdigit() and _RANGE.match(row.text) or last.text[-1] in "-–" and row.text[0].isdigit()
    return BLANK if split else LINE
