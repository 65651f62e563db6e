"""HTML as legal portals publish it: paragraphs, numbered lists, tables as rows, each with its line of markup."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import TypeAlias

import regex

from extractors.syllables import share_of_syllables
from pipeline.errors import UnusableSourceError
from pipeline.origin import Elements
from pipeline.readers.encoding import decode
from pipeline.readers.grid import DITTO, render_row, sets_side_by_side
from pipeline.readers.words import RAISED
from pipeline.source import Page, Source

_SKIPPED = frozenset({"script", "style", "head", "nav", "noscript", "template", "svg", "button", "select"})
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "source", "wbr"})
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "center", "blockquote"}
    | {"header", "footer", "main", "dl", "dt", "dd", "pre", "body", "form", "figure", "hr"}
)
_CHARSET = regex.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*(?P<name>[\w-]+)""", regex.IGNORECASE)
_BLANKS = regex.compile(r"[ \t\r\n\u00a0]+")
_SPANS = regex.compile(r"\d{1,3}")


#: A line or more of text, and the line of markup on which it begins.
Piece: TypeAlias = tuple[str, int]


@dataclass(slots=True)
class _Cell:
    lines: list[str] = field(default_factory=list)
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class _Table:
    line: int = 1
    rows: list[list[_Cell]] = field(default_factory=list)
    #: The line of markup on which each row begins.
    lines: list[int] = field(default_factory=list)


def read(path: Path) -> Source:
    """The source that a web page holds: one page without boxes. Raises `UnusableSourceError`."""
    data = path.read_bytes()
    markup, encoding = _markup(path, data)
    text, origin = _laid(blocks_of(markup))
    if not text:
        raise UnusableSourceError(path, "empty", "the web page holds no text", "Save the page with its text.")
    notes = () if encoding == "utf-8" else (f"encoding: {encoding}",)
    page = Page(1, 0, len(text), quality=share_of_syllables(text))
    return Source(path, "html", text, hashlib.sha256(data).hexdigest(), (page,), notes=notes, origin=origin)


def text_of(markup: str) -> str:
    """The text of a web page in NFC.

    >>> text_of("<p>Điều 1.<br>Giao <b>Sở&nbsp;Nội vụ</b></p><ol><li>Rà soát</li></ol><script>x</script>")
    'Điều 1.\\nGiao Sở Nội vụ\\n\\n1. Rà soát'
    """
    return _laid(blocks_of(markup))[0]


def blocks_of(markup: str) -> list[list[Piece]]:
    """The blocks of a web page, each in pieces with the line of markup on which they begin."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    reader.end_page()
    return reader.blocks


def _laid(blocks: list[list[Piece]]) -> tuple[str, Elements]:
    """Blocks as one text in NFC, and where each piece begins in it (`line 12`)."""
    parts: list[str] = []
    starts: list[int] = []
    paths: list[str] = []
    length = 0
    for index, block in enumerate(blocks):
        for at, (text, line) in enumerate(block):
            between = "\n" if at else "\n\n" if index else ""
            parts += [between, unicodedata.normalize("NFC", text)]
            starts.append(length + len(between))
            paths.append(f"line {line}")
            length += len(parts[-2]) + len(parts[-1])
    return "".join(parts), Elements(tuple(starts), tuple(paths))


def _markup(path: Path, data: bytes) -> tuple[str, str]:
    """The markup in the encoding that the page states, if it can be read so, else as a text file would be."""
    stated = _CHARSET.search(data[:4096])
    if stated is not None:
        name = stated["name"].decode("ascii").lower()
        try:
            return data.decode(name), name
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(path, data)[:2]


class _Reader(HTMLParser):
    """Collects blocks of text; what stands in a table goes to its cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[Piece]] = []
        self._line = 1
        self._text: list[str] = []
        self._skipped: list[str] = []
        self._tables: list[_Table] = []
        self._lists: list[int | None] = []
        self._raised = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin what the tag begins."""
        if self._skipped or tag in _SKIPPED:
            if tag not in _VOID:
                self._skipped.append(tag)
            return
        told = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._text.append("\n")
        elif tag == "sup":
            self._raised += 1
        elif tag == "table":
            self.end_block()
            self._tables.append(_Table(self.getpos()[0]))
        elif tag in ("tr", "td", "th"):
            self._begin_cell(tag, told)
        elif tag in _BLOCKS:
            self.end_block()
            self._begin_item(tag, told)

    def handle_endtag(self, tag: str) -> None:
        """End what the tag ends."""
        if self._skipped:
            if tag in self._skipped:
                del self._skipped[self._skipped.index(tag) :]
            return
        if tag == "sup":
            self._raised = max(0, self._raised - 1)
        elif tag == "table" and self._tables:
            self.end_block()
            self._put(_rendered(self._tables.pop()))
        elif tag in ("td", "th", "tr"):
            self.end_block()
        elif tag in _BLOCKS:
            self.end_block()
            if tag in ("ol", "ul") and self._lists:
                self._lists.pop()

    def handle_data(self, data: str) -> None:
        """Take text."""
        if not self._skipped:
            text = _BLANKS.sub(" ", data)
            if text.strip() and not "".join(self._text).strip(" -\n.0123456789"):
                self._line = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
            self._text.append(text.translate(RAISED) if self._raised else text)

    def end_block(self) -> None:
        """End the block of text that is open."""
        lines = [" ".join(line.split()) for line in "".join(self._text).split("\n")]
        self._text.clear()
        block = "\n".join(line for line in lines if line)
        if block:
            self._put([(block, self._line)])

    def end_page(self) -> None:
        """End what is still open."""
        self.end_block()
        while self._tables:
            self._put(_rendered(self._tables.pop()))

    def _put(self, block: list[Piece]) -> None:
        """Put a block into the open cell, or among the blocks of the page."""
        table = self._tables[-1] if self._tables else None
        if table is not None and table.rows and table.rows[-1]:
            table.rows[-1][-1].lines += [line for text, _ in block for line in text.split("\n")]
        elif block:
            self.blocks.append(block)

    def _begin_cell(self, tag: str, told: dict[str, str]) -> None:
        self.end_block()
        if not self._tables:
            return
        rows = self._tables[-1].rows
        if tag == "tr" or not rows:
            rows.append([])
            self._tables[-1].lines.append(self.getpos()[0])
        if tag != "tr":
            columns, height = (_SPANS.match(told.get(name, "")) for name in ("colspan", "rowspan"))
            rows[-1].append(_Cell([], int(columns.group()) if columns else 1, int(height.group()) if height else 1))

    def _begin_item(self, tag: str, told: dict[str, str]) -> None:
        """Count the items of lists: a numbered item has its number, another a dash."""
        if tag in ("ol", "ul"):
            start = _SPANS.match(told.get("start", ""))
            self._lists.append((int(start.group()) if start else 1) if tag == "ol" else None)
        elif tag == "li" and self._lists:
            number = self._lists[-1]
            self._text.append("- " if number is None else f"{number}. ")
            self._lists[-1] = None if number is None else number + 1


def _rendered(table: _Table) -> list[Piece]:
    """A table as rows; one that only sets text side by side as its columns, the left one first."""
    grid = _laid_out(table)
    width = max((len(row) for row in grid), default=0)
    text = "\n".join(line for row in grid for cell in row if isinstance(cell, _Cell) for line in cell.lines)
    if width < 2 or sets_side_by_side(text, rows=len(grid), columns=width):
        columns = [[row[at] for row in grid if at < len(row)] for at in range(width)]
        shown = ["\n".join(line for c in column if isinstance(c, _Cell) for line in c.lines) for column in columns]
        block = "\n\n".join(column for column in shown if column)
        return [(block, table.line)] if block else []
    rows = [[" ".join(cell.lines) if isinstance(cell, _Cell) else cell for cell in row] for row in grid]
    lines = [line for line, row in zip(table.lines, table.rows, strict=True) if row]
    return [(render_row(row), line) for row, line in zip(rows, [*lines, *[table.line] * len(rows)], strict=False)]


def _laid_out(table: _Table) -> list[list[_Cell | str]]:
    """The cells on the table's grid: empty beside one that spans columns, repeated below one that spans rows."""
    grid: list[list[_Cell | str]] = []
    spanned: dict[tuple[int, int], str] = {}
    for at, row in enumerate(table.rows):
        cells: list[_Cell | str] = []
        for cell in row:
            while (at, len(cells)) in spanned:
                cells.append(spanned[at, len(cells)])
            first, columns = len(cells), min(cell.columns, 100)
            for below in range(1, min(cell.rows, 1000)):
                spanned |= {(at + below, first + n): "" if n else DITTO for n in range(columns)}
            cells += [cell, *[""] * (columns - 1)]
        while (at, len(cells)) in spanned:
            cells.append(spanned[at, len(cells)])
        if cells:
            grid.append(cells)
    return grid
