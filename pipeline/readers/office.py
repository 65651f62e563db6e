"""Older and other documents of word processors (`.doc`, `.odt`, `.rtf`): through LibreOffice to Word."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from pipeline.errors import UnusableSourceError
from pipeline.readers import word
from pipeline.source import Source

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 120


def read(path: Path) -> Source:
    """The source that a document holds. Raises `UnusableSourceError`, also where LibreOffice is missing."""
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise UnusableSourceError(
            path,
            "missing_program",
            f"{path.suffix} documents need LibreOffice",
            "Install the Debian package libreoffice-writer-nogui, or save the document as .docx.",
        )
    with tempfile.TemporaryDirectory() as folder:
        source = word.read(_converted(path, program, Path(folder)))
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    notes = (*source.notes, f"converted from {path.suffix} by LibreOffice")
    return replace(source, path=path, checksum=checksum, notes=notes)


def _converted(path: Path, program: str, folder: Path) -> Path:
    """The document as Word; LibreOffice gets a profile of its own, so that several can run at once."""
    copy = folder / f"document{path.suffix.lower()}"
    shutil.copyfile(path, copy)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    order = [program, profile, "--headless", "--convert-to", "docx", "--outdir", str(folder), str(copy)]
    try:
        subprocess.run(order, check=True, capture_output=True, timeout=_SECONDS)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise _failed(path) from None
    made = folder / "document.docx"
    if not made.is_file():
        raise _failed(path)
    return made


def _failed(path: Path) -> UnusableSourceError:
    return UnusableSourceError(path, "damaged", "LibreOffice cannot open it", "Save the document as .docx.")
