"""The chain from a file to the rows of its facts, as one expression."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import extractors
from extractors.steps import read_text
from pipeline.readers import read_source
from pipeline.rows import SourceRows
from pipeline.source_rows import rows_of


def read_rows(path: Path, *, name: str) -> SourceRows:
    """The rows of everything that is read from a file; `name` is how the database calls it.

    Raises `UnusableSourceError` where the file holds no administrative document or cannot be read.
    """
    source = read_source(path)
    return rows_of(source, read_text(source.text), name=name, made_by=made_by())


@cache
def made_by() -> str:
    """The version of the code and word lists that read a source: release and a hash of what is in `extractors`."""
    digest = sha256()
    folder = Path(extractors.__file__).parent
    for file in sorted((*folder.rglob("*.py"), *folder.rglob("*.csv"))):
        digest.update(file.read_bytes())
    return f"{version('chitieu')}+{digest.hexdigest()[:8]}"
