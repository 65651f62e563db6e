"""The cluster engine: the same guarded task for each file, run by Dask; the one writer stays here."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from pipeline.batch.limits import Limits
from pipeline.batch.pool import Next, Pool
from pipeline.batch.task import CRASH, Outcome, Task
from pipeline.errors import ChitieuError

Group = tuple[Task, ...]
_AHEAD = 3  # groups of files for each thread of the cluster
_LASTS = 0.5  # seconds that a group of files may take: what the cluster itself takes for it is little beside
_MOST = 8  # files of a group
_GUARDS = threading.local()  # one guarded process for each thread of a Dask worker
#: A local cluster need not watch what its threads do, nor move results about.
_LOCAL = {
    "distributed.worker.daemon": False,
    "distributed.worker.profile.enabled": False,
    "distributed.scheduler.active-memory-manager.start": False,
}


def read_guarded(group: Group, limits: Limits) -> tuple[list[Outcome], float]:
    """What a Dask worker does: hands each file to a guarded process of its own, which it keeps.

    Returns what came of each, and the seconds that a file took.
    """
    if getattr(_GUARDS, "limits", None) != limits:
        _GUARDS.pool, _GUARDS.limits = Pool(1, limits), limits
    start = time.monotonic()
    outcomes = _GUARDS.pool.read_some(group)
    return outcomes, (time.monotonic() - start) / len(group)


@dataclass(slots=True)
class _Groups:
    """Puts files together so that a group takes half a second; what is read slowly goes alone."""

    next_task: Next
    #: Files whose group was lost with its Dask workers: each is tried alone.
    alone: deque[Task] = field(default_factory=deque)
    pace: float = _LASTS

    def next(self) -> Group | None:
        """The next files, or None where there are none now."""
        if self.alone:
            return (self.alone.popleft(),)
        most = max(1, min(_MOST, int(_LASTS / max(self.pace, 0.001))))
        found: list[Task] = []
        while len(found) < most and (task := self.next_task()):
            found.append(task)
        return tuple(found) or None

    def note(self, seconds: float) -> None:
        """A file of the last group took so many seconds."""
        self.pace = (self.pace + seconds) / 2


class Cluster:
    """Runs tasks on a Dask cluster: that of a scheduler's address, else a local one of so many processes."""

    def __init__(self, processes: int, limits: Limits, *, scheduler: str | None = None) -> None:
        self.processes, self.limits, self.scheduler = processes, limits, scheduler
        self.client: Any = None

    def run(self, next_task: Next, stop: Callable[[], bool]) -> Iterator[Outcome]:
        """The outcomes as they come; no worker is started where there is no task."""
        groups = _Groups(next_task)
        first = groups.next()
        if first is None:
            return
        with ExitStack() as stack:
            self.client = _connect(stack, self.processes, self.scheduler)
            yield from self._run(first, groups, stop)

    def _run(self, first: Group, groups: _Groups, stop: Callable[[], bool]) -> Iterator[Outcome]:
        from distributed import as_completed

        done, sent = as_completed(), dict[str, Group]()
        group: Group | None = first
        while not stop():
            while group is not None and len(sent) < _AHEAD * self._threads():
                future = self.client.submit(read_guarded, group, self.limits, pure=False)
                sent[future.key] = group
                done.add(future)
                group = groups.next()
            if not sent:
                return
            future = next(done)
            yield from _outcomes(future, sent.pop(future.key), groups)
            group = group or groups.next()

    def _threads(self) -> int:
        return max(1, sum(int(count) for count in self.client.nthreads().values()))


def _connect(stack: ExitStack, processes: int, scheduler: str | None) -> Any:
    try:
        import dask
        from distributed import Client, LocalCluster
    except ModuleNotFoundError:
        raise ChitieuError("The engine dask needs its packages: pip install 'chitieu[cluster]'.") from None
    if scheduler:
        try:
            return stack.enter_context(Client(scheduler, timeout=10))
        except (OSError, TimeoutError, ValueError) as error:
            raise ChitieuError(f"{scheduler}: no Dask scheduler answers ({error}). Check the address.") from error
    stack.enter_context(dask.config.set(_LOCAL))
    local = LocalCluster(
        n_workers=max(1, processes), threads_per_worker=1, memory_limit=None, dashboard_address=None, silence_logs=50
    )
    return stack.enter_context(Client(stack.enter_context(local)))


def _outcomes(future: Any, group: Group, groups: _Groups) -> Iterator[Outcome]:
    """What came of a group; where even its Dask workers died of it, that is its failure, if it is a single file."""
    from distributed import KilledWorker

    try:
        outcomes, seconds = future.result()
    except KilledWorker:
        if len(group) > 1:
            groups.alone.extend(group)
        else:
            yield Outcome(group[0], group[0].stamp, failure=CRASH)
        return
    groups.note(seconds)
    yield from outcomes
