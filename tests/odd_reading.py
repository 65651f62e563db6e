"""What a worker does in the tests of its guard: reads a file as ever, unless its text asks for a fault."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from pipeline.batch.limits import Limits
from pipeline.batch.task import Outcome, Task, perform


def _deep(depth: int) -> int:
    return _deep(depth + 1) + 1


def read(task: Task, limits: Limits) -> Outcome:
    """The outcome of a file; `FAULT: <kind>` in its first line brings the fault about."""
    head = Path(task.path).read_bytes()[:60].decode("utf-8", "replace")
    fault = head.partition("FAULT: ")[2].split("\n")[0].strip()
    if fault == "hang":
        time.sleep(600)
    elif fault == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif fault == "memory":
        return perform_with(task, limits, lambda: bytearray(1 << 36))
    elif fault == "recursion":
        return perform_with(task, limits, lambda: _deep(0))
    elif fault == "slow growth":
        held = []
        while True:
            held.append(bytearray(8 << 20))
            time.sleep(0.005)
    elif fault == "once" and not Path(task.path + ".seen").exists():
        Path(task.path + ".seen").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return perform(task, limits)


def perform_with(task: Task, limits: Limits, fault: object) -> Outcome:
    """The outcome where reading runs into a fault of Python's."""
    import pipeline.run

    before = pipeline.run.read_rows
    pipeline.run.read_rows = lambda *_a, **_k: fault()  # type: ignore[operator]
    try:
        return perform(task, limits)
    finally:
        pipeline.run.read_rows = before
