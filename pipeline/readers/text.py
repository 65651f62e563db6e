"""Text files in UTF-8, UTF-16, Windows-1258, TCVN3 or VNI."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extractors.syllables import share_of_syllables
from pipeline.readers.encoding import decode
from pipeline.source import Flaw, Page, Source

_REMEDY = "Look for the sign � in the text; get the file again, or save it as UTF-8 where it was written."


def read(path: Path) -> Source:
    """The source of a text file: one page, the line ends as `\\n`, the encoding among the notes where not UTF-8.

    Raises `UnusableSourceError` where the file is empty, binary or in an encoding that cannot be told.
    """
    data = path.read_bytes()
    text, encoding, steps = decode(path, data)
    notes = () if encoding == "utf-8" else (f"encoding: {encoding}",)
    damaged = text.count("\ufffd")
    flaws = (Flaw("damaged_characters", f"{damaged} characters are damaged", _REMEDY),) if damaged else ()
    page = Page(1, 0, len(text), quality=share_of_syllables(text))
    return Source(path, "text", text, hashlib.sha256(data).hexdigest(), (page,), notes=notes, flaws=flaws, origin=steps)
