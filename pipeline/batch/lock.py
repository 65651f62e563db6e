"""One ingest at a time into a database: the second waits its turn."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import ChitieuError

_TICK = 0.2


@contextmanager
def exclusive(db: Path, *, wait: float, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the file `<db>.lock` while the block runs; a lock dies with its process.

    Raises `ChitieuError` where another ingest holds it longer than `wait` seconds.
    """
    path = db.with_name(db.name + ".lock")
    descriptor = _acquire(path, wait, lambda holder: say(f"{db}: another ingest is running{holder}; waiting for it."))
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(descriptor)


def _acquire(path: Path, wait: float, say: Callable[[str], None]) -> int:
    until, told = time.monotonic() + wait, False
    while True:
        descriptor = _try(path)
        if descriptor is not None:
            return descriptor
        if time.monotonic() > until:
            raise ChitieuError(
                f"{path}: another ingest is still running{_holder(path)}. Try again when it has ended, or use --wait."
            )
        if not told:
            say(_holder(path))
            told = True
        time.sleep(_TICK)


def _holder(path: Path) -> str:
    with suppress(OSError):
        pid = path.read_text().strip()
        return f" (process {pid})" if pid else ""
    return ""


def _try(path: Path) -> int | None:
    """The descriptor of the locked file, or None where another process holds it."""
    import fcntl

    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise ChitieuError(
            f"{path}: cannot be written ({error.strerror}). Name a database in a folder of your own with --db."
        ) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_ours = path.stat().st_ino == os.fstat(descriptor).st_ino
    except OSError:
        is_ours = False
    if not is_ours:
        os.close(descriptor)
        return None
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
    return descriptor
