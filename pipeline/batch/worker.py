"""A worker process: reads one file after another within its limits, and keeps what it has loaded.

The module is loaded once by the server that workers are forked from: its imports and its model are there at once.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "OMP_THREAD_LIMIT"):
    os.environ.setdefault(_name, "1")

from pipeline.batch.limits import MEGABYTE, Limits  # noqa: E402 - one thread a worker, told before NumPy is loaded
from pipeline.batch.task import MEMORY, Outcome, Task  # noqa: E402


def warm_up() -> None:
    """Load what every file needs."""
    import pipeline.readers.genre
    import pipeline.readers.text
    import pipeline.run  # noqa: F401
    from extractors.entities.model import load_model
    from pipeline.version import made_by

    load_model()
    made_by()


def work(connection: Connection, limits: Limits, read: Callable[[Task, Limits], Outcome], place: str) -> None:
    """Answer tasks with outcomes until the connection is closed, or, with a last None, until too much is held.

    Passing files lie in `place`, which the pool takes away, whatever becomes of the worker.
    """
    tempfile.tempdir = os.environ["TMPDIR"] = place
    _stand_apart()
    _bound_memory(limits.memory_mb)
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError):
            return
        outcome = read(task, limits)
        try:
            connection.send(outcome)
            if outcome.failure is MEMORY or rss_of(os.getpid()) > limits.memory_mb * MEGABYTE // 2:
                connection.send(None)
                return
        except (MemoryError, BrokenPipeError):
            return


def _stand_apart() -> None:
    """A group of its own, which a signal from the terminal does not reach, and which dies with its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    parent = parent_process()
    if sys.platform == "linux" and parent is not None:
        _die_at(parent.sentinel)


def _die_at(sentinel: int) -> None:
    """Let the kernel end this process when the other end of a pipe is closed, even amid code that never returns."""
    import fcntl

    fcntl.fcntl(sentinel, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(sentinel, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(sentinel, fcntl.F_SETFL, fcntl.fcntl(sentinel, fcntl.F_GETFL) | os.O_ASYNC)


def _bound_memory(megabytes: int) -> None:
    """No more address space than there is now and the limit."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (now + megabytes * MEGABYTE, hard))


def rss_of(pid: int) -> int:
    """The bytes of memory that a process holds; 0 where that cannot be told."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
    except (OSError, ValueError, IndexError):
        return 0
