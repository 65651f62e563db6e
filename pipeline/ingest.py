"""`chitieu ingest`: files and folders into the database; a file that has not changed costs a look, a bad one itself."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from pipeline.corrections import gone_corrections, take_corrections
from pipeline.errors import ChitieuError, UnusableSourceError
from pipeline.extract import find_files
from pipeline.links import link_documents
from pipeline.readers import READERS
from pipeline.register import mark_known
from pipeline.rows import Row, SourceRows, stable_id
from pipeline.run import made_by, read_rows
from pipeline.store import open_store, remove_source, store_source
from pipeline.transaction import transaction

#: Kinds of files that hold documents: where there is no reader for one, it is listed among the problems.
_PAPERS = (".xls", ".xlsx", ".ppt", ".pptx", ".zip", ".rar", ".7z", ".jpg", ".jpeg", ".png", ".tif", ".tiff")


@dataclass(slots=True)
class Summary:
    """What an ingest did: files by outcome, failures by reason, and how many were read by another version."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    outdated: int = 0
    gone: int = 0

    @property
    def usable(self) -> int:
        """How many files are in the database now."""
        return self.new + self.changed + self.unchanged

    def __str__(self) -> str:
        failed = ", ".join(f"{count} {reason}" for reason, count in sorted(self.failed.items()))
        line = f"{self.new} new, {self.changed} changed, {self.unchanged} unchanged, {self.failed.total()} failed"
        line += f" ({failed})" if failed else ""
        if self.outdated:
            line += (
                f"; {self.outdated} were read by another version of the code or word lists (--rebuild reads them anew)"
            )
        if self.gone:
            line += f"; {self.gone} corrections are of facts that are gone (table corrections)"
        return line


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it is found: where it is, what the database calls it, and what tells that it has not changed."""

    path: Path
    name: str

    @property
    def key(self) -> str:
        return str(self.path.resolve())

    def stamp(self) -> tuple[int, int]:
        found = self.path.stat()
        return found.st_size, found.st_mtime_ns

    def checksum(self) -> str:
        with self.path.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest()


def ingest_files(
    paths: Iterable[Path],
    db: Path,
    *,
    rebuild: bool = False,
    corrections: Path | None = None,
    report: Callable[[str], None] = lambda _line: None,
) -> Summary:
    """Put every file into the database; `report` is told one sentence for each that cannot be used.

    Readers' verdicts are those of `corrections`, else of `corrections.csv` beside the database, where there is one.

    Raises `ChitieuError` where the database cannot be used.
    """
    database = open_store(db)
    summary = Summary()
    try:
        for file in _files(list(paths)):
            _ingest(database, file, summary, rebuild=rebuild, report=report)
        take_corrections(database, corrections or db.with_name("corrections.csv"))
        link_documents(database)
        summary.gone = len(gone_corrections(database))
        outdated = "SELECT count(*) FROM sources WHERE made_by <> ?"
        summary.outdated = database.execute(outdated, [made_by()]).fetchone()[0]
    except sqlite3.OperationalError as error:
        raise ChitieuError(
            f"{db}: writing stopped ({error}). What was written is whole; mend the cause and run it again."
        ) from error
    finally:
        database.close()
    return summary


def _files(paths: list[Path]) -> Iterator[_File]:
    """Every file that can be read, then those of folders that a clerk would expect to be read but that cannot.

    Raises `ChitieuError` where there is neither.
    """
    found = [_File(path, relative.as_posix()) for path, relative in find_files(paths)]
    for folder in (path for path in paths if path.is_dir()):
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in _PAPERS and path.suffix.lower() not in READERS and path.is_file():
                found.append(_File(path, path.relative_to(folder).as_posix()))
    if not found:
        names = ", ".join(map(str, paths))
        raise ChitieuError(f"{names}: there is no file to read here. Kinds read: {', '.join(READERS)}.")
    yield from found


def correct_store(file: Path, db: Path) -> tuple[int, list[Row]]:
    """Apply a file of corrections to a database: how many verdicts are new, and those whose facts are gone.

    Raises `ChitieuError` where the file is not right or the database cannot be used.
    """
    database = open_store(db)
    try:
        new = take_corrections(database, file)
        link_documents(database)
        return new, gone_corrections(database)
    finally:
        database.close()


def _ingest(database: Database, file: _File, summary: Summary, *, rebuild: bool, report: Callable[[str], None]) -> None:
    held = _held(database, file)
    try:
        if held and not rebuild and _is_unchanged(database, file, held):
            summary.unchanged += 1
            return
        _read(database, file, held)
    except UnusableSourceError as error:
        _note_problem(database, file, error)
        summary.failed[error.reason] += 1
        report(str(error))
    else:
        summary.changed += bool(held)
        summary.new += not held


def _held(database: Database, file: _File) -> dict[str, object] | None:
    return next(database.query("SELECT * FROM files WHERE path = ? AND source_id IS NOT NULL", [file.key]), None)


def _is_unchanged(database: Database, file: _File, held: dict[str, object]) -> bool:
    """Whether size and time, else the checksum, are those of the last ingest (a new time is remembered)."""
    try:
        stamp = file.stamp()
    except OSError:
        return False
    if stamp == (held["size"], held["modified_ns"]):
        return True
    if file.checksum() != held["checksum"]:
        return False
    with transaction(database):
        database.execute("UPDATE files SET size = ?, modified_ns = ? WHERE path = ?", [*stamp, file.key])
    return True


def _read(database: Database, file: _File, held: dict[str, object] | None) -> None:
    if not file.path.exists():
        raise UnusableSourceError(file.path, "missing", "there is no such file or folder", "Check the path.")
    stamp = file.stamp()
    rows = _guarded(file)
    with transaction(database):
        _forget(database, file, held, rows.source_id)
        if not _is_copy(database, file, rows):
            mark_known(file.path.resolve(), rows)
            store_source(database, rows, ingested_at=_now())
        seen = {"path": file.key, "name": file.name, "size": stamp[0], "modified_ns": stamp[1]}
        checksum = rows["sources"][0]["checksum"]
        database.table("files").upsert({**seen, "checksum": checksum, "source_id": rows.source_id}, pk="path")
        database.execute("DELETE FROM problems WHERE id = ?", [stable_id("problem", file.key)])


def _guarded(file: _File) -> SourceRows:
    """The rows of a file; whatever goes wrong in reading it costs this file alone."""
    try:
        return read_rows(file.path, name=file.name)
    except (ChitieuError, KeyboardInterrupt):
        raise
    except Exception as error:
        raise UnusableSourceError(
            file.path,
            "internal_error",
            f"reading it failed ({type(error).__name__}: {error})",
            "This is a fault of the program: report it with the file, if it may be shared.",
        ) from error


def _is_copy(database: Database, file: _File, rows: SourceRows) -> bool:
    """Whether another file of the same content is held, read by this version."""
    query = (
        "SELECT 1 FROM sources s JOIN files f ON f.source_id = s.id WHERE s.id = ? AND f.path <> ? AND s.made_by = ?"
    )
    return database.execute(query, [rows.source_id, file.key, made_by()]).fetchone() is not None


def _forget(database: Database, file: _File, held: dict[str, object] | None, source_id: str) -> None:
    """Take away what a changed file held before, unless another file still holds it."""
    if held is None or held["source_id"] == source_id:
        return
    others = "SELECT 1 FROM files WHERE source_id = ? AND path <> ?"
    if not database.execute(others, [held["source_id"], file.key]).fetchone():
        remove_source(database, str(held["source_id"]))


def _note_problem(database: Database, file: _File, error: UnusableSourceError) -> None:
    """A row that says what is wrong; one that says so already stays as it is."""
    id_ = stable_id("problem", file.key)
    row = {"name": file.name, "reason": error.reason, "what": error.what, "remedy": error.remedy}
    held = next(database.query("SELECT name, reason, what, remedy FROM problems WHERE id = ?", [id_]), None)
    if held != row:
        with transaction(database):
            database.table("problems").upsert({"id": id_, **row, "seen_at": _now()}, pk="id")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
