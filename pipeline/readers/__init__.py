"""Files to sources: `read_source` picks the reader by the file's suffix."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from pipeline.errors import UnusableSourceError
from pipeline.source import Source

#: The module here that reads files of a suffix, by its function `read`: a new kind is one file and one line.
READERS: dict[str, str] = {
    ".txt": "text",
    ".pdf": "pdf",
    ".docx": "word",
    ".html": "html",
    ".htm": "html",
    ".doc": "office",
    ".odt": "office",
    ".rtf": "office",
}


def read_source(path: Path, *, any_text: bool = False) -> Source:
    """The source that a file holds; `any_text` takes a text that is no administrative document too.

    Raises `UnusableSourceError` where the file holds none.
    """
    if not path.is_file():
        raise UnusableSourceError(path, "missing", "there is no such file", "Check the path.")
    if not path.stat().st_size:
        raise UnusableSourceError(path, "empty", "the file is empty", "Give a file with text.")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        kinds = ", ".join(READERS)
        raise UnusableSourceError(path, "unknown_kind", "no reader for this kind of file", f"Kinds read: {kinds}.")
    source: Source = import_module(f"pipeline.readers.{reader}").read(path)
    if not any_text and not import_module("pipeline.readers.genre").is_administrative(source.text):
        raise UnusableSourceError(
            path,
            "not_administrative",
            "the text is no administrative document in Vietnamese",
            "Look at it with `chitieu read`.",
        )
    return source
