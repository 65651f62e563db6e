"""Which names are those of files that a clerk expects to be read."""

from __future__ import annotations

from pathlib import PurePosixPath

from pipeline.readers import READERS

#: Kinds that hold documents and have no reader: listed among the problems, not passed over.
_UNREAD = frozenset(
    (".xls", ".xlsx", ".ppt", ".pptx", ".rar", ".7z", ".jpg", ".jpeg", ".png", ".tif", ".tiff"),
)


def is_paper(name: str) -> bool:
    """Whether a file of that name is read, or listed where it cannot be; hidden and lock files are passed over.

    >>> is_paper("a/b.PDF"), is_paper("a/~$b.docx"), is_paper("__MACOSX/b.txt"), is_paper("b.py"), is_paper("b.rar")
    (True, False, False, False, True)
    """
    path = PurePosixPath(name)
    if path.name.startswith((".", "~$")) or "__MACOSX" in path.parts:
        return False
    return path.suffix.lower() in READERS or path.suffix.lower() == ".zip" or path.suffix.lower() in _UNREAD
