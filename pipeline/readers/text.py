"""Text files."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

from pipeline.source import Page, Source


def read_text_file(path: Path) -> Source:
    """The source of a text file in UTF-8."""
    data = path.read_bytes()
    text = unicodedata.normalize("NFC", data.decode("utf-8"))
    return Source(path, "text", text, hashlib.sha256(data).hexdigest(), (Page(1, 0, len(text)),))
