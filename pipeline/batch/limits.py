"""What one file may cost: limits that a user can set."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from pathlib import Path

from pipeline.errors import UnusableSourceError

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: megabytes, pages, seconds, megabytes of memory; and what an archive may hold.

    `ratio` is the size of what an archive holds by its own size, `nesting` how many archives may lie in one another.
    """

    size_mb: int = 200
    pages: int = 3000
    seconds: float = 600.0
    memory_mb: int = 2000
    members: int = 200_000
    nesting: int = 3
    ratio: int = 200

    def __str__(self) -> str:
        return " ".join(f"{value:g}" for value in astuple(self))


def check_file(path: Path, limits: Limits) -> None:
    """None; raises `UnusableSourceError` where a file is larger or has more pages than the limits allow."""
    size = path.stat().st_size
    if size > limits.size_mb * MEGABYTE:
        what = f"the file has {size / MEGABYTE:.0f} MB, more than {limits.size_mb}"
        raise UnusableSourceError(path, "too_large", what, "Raise the limit with --max-size, or split it.")
    if path.suffix.lower() == ".docx":
        _check_parts(path, limits)
    if path.suffix.lower() == ".pdf":
        _check_pages(path, limits)


def _check_pages(path: Path, limits: Limits) -> None:
    """Count the pages; what cannot be opened is left to the reader to name."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return
    pages = len(document)
    document.close()
    if pages > limits.pages:
        what = f"it has {pages} pages, more than {limits.pages}"
        raise UnusableSourceError(path, "too_many_pages", what, "Raise the limit with --max-pages, or split it.")


def _check_parts(path: Path, limits: Limits) -> None:
    """A Word document is an archive: it must not inflate beyond the limits."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as parts:
            whole = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return
    if whole > limits.size_mb * MEGABYTE or whole > limits.ratio * max(path.stat().st_size, 4096):
        what = f"it inflates to {whole / MEGABYTE:.0f} MB"
        raise UnusableSourceError(path, "bomb", what, "Save the document anew; large pictures can be taken out.")
