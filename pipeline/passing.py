"""Passing files: folders that go with the work they are for, and, where a process was killed, with the next run."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.util import get_temp_dir
from pathlib import Path

_NAME = re.compile(r"chitieu-(?P<owner>\d+)-\w+")
#: Says that the owner lives, as long as it is locked; its lines are folders that go along.
_MARK = ".owner"
#: Folders of the server that workers are forked from (`multiprocessing`).
_ALONG = "pymp-"


class PassingFolder(tempfile.TemporaryDirectory[str]):
    """A folder in that of the system for passing files, taken away with this object, or by `sweep` after a kill.

    >>> with PassingFolder() as folder: Path(folder).is_dir()
    True
    >>> Path(folder).exists()
    False
    """

    def __init__(self) -> None:
        super().__init__(prefix=f"chitieu-{os.getpid()}-", ignore_cleanup_errors=True)
        self._mark = _locked(Path(self.name) / _MARK)

    def take_along(self, folder: str | None) -> None:
        """Let a folder of the same process go with this one after a kill; None is passed over."""
        if self._mark is not None and folder is not None:
            os.write(self._mark, folder.encode() + b"\n")

    def cleanup(self) -> None:
        """Take the folder away."""
        if self._mark is not None:
            os.close(self._mark)
            self._mark = None
        super().cleanup()


def own_temp_dir() -> str | None:
    """Where `multiprocessing` keeps the sockets of this process; None in a child, which uses its parent's folder."""
    return str(get_temp_dir()) if parent_process() is None else None


def _locked(mark: Path) -> int | None:
    """The descriptor of the mark, locked; None where another process holds it, or none can be held here."""
    try:
        import fcntl

        descriptor = os.open(mark, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    except (ImportError, OSError):
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def sweep() -> list[str]:
    """Take away the passing folders of this user whose process is dead; returns their names."""
    place, taken = Path(tempfile.gettempdir()), []
    for folder in place.glob("chitieu-*"):
        found = _NAME.fullmatch(folder.name)
        if not found or not _is_ours(folder) or _lives(int(found["owner"])):
            continue
        mark = _locked(folder / _MARK)
        if mark is None:
            continue
        along = (folder / _MARK).read_text(errors="replace").split("\n")
        for other in (*(Path(line) for line in along), folder):
            if other.parent == place and other.name.startswith(("chitieu-", _ALONG)) and _is_ours(other):
                shutil.rmtree(other, ignore_errors=True)
                taken.append(other.name)
        os.close(mark)
    return taken


def _is_ours(folder: Path) -> bool:
    """Whether a folder is one, no link to one, and belongs to this user."""
    with suppress(OSError):
        return folder.is_dir() and not folder.is_symlink() and folder.stat().st_uid == os.getuid()
    return False


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
