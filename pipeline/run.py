"""The chain from a file to the rows of its facts, as one expression."""

from __future__ import annotations

from pathlib import Path

from extractors.steps import read_text
from pipeline.readers import read_source
from pipeline.rows import SourceRows
from pipeline.source_rows import rows_of
from pipeline.version import made_by


def read_rows(path: Path, *, name: str) -> SourceRows:
    """The rows of everything that is read from a file; `name` is how the database calls it.

    Raises `UnusableSourceError` where the file holds no administrative document or cannot be read.
    """
    source = read_source(path)
    return rows_of(source, read_text(source.text), name=name, made_by=made_by())
