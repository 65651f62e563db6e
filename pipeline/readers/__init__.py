"""Files to sources: `read_source` picks the reader by the file's suffix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.errors import UnusableSourceError
from pipeline.readers.text import read_text_file
from pipeline.source import Source

#: A reader for each suffix: adding a kind is one file beside this one and one line here.
READERS: dict[str, Callable[[Path], Source]] = {
    ".txt": read_text_file,
}


def read_source(path: Path) -> Source:
    """The source that a file holds. Raises `UnusableSourceError` where it holds none."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnusableSourceError(
            path, "unknown_kind", "no reader for this kind of file", f"Kinds read: {', '.join(READERS)}."
        )
    return reader(path)
