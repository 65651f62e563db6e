"""Text files in UTF-8, UTF-16, Windows-1258, TCVN3 or VNI."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extractors.syllables import share_of_syllables
from pipeline.readers.encoding import decode
from pipeline.source import Page, Source


def read(path: Path) -> Source:
    """The source of a text file: one page, the line ends as `\\n`, the encoding among the notes where not UTF-8.

    Raises `UnusableSourceError` where the file is empty, binary or in an encoding that cannot be told.
    """
    data = path.read_bytes()
    text, encoding = decode(path, data)
    notes = () if encoding == "utf-8" else (f"encoding: {encoding}",)
    page = Page(1, 0, len(text), quality=share_of_syllables(text))
    return Source(path, "text", text, hashlib.sha256(data).hexdigest(), (page,), notes=notes)
