"""One file as a task, and what comes of it: plain data that goes to a worker and back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.batch.limits import MEGABYTE, Limits, check_file
from pipeline.errors import ChitieuError, UnusableSourceError, without_paths
from pipeline.remote import at_hand, is_remote, public, suffix_of
from pipeline.rows import SourceRows

#: What stands between an archive and its member in the path of a file.
WITHIN = "!/"


@dataclass(frozen=True, slots=True)
class Task:
    """A file that is to be read, or an archive whose members are to be listed.

    `key` is what the database knows it by, `way` leads through archives to it (empty where it lies on the disk).
    """

    key: str
    name: str
    path: str
    way: tuple[str, ...] = ()
    stamp: tuple[int, int] | None = None
    known: str | None = None
    #: Of a file from elsewhere: the suffix of its copy, and the checksum of what is held, which may be the same.
    suffix: str = ""
    held: str | None = None

    @property
    def is_archive(self) -> bool:
        """Whether its members are what is to be read."""
        return (suffix_of(self.way[-1]) if self.way else self.suffix or suffix_of(self.path)) == ".zip"

    def member(self, member: Member) -> Task:
        """The task for a member of an archive."""
        way, stamp = (*self.way, member.name), (member.size, member.crc)
        return Task(self.key + WITHIN + member.name, self.name + WITHIN + member.name, self.path, way, stamp)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an archive: its name there, its size and the check sum that the archive states."""

    name: str
    size: int
    crc: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file cannot be used: the code of the reason, what is wrong, what to do."""

    reason: str
    what: str
    remedy: str


@dataclass(slots=True)
class Outcome:
    """What came of a task: rows, the members of an archive, or a failure; `same` where it is what is held already."""

    task: Task
    stamp: tuple[int, int] | None = None
    checksum: str | None = None
    rows: SourceRows | None = None
    members: list[Member] = field(default_factory=list)
    failure: Failure | None = None
    same: bool = False


#: Failures that the guard of a worker sees from without.
HANG = Failure(
    "timeout", "reading it took longer than is allowed", "Raise the limit with --max-seconds, or split the file."
)
MEMORY = Failure(
    "memory", "reading it needs more memory than is allowed", "Raise the limit with --max-memory, or split the file."
)
CRASH = Failure(
    "crash",
    "reading it broke the process that read it, twice",
    "Save the file anew in another format; report it, if it may be shared.",
)
RECURSION = Failure("recursion", "its parts are nested too deeply", "Save the file anew, or give its text.")


def perform(task: Task, limits: Limits) -> Outcome:
    """Read a file or list an archive in this process; whatever goes wrong is the outcome's failure."""
    outcome = Outcome(task, task.stamp)
    try:
        _perform(outcome, limits)
    except MemoryError:
        outcome.failure = MEMORY
    except RecursionError:
        outcome.failure = RECURSION
    except UnusableSourceError as error:
        outcome.failure = Failure(error.reason, error.what, error.remedy)
    except OSError as error:
        what = f"the file cannot be read ({error.strerror or error})"
        outcome.failure = Failure("unreadable", what, "Check that it is there and that you may read it.")
    except KeyboardInterrupt:
        raise
    except (ChitieuError, Exception) as error:
        what = f"reading it failed ({type(error).__name__}: {error})"
        remedy = "This is a fault of the program: report it with the file, if it may be shared."
        outcome.failure = Failure("internal_error", what, remedy)
    if outcome.failure:
        outcome.rows, outcome.members = None, []
        outcome.failure = _shown(outcome.failure, task)
    return outcome


def _shown(failure: Failure, task: Task) -> Failure:
    """The failure in words that hold no path of this machine and no secret of an address."""
    what = failure.what.replace(task.path, public(task.path)) if is_remote(task.path) else failure.what
    what = without_paths(what, *([] if is_remote(task.path) else [task.path]))[:500]
    return failure if what == failure.what else replace(failure, what=what)


def _perform(outcome: Outcome, limits: Limits) -> None:
    from pipeline.archive import list_members, reach

    task = outcome.task
    if not task.way and not is_remote(task.path):
        outcome.stamp = _stamp_of(Path(task.path))
    with _place_of(task, limits) as path, reach(path, task.way, limits) as file:
        if task.is_archive:
            outcome.checksum = checksum_of(file)
            outcome.same = outcome.checksum == task.held
            if not outcome.same:
                outcome.members = list_members(file, limits, depth=len(task.way) + 1)
        else:
            _read(file, outcome, limits)


def _stamp_of(path: Path) -> tuple[int, int]:
    if not path.exists():
        raise UnusableSourceError(path, "missing", "there is no such file or folder", "Check the path.")
    found = path.stat()
    return found.st_size, found.st_mtime_ns


@contextmanager
def _place_of(task: Task, limits: Limits) -> Iterator[Path]:
    """The file of a task: its copy where it lies elsewhere; that of an archive is kept for its next member."""
    from pipeline.archive import keep_copy

    if is_remote(task.path) and (task.way or task.is_archive):
        yield keep_copy(task.path, limits, anew=not task.way)
        return
    with at_hand(task.path, limits, size=task.stamp[0] if task.stamp else -1, suffix=task.suffix) as path:
        yield path


def _read(file: Path, outcome: Outcome, limits: Limits) -> None:
    from pipeline.run import read_rows

    if file.is_file() and file.stat().st_size <= limits.size_mb * MEGABYTE:
        outcome.checksum = checksum_of(file)
        if outcome.checksum == outcome.task.held:
            outcome.same = True
            return
    if file.is_file():
        check_file(file, limits)
    outcome.rows = read_rows(file, name=outcome.task.name)


def checksum_of(file: Path) -> str:
    """The SHA-256 of a file's bytes in hexadecimal digits."""
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
