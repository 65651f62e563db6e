"""The chain from a file to the rows of its facts, as one expression."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import extractors
from extractors.reading import Reading
from extractors.steps import read_text
from pipeline.errors import UnusableSourceError
from pipeline.readers import read_source
from pipeline.rows import SourceRows, rows_of
from pipeline.source import Source


def read_rows(path: Path, *, name: str) -> SourceRows:
    """The rows of everything that is read from a file; `name` is how the database calls it.

    Raises `UnusableSourceError` where the file holds no administrative document or cannot be read.
    """
    source = read_source(path)
    return rows_of(source, require_administrative(source, read_text(source.text)), name=name, made_by=made_by())


def require_administrative(source: Source, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings, where at least one is an administrative document: it names its type, number or issuer, or cites.

    Raises `UnusableSourceError` otherwise.
    """
    if any(_is_administrative(reading) for reading in readings):
        return readings
    raise UnusableSourceError(
        source.path,
        "not_administrative",
        "no administrative document was found in it (no type, number, issuer or cited document)",
        "Leave it out, or check that the whole text with its header is in the file.",
    )


def _is_administrative(reading: Reading) -> bool:
    metadata = reading.metadata
    named = metadata.doc_type or metadata.number or metadata.issuer
    return bool(named or reading.citations or reading.assignments)


@cache
def made_by() -> str:
    """The version of the code and word lists that read a source: release and a hash of what is in `extractors`."""
    digest = sha256()
    folder = Path(extractors.__file__).parent
    for file in sorted((*folder.rglob("*.py"), *folder.rglob("*.csv"))):
        digest.update(file.read_bytes())
    return f"{version('chitieu')}+{digest.hexdigest()[:8]}"
