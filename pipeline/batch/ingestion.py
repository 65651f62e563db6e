"""One run of an ingest: plans what is to be read, takes what comes of it, and is the only one that writes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from pipeline.batch.inputs import Input, Inputs
from pipeline.batch.ledger import Entry, Ledger, is_archive, now
from pipeline.batch.listener import Listener
from pipeline.batch.options import Options
from pipeline.batch.pool import Engine
from pipeline.batch.summary import Summary
from pipeline.batch.task import WITHIN, Failure, Member, Outcome, Task
from pipeline.manifest import apply_known
from pipeline.register import mark_known
from pipeline.remote import is_remote
from pipeline.rows import SourceRows
from pipeline.store import store_source
from pipeline.transaction import transaction
from pipeline.version import made_by

__all__ = ["Ingestion", "Options"]

_MISSING = Failure("missing", "there is no such file or folder", "Check the path.")
_CLOSED = Failure("unreadable", "it may not be read by this user", "Give this user the right to read it.")


@dataclass(slots=True)
class _Open:
    """An archive some of whose members are still to be read."""

    outcome: Outcome
    pending: int


@dataclass(slots=True)
class Ingestion:
    """A run: `plan`, then `go`."""

    database: Database
    options: Options
    listener: Listener
    summary: Summary = field(default_factory=Summary)
    tasks: deque[Task] = field(default_factory=deque)
    archives: dict[str, _Open] = field(default_factory=dict)
    running: int = 0
    #: What is there and as it was: its problems are over.
    well: list[str] = field(default_factory=list)
    ledger: Ledger = field(init=False)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.database, self.options.limits)

    def plan(self, inputs: Inputs) -> None:
        """Find out what is new or changed, and what is gone."""
        for file in inputs.files:
            self._look(file)
        if not self.options.dry_run:
            self.ledger.settle([*self.well, *inputs.listed])
        gone = [key for folder in inputs.folders for key in self.ledger.within(folder)]
        gone = [key for key in dict.fromkeys(gone) if key.partition(WITHIN)[0] not in inputs.keys]
        gone = [key for key in gone if not inputs.is_hidden(key)]
        self._remove(gone)

    def go(self, engine: Engine, stop: Callable[[], bool]) -> None:
        """Read everything that is planned, and write it."""
        self.listener.begin(len(self.tasks))
        for outcome in engine.run(self._next, stop):
            self.running -= 1
            self.take(outcome)
        self.summary.left = len(self.tasks) + self.running

    def _next(self) -> Task | None:
        if not self.tasks:
            return None
        self.running += 1
        return self.tasks.popleft()

    def _look(self, file: Input) -> None:
        entry = self.ledger.find(file.key)
        if entry and self._is_kept_file(file, entry):
            self._count(file.key, entry)
            self.well += [] if entry.reason else [file.key]
            return
        known = file.known or (entry.known if entry else None)
        held = entry.checksum if entry and known == entry.known and self._may_be_same(file, entry) else None
        task = Task(file.key, file.name, file.path, stamp=file.stamp, known=known, suffix=file.suffix, held=held)
        if file.stamp is None:
            self._fail(Outcome(task, failure=file.failure or (_MISSING if _is_missing(file.path) else _CLOSED)))
        else:
            self.tasks.append(task)

    def _may_be_same(self, file: Input, entry: Entry) -> bool:
        """Whether a file from elsewhere that has to be fetched need not be read where it is what is held."""
        due = self.options.rebuild or entry.reason or self._has_due_members(file.key)
        return is_remote(file.path) and not due

    def _is_kept_file(self, file: Input, entry: Entry) -> bool:
        if self.options.rebuild or self._has_due_members(file.key):
            return False
        write = not self.options.dry_run
        return self.ledger.is_unchanged(file, entry, verify=self.options.verify, write=write)

    def _has_due_members(self, key: str) -> bool:
        return is_archive(key) and any(self.ledger.is_due(e) for _, e in self.ledger.members(key))

    def _count(self, key: str, entry: Entry) -> None:
        """Count a file that has not changed; of an archive, its members."""
        if entry.reason:
            self.summary.failed[entry.reason] += 1
        elif is_archive(key):
            for path, member in self.ledger.members(key):
                if not is_archive(path) or member.reason:
                    self._count(path, member)
        else:
            self.summary.unchanged += 1

    def _remove(self, keys: list[str]) -> None:
        if not self.options.prune or self.options.dry_run:
            self.summary.removed += keys
            return
        for key in keys:
            with transaction(self.database):
                self.ledger.drop(key)
            self.summary.pruned += 1

    def take(self, outcome: Outcome) -> None:
        """Write what came of a task."""
        if outcome.failure:
            self._fail(outcome)
        elif outcome.same:
            self._keep(outcome)
        elif outcome.task.is_archive:
            self._unfold(outcome)
        elif outcome.rows is not None:
            self._store(outcome, outcome.rows)

    def _keep(self, outcome: Outcome) -> None:
        """A file from elsewhere that was fetched and is what is held: remember what the server tells of it now."""
        entry = self.ledger.find(outcome.task.key)
        assert entry is not None
        with transaction(self.database):
            self.ledger.enter(outcome, source_id=entry.source_id)
        self._count(outcome.task.key, entry)
        self.listener.done("unchanged", outcome.task.name, None)

    def _fail(self, outcome: Outcome) -> None:
        task, failure = outcome.task, outcome.failure
        assert failure is not None
        entry = self.ledger.find(task.key)
        if not self.options.dry_run:
            with transaction(self.database):
                self.ledger.note(task.key, task.name, failure)
                if outcome.stamp is not None:
                    self.ledger.enter(outcome, source_id=entry.source_id if entry else None)
        self.summary.failed[failure.reason] += 1
        self.listener.done("failed", task.name, failure)
        self._close(task)

    def _store(self, outcome: Outcome, rows: SourceRows) -> None:
        task = outcome.task
        entry = self.ledger.find(task.key)
        held = entry.source_id if entry else None
        with transaction(self.database):
            if held not in (None, rows.source_id):
                self.ledger.release(task.key, held)
            self._write(task, rows)
            self.ledger.enter(outcome, source_id=rows.source_id)
        kind = "changed" if held else "new"
        self.summary.changed += bool(held)
        self.summary.new += not held
        self.listener.done(kind, task.name, None)
        self._close(task)

    def _write(self, task: Task, rows: SourceRows) -> None:
        """Write the rows under the first of the files of this content, whatever the order they come in."""
        key, name, known = task.key, task.name, task.known
        others = self.ledger.holders(rows.source_id, but=task.key)
        if others and others[0][0] < task.key:
            if self._is_current(rows.source_id):
                return
            key, name, known = others[0][0], others[0][1]["name"], others[0][1]["known"]
        for row in (*rows["sources"], *rows["problems"]):
            row["name"] = name
        if is_remote(key):
            for document in rows["documents"]:
                document["url"] = key.partition(WITHIN)[0]
        else:
            mark_known(Path(key), rows)
        apply_known(rows, known)
        store_source(self.database, rows, ingested_at=now())

    def _is_current(self, source_id: str) -> bool:
        query = "SELECT 1 FROM sources WHERE id = ? AND made_by = ?"
        return self.database.execute(query, [source_id, made_by()]).fetchone() is not None

    def _unfold(self, outcome: Outcome) -> None:
        """Plan the members of an archive that are new or changed."""
        task = outcome.task
        tops = {member.name for member in outcome.members}
        due = [member for member in outcome.members if not self._is_kept(task, member)]
        self.tasks.extend(task.member(member) for member in due)
        start = len(task.key) + len(WITHIN)
        self._remove([k for k, _ in self.ledger.members(task.key) if k[start:].partition(WITHIN)[0] not in tops])
        self.archives[task.key] = _Open(outcome, len(due))
        self.listener.grow(len(due) - 1)
        if not due:
            self._finish(task.key)

    def _is_kept(self, task: Task, member: Member) -> bool:
        key = task.key + WITHIN + member.name
        entry = self.ledger.find(key)
        if entry is None or self.options.rebuild or self._has_due_members(key):
            return False
        if not self.ledger.is_same_member(entry, member):
            return False
        self._count(key, entry)
        return True

    def _close(self, task: Task) -> None:
        """A member of an archive is done."""
        if task.way:
            key = task.key.removesuffix(WITHIN + task.way[-1])
            self.archives[key].pending -= 1
            if not self.archives[key].pending:
                self._finish(key)

    def _finish(self, key: str) -> None:
        """All members of an archive are done: from now on it is one file until it changes."""
        outcome = self.archives.pop(key).outcome
        with transaction(self.database):
            self.ledger.enter(outcome, source_id=None)
        self._close(outcome.task)


def _is_missing(path: str) -> bool:
    try:
        return not Path(path).exists()
    except OSError:
        return False
