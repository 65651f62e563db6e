"""The local pool: guarded worker processes, watched from here and replaced when they die."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from pipeline.archive import forget_archives
from pipeline.batch.limits import MEGABYTE, Limits
from pipeline.batch.task import CRASH, HANG, MEMORY, Failure, Outcome, Task, perform
from pipeline.batch.worker import rss_of, work
from pipeline.passing import PassingFolder, own_temp_dir, sweep

#: Gives the next task, or None where there is none now (an outcome may bring more).
Next = Callable[[], Task | None]
#: What a worker does with a task.
Read = Callable[[Task, Limits], Outcome]
_AHEAD = 2  # tasks that a worker holds, so that it need not wait for the writer
_TICK = 0.1  # seconds between two looks at the workers
_ATTEMPTS = 2  # a file whose worker died is read once more: it may have died for another reason


class Engine(Protocol):
    """What runs tasks: yields an outcome for each, in any order, until there is no task left or `stop` says so."""

    def run(self, next_task: Next, stop: Callable[[], bool]) -> Iterator[Outcome]:
        """The outcomes."""
        ...


class Here:
    """Runs tasks in this process, unguarded, one after another."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits

    def run(self, next_task: Next, stop: Callable[[], bool]) -> Iterator[Outcome]:
        """The outcomes in the order of the tasks."""
        sweep()
        try:
            while not stop() and (task := next_task()):
                yield perform(task, self.limits)
        finally:
            forget_archives()


@dataclass(slots=True)
class _Worker:
    process: Any
    connection: Connection
    tasks: deque[Task] = field(default_factory=deque)
    since: float = 0.0

    def give(self, task: Task) -> None:
        """Send a task; where the worker is gone, its burial finds the task."""
        if not self.tasks:
            self.since = time.monotonic()
        self.tasks.append(task)
        with suppress(OSError):
            self.connection.send(task)

    def kill(self) -> None:
        """End the worker and the programs that it runs."""
        with suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join(5)
        self.connection.close()


class Pool:
    """Runs tasks in guarded worker processes."""

    def __init__(self, processes: int, limits: Limits, *, read: Read = perform) -> None:
        self.processes, self.limits, self.read = processes, limits, read
        self.workers: list[_Worker] = []
        self.again: deque[Task] = deque()
        self.attempts: dict[str, int] = {}
        self.place: PassingFolder | None = None
        self.context: Any = get_context("spawn" if sys.platform == "win32" else "forkserver")

    def run(self, next_task: Next, stop: Callable[[], bool]) -> Iterator[Outcome]:
        """The outcomes as they come; the workers end with the generator."""
        try:
            while not stop():
                self._fill(next_task)
                if not any(worker.tasks for worker in self.workers):
                    return
                yield from self._collect()
        finally:
            for worker in self.workers:
                worker.kill()
            self.workers.clear()
            if self.place:
                self.place.cleanup()
                self.place = None

    def read_some(self, tasks: Sequence[Task]) -> list[Outcome]:
        """The outcomes of tasks, in any order; the workers are kept for the next."""
        self.again.extend(tasks)
        outcomes: list[Outcome] = []
        while len(outcomes) < len(tasks):
            self._fill(lambda: None)
            outcomes.extend(self._collect())
        return outcomes

    def _fill(self, next_task: Next) -> None:
        """Give every worker something to do, the least busy first."""
        while True:
            least = min(self.workers, key=lambda worker: len(worker.tasks), default=None)
            idle = len(self.workers) < self.processes and (least is None or least.tasks)
            if not idle and least is not None and len(least.tasks) >= _AHEAD:
                return
            task = self.again.popleft() if self.again else next_task()
            if task is None:
                return
            (self._start() if idle or least is None else least).give(task)

    def _start(self) -> _Worker:
        if hasattr(self.context, "set_forkserver_preload"):
            self.context.set_forkserver_preload(["pipeline.batch.nursery"])
        if self.place is None:
            sweep()
            self.place = PassingFolder()
            self.place.take_along(own_temp_dir())
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=work, args=(theirs, self.limits, self.read, self.place.name), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self.workers.append(worker)
        return worker

    def _collect(self) -> Iterator[Outcome]:
        ready = wait([worker.connection for worker in self.workers], timeout=_TICK)
        for worker in [worker for worker in self.workers if worker.connection in ready]:
            try:
                outcome = worker.connection.recv()
            except (EOFError, OSError):
                yield from self._bury(worker, None)
                continue
            if outcome is None:
                self._dismiss(worker)
                continue
            worker.tasks.popleft()
            worker.since = time.monotonic()
            self.attempts.pop(outcome.task.key, None)
            yield outcome
        yield from self._watch()

    def _watch(self) -> Iterator[Outcome]:
        """End the workers whose file takes too long or too much."""
        now = time.monotonic()
        for worker in [worker for worker in self.workers if worker.tasks and not worker.connection.poll()]:
            if now - worker.since > self.limits.seconds:
                yield from self._bury(worker, HANG)
            elif rss_of(worker.process.pid) > self.limits.memory_mb * MEGABYTE:
                yield from self._bury(worker, MEMORY)

    def _dismiss(self, worker: _Worker) -> None:
        """Take away a worker that ends by itself; what it held is read by another."""
        self.workers.remove(worker)
        worker.kill()
        self.again.extendleft(reversed(worker.tasks))

    def _bury(self, worker: _Worker, failure: Failure | None) -> Iterator[Outcome]:
        """Take a worker away; the file that it read is to blame, what it held besides is read by another."""
        worker.kill()
        self.workers.remove(worker)
        if not worker.tasks:
            return
        task = worker.tasks.popleft()
        self.again.extendleft(reversed(worker.tasks))
        self.attempts[task.key] = self.attempts.get(task.key, 0) + 1
        if failure is None and self.attempts[task.key] < _ATTEMPTS:
            self.again.appendleft(task)
        else:
            yield Outcome(task, task.stamp, failure=failure or CRASH)
