"""Word (`.docx`): paragraphs with their automatic labels, tables as rows, footnotes behind their paragraph."""

from __future__ import annotations

import hashlib
import unicodedata
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import regex

from extractors.syllables import share_of_syllables
from pipeline.errors import UnusableSourceError
from pipeline.readers.flow import goes_on
from pipeline.readers.grid import render_row
from pipeline.source import Page, Source

_ENCRYPTED = bytes.fromhex("D0CF11E0A1B11AE1")  # an OLE container: a document with a password, or an old one
_SHORT = 60  # characters of a line that was broken by hand
_BLANKS = regex.compile(r"[ \t\u00a0]+")


def read(path: Path) -> Source:
    """The source that a Word document holds: one page without boxes. Raises `UnusableSourceError`."""
    data = path.read_bytes()
    if data.startswith(_ENCRYPTED):
        raise UnusableSourceError(
            path, "encrypted", "the document asks for a password or is of an older kind", "Save it again as .docx."
        )
    text = unicodedata.normalize("NFC", read_text(path, data))
    page = Page(1, 0, len(text), quality=share_of_syllables(text))
    return Source(path, "word", text, hashlib.sha256(data).hexdigest(), (page,))


def read_text(path: Path, data: bytes) -> str:
    """The text of a Word document."""
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
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError):
        raise UnusableSourceError(
            path, "damaged", "the Word document is damaged and cannot be opened", "Get the file again."
        ) from None
    text = ""
    for block in _blocks(parts, parts.body):
        if block.strip():
            last = text[text.rfind("\n") + 1 :]
            text += ("" if not text else "\n" if len(last) < _SHORT and goes_on(last, block) else "\n\n") + block
    return text


def _blocks(parts: Any, container: Any) -> Iterator[str]:
    """The blocks of a container in order; centred lines that follow each other are lines of one block."""
    centred: list[str] = []
    for element in parts.elements(container):
        if parts.is_table(element):
            if centred:
                yield "\n".join(centred)
                centred = []
            yield _table(parts, element)
            continue
        text, notes = parts.paragraph(element)
        if parts.is_centred(element) and text and not notes:
            centred.append(text)
            continue
        if centred:
            yield "\n".join(centred)
            centred = []
        yield text
        yield from notes
    if centred:
        yield "\n".join(centred)


def _table(parts: Any, table: Any) -> str:
    """A table as rows, one line each; a table that only sets text side by side as its columns, the left one first."""
    rows = parts.rows(table)
    if parts.is_layout(table, rows):
        width = max((len(row) for row in rows), default=0)
        columns = []
        for at in range(width):
            cells = [row[at] for row in rows if at < len(row) and row[at] is not None]
            columns.append("\n".join(line for cell in cells for line in _lines(parts, cell)))
        return "\n\n".join(column for column in columns if column)
    notes: list[str] = []
    lines = []
    for row in rows:
        texts = []
        for cell in row:
            text, more = _cell(parts, cell)
            texts.append(text)
            notes += more
        lines.append(render_row(texts))
    return "\n\n".join(["\n".join(lines), *notes])


def _lines(parts: Any, cell: Any) -> list[str]:
    """The lines of a cell that is set for its looks only."""
    return [line for block in _blocks(parts, cell) for line in block.split("\n") if line.strip()]


def _cell(parts: Any, cell: Any) -> tuple[str, list[str]]:
    """The text of a cell on one line and the footnotes of its paragraphs."""
    if cell is None or isinstance(cell, str):
        return cell or "", []
    texts, notes = [], []
    for element in cell.iter(parts.PARAGRAPH):
        text, more = parts.paragraph(element)
        texts.append(text)
        notes += more
    return _BLANKS.sub(" ", " ".join(texts).replace("\n", " ")).strip(), notes
