"""Which code and word lists read a source."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

#: What decides which facts are read: the readers, the extractors, their word lists and their model.
_FOLDERS = ("extractors", "pipeline/readers")


@cache
def made_by() -> str:
    """The version of code and word lists: the release and a hash of all that decides which facts are read.

    >>> made_by().partition("+")[0] == version("chitieu")
    True
    """
    digest = sha256()
    root = Path(__file__).parent.parent
    for folder in _FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if "__pycache__" not in file.parts and file.is_file():
                digest.update(file.relative_to(root).as_posix().encode() + file.read_bytes())
    return f"{version('chitieu')}+{digest.hexdigest()[:8]}"
