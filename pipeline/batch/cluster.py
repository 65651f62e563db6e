"""The cluster engine: the same guarded task for each file, run by Dask; the one writer stays here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

from pipeline.batch.limits import Limits
from pipeline.batch.pool import Next, Pool
from pipeline.batch.task import CRASH, Outcome, Task
from pipeline.errors import ChitieuError

_AHEAD = 3  # tasks for each thread of the cluster
_GUARDS = threading.local()  # one guarded process for each thread of a Dask worker


def read_guarded(task: Task, limits: Limits) -> Outcome:
    """What a Dask worker does: hands the file to a guarded process of its own, which it keeps."""
    if getattr(_GUARDS, "limits", None) != limits:
        _GUARDS.pool, _GUARDS.limits = Pool(1, limits), limits
    outcome: Outcome = _GUARDS.pool.read_one(task)
    return outcome


class Cluster:
    """Runs tasks on a Dask cluster: that of a scheduler's address, else a local one of so many processes."""

    def __init__(self, processes: int, limits: Limits, *, scheduler: str | None = None) -> None:
        self.processes, self.limits, self.scheduler = processes, limits, scheduler
        self.client: Any = None

    def run(self, next_task: Next, stop: Callable[[], bool]) -> Iterator[Outcome]:
        """The outcomes as they come; no worker is started where there is no task."""
        first = next_task()
        if first is None:
            return
        with ExitStack() as stack:
            self.client = _connect(stack, self.processes, self.scheduler)
            yield from self._run(first, next_task, stop)

    def _run(self, first: Task, next_task: Next, stop: Callable[[], bool]) -> Iterator[Outcome]:
        from distributed import as_completed

        done, tasks = as_completed(), dict[str, Task]()
        task: Task | None = first
        while not stop():
            while task is not None and len(tasks) < _AHEAD * self._threads():
                future = self.client.submit(read_guarded, task, self.limits, key=f"chitieu-{task.key}", pure=False)
                tasks[future.key] = task
                done.add(future)
                task = next_task()
            if not tasks:
                return
            future = next(done)
            yield _outcome(future, tasks.pop(future.key))
            task = task or next_task()

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
    stack.enter_context(dask.config.set({"distributed.worker.daemon": False}))
    local = LocalCluster(
        n_workers=max(1, processes), threads_per_worker=1, memory_limit=None, dashboard_address=None, silence_logs=50
    )
    return stack.enter_context(Client(stack.enter_context(local)))


def _outcome(future: Any, task: Task) -> Outcome:
    """What came of a task; where even its Dask workers died of it, that is its failure."""
    from distributed import KilledWorker

    try:
        outcome: Outcome = future.result()
    except KilledWorker:
        return Outcome(task, task.stamp, failure=CRASH)
    return outcome
