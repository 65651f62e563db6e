"""Word (`.docx`): paragraphs with their automatic labels, tables as rows, footnotes behind their paragraph."""

from __future__ import annotations

import hashlib
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeAlias

import regex

from extractors.syllables import share_of_syllables
from pipeline.errors import UnusableSourceError
from pipeline.origin import Elements
from pipeline.readers.flow import goes_on
from pipeline.source import Page, Source

_ENCRYPTED = bytes.fromhex("D0CF11E0A1B11AE1")  # an OLE container: a document with a password, or an old one
_SHORT = 60  # characters of a line that was broken by hand
#: A piece of text and the element it comes from ("" for what stands between).
Piece: TypeAlias = tuple[str, str]
_BLANKS = regex.compile(r"[ \t\u00a0]+")


def read(path: Path) -> Source:
    """The source that a Word document holds: one page without boxes. Raises `UnusableSourceError`."""
    data = path.read_bytes()
    if data.startswith(_ENCRYPTED):
        raise UnusableSourceError(
            path, "encrypted", "the document asks for a password or is of an older kind", "Save it again as .docx."
        )
    text, origin = _laid(read_pieces(path, data))
    page = Page(1, 0, len(text), quality=share_of_syllables(text))
    return Source(path, "word", text, hashlib.sha256(data).hexdigest(), (page,), origin=origin)


def _laid(pieces: list[Piece]) -> tuple[str, Elements]:
    """Pieces as one text in NFC, and where each element begins in it."""
    texts = [unicodedata.normalize("NFC", text) for text, _ in pieces]
    starts = accumulate(map(len, texts), initial=0)
    places = [(start, path) for start, (_, path) in zip(starts, pieces, strict=False) if path]
    return "".join(texts), Elements(tuple(start for start, _ in places), tuple(path for _, path in places))


def read_pieces(path: Path, data: bytes) -> list[Piece]:
    """The text of a Word document in pieces."""
    try:
        import docx
        from docx.opc.exceptions import PackageNotFoundError
    except ModuleNotFoundError:
        raise UnusableSourceError(
            path, "missing_package", "Word documents need the package python-docx", "Install `chitieu[word]`."
        ) from None
    from pipeline.readers.wordparts import Parts

    try:
        parts = Parts(docx.Document(BytesIO(data)))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, SyntaxError, ValueError):
        raise UnusableSourceError(
            path, "damaged", "the Word document is damaged and cannot be opened", "Get the file again."
        ) from None
    return _joined(_blocks(parts, parts.body))


def _joined(blocks: Iterator[list[Piece]]) -> list[Piece]:
    """Blocks one behind the other, a blank line between them; a line that was broken by hand goes on as a line."""
    pieces: list[Piece] = []
    last = ""
    for block in blocks:
        text = "".join(piece for piece, _ in block)
        if not text.strip():
            continue
        if pieces:
            pieces.append(("\n" if len(last) < _SHORT and goes_on(last, text) else "\n\n", ""))
        pieces += block
        last = text[text.rfind("\n") + 1 :]
    return pieces


def _between(blocks: Iterable[list[Piece]], between: str) -> list[Piece]:
    """Blocks one behind the other with something between them."""
    pieces: list[Piece] = []
    for block in blocks:
        pieces += [(between, ""), *block] if pieces else block
    return pieces


def _blocks(parts: Any, container: Any) -> Iterator[list[Piece]]:
    """The blocks of a container in order; centred lines that follow each other are lines of one block."""
    centred: list[list[Piece]] = []
    for element in parts.elements(container):
        if parts.is_table(element):
            if centred:
                yield _between(centred, "\n")
                centred = []
            yield _table(parts, element)
            continue
        text, notes = parts.paragraph(element)
        if parts.is_centred(element) and text and not notes:
            centred.append([(text, parts.path(element))])
            continue
        if centred:
            yield _between(centred, "\n")
            centred = []
        yield [(text, parts.path(element))]
        yield from ([note] for note in notes)
    if centred:
        yield _between(centred, "\n")


def _table(parts: Any, table: Any) -> list[Piece]:
    """A table as rows, one line each; a table that only sets text side by side as its columns, the left one first."""
    rows = parts.rows(table)
    if parts.is_layout(table, rows):
        width = max((len(row) for row in rows), default=0)
        columns = []
        for at in range(width):
            cells = [row[at] for row in rows if at < len(row) and not isinstance(row[at], str)]
            columns.append(_between((line for cell in cells for line in _lines(parts, cell)), "\n"))
        return _between((column for column in columns if column), "\n\n")
    notes: list[Piece] = []
    lines = []
    for row in rows:
        cells = []
        for cell in row:
            text, more = _cell(parts, cell)
            cells.append((text.replace("|", "/"), "" if isinstance(cell, str) else parts.path(cell)))
            notes += more
        lines.append(_row(cells))
    return _between([_between(lines, "\n"), *([note] for note in notes)], "\n\n")


def _row(cells: list[Piece]) -> list[Piece]:
    """A row of a table as one line (as `grid.render_row` writes it)."""
    return [("| ", ""), *_between(([cell] for cell in cells), " | "), (" |", "")]


def _lines(parts: Any, cell: Any) -> Iterator[list[Piece]]:
    """The lines of a cell that is set for its looks only."""
    for block in _blocks(parts, cell):
        line: list[Piece] = []
        for text, path in block:
            first, *others = text.split("\n")
            line.append((first, path))
            for other in others:
                yield from _filled(line)
                line = [(other, path)]
        yield from _filled(line)


def _filled(line: list[Piece]) -> Iterator[list[Piece]]:
    if "".join(text for text, _ in line).strip():
        yield line


def _cell(parts: Any, cell: Any) -> tuple[str, list[Piece]]:
    """The text of a cell on one line and the footnotes of its paragraphs."""
    if isinstance(cell, str):
        return cell, []
    texts, notes = [], []
    for element in cell.iter(parts.PARAGRAPH):
        text, more = parts.paragraph(element)
        texts.append(text)
        notes += more
    return _BLANKS.sub(" ", " ".join(texts).replace("\n", " ")).strip(), notes
