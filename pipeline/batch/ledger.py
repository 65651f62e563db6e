"""What the database knows of files: which are held as they are, which have failed, which are gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from pipeline.batch.inputs import Input
from pipeline.batch.limits import Limits
from pipeline.batch.task import WITHIN, Failure, Member, Outcome, checksum_of
from pipeline.remote import is_remote, suffix_of
from pipeline.rows import Row, stable_id
from pipeline.store import remove_source
from pipeline.transaction import transaction
from pipeline.version import made_by

#: Failures whose cause may lie outside the file: it is looked at again each time.
_OUTSIDE = frozenset(
    ("missing_program", "no_text_layer", "broken_text_layer", "unreadable", "unreachable", "missing", "internal_error")
)
_COLUMNS = "name, size, modified_ns, checksum, source_id, made_by, reason, limits, known"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is held of a file."""

    name: str
    size: int
    modified_ns: int
    checksum: str | None
    source_id: str | None
    made_by: str | None
    reason: str | None
    limits: str | None
    known: str | None


def now() -> str:
    """The time in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def is_archive(key: str) -> bool:
    """Whether a file is an archive, by its path, its address or, in another archive, its name there.

    >>> is_archive("/a/b.zip"), is_archive("https://mau.vn/b.zip?v=2"), is_archive("/a/b.zip!/c.txt")
    (True, True, False)
    """
    return suffix_of(key.rpartition(WITHIN)[2]) == ".zip"


class Ledger:
    """The table `files` and the problems of files that cannot be used."""

    def __init__(self, database: Database, limits: Limits) -> None:
        self.database, self.limits = database, str(limits)

    def find(self, key: str) -> Entry | None:
        """What is held of a file, or None."""
        row = self.database.conn.execute(f"SELECT {_COLUMNS} FROM files WHERE path = ?", [key]).fetchone()
        return Entry(*row) if row else None

    def is_due(self, entry: Entry) -> bool:
        """Whether a file that failed is to be read again though it has not changed."""
        if entry.reason is None:
            return False
        return entry.reason in _OUTSIDE or entry.made_by != made_by() or entry.limits != self.limits

    def is_unchanged(self, file: Input, entry: Entry, *, verify: bool, write: bool = True) -> bool:
        """Whether size and time, else the checksum, are those of the last ingest (a new time is remembered)."""
        if file.stamp is None or self.is_due(entry) or (file.known or entry.known) != entry.known:
            return False
        same = file.stamp == (entry.size, entry.modified_ns)
        if same and file.is_certain and not verify:
            return True
        if is_remote(file.path):
            return False
        try:
            if file.stamp[0] != entry.size or checksum_of(Path(file.path)) != entry.checksum:
                return False
        except OSError:
            return False
        if write and not same:
            with transaction(self.database):
                self.database.execute("UPDATE files SET modified_ns = ? WHERE path = ?", [file.stamp[1], file.key])
        return True

    def is_same_member(self, entry: Entry, member: Member) -> bool:
        """Whether the member of an archive is held as it is."""
        return not self.is_due(entry) and (member.size, member.crc) == (entry.size, entry.modified_ns)

    def members(self, key: str) -> Iterator[tuple[str, Entry]]:
        """The files that are held from within an archive."""
        query = f"SELECT path, {_COLUMNS} FROM files WHERE path > ? AND path < ? ORDER BY path"
        for row in self.database.conn.execute(query, [key + "!/", key + "!0"]).fetchall():
            yield row[0], Entry(*row[1:])

    def within(self, folder: str) -> Iterator[str]:
        """The paths of the files that are held from a folder."""
        base = folder.rstrip("/")
        query = "SELECT path FROM files WHERE path > ? AND path < ? ORDER BY path"
        for (path,) in self.database.conn.execute(query, [base + "/", base + "0"]):
            yield path

    def enter(self, outcome: Outcome, *, source_id: str | None) -> None:
        """Remember a file as it was read (inside the caller's transaction)."""
        task, failure = outcome.task, outcome.failure
        size, modified = outcome.stamp or (-1, -1)
        values = [task.key, task.name, size, modified, outcome.checksum, source_id, made_by()]
        values += [failure.reason if failure else None, self.limits if failure else None, task.known]
        marks = ", ".join("?" * len(values))
        self.database.conn.execute(f"INSERT OR REPLACE INTO files (path, {_COLUMNS}) VALUES ({marks})", values)
        if not failure:
            self.database.conn.execute("DELETE FROM problems WHERE id = ?", [stable_id("problem", task.key)])

    def note(self, key: str, name: str, failure: Failure) -> None:
        """A row that says what is wrong; one that says so already stays as it is."""
        id_ = stable_id("problem", key)
        row = {"name": name, "reason": failure.reason, "what": failure.what, "remedy": failure.remedy}
        held = next(self.database.query("SELECT name, reason, what, remedy FROM problems WHERE id = ?", [id_]), None)
        if held != row:
            self.database.table("problems").upsert({"id": id_, **row, "seen_at": now()}, pk="id")

    def settle(self, keys: list[str]) -> None:
        """Forget the problems of files and addresses that are well again."""
        held = {row[0] for row in self.database.conn.execute("SELECT id FROM problems WHERE source_id IS NULL")}
        over = [[id_] for key in (keys if held else ()) if (id_ := stable_id("problem", key)) in held]
        if over:
            with transaction(self.database):
                self.database.conn.executemany("DELETE FROM problems WHERE id = ?", over)

    def holders(self, source_id: str, *, but: str) -> list[tuple[str, Row]]:
        """The other files of a source's content, in the order of their paths."""
        query = "SELECT path, name, known FROM files WHERE source_id = ? AND path <> ? ORDER BY path"
        return [(row["path"], row) for row in self.database.query(query, [source_id, but])]

    def release(self, key: str, source_id: str | None) -> None:
        """Take away what a file held, unless another file holds it: then that one is its owner, to be read again."""
        if source_id is None:
            return
        others = self.holders(source_id, but=key)
        if not others:
            remove_source(self.database, source_id)
            return
        path, row = others[0]
        self.database.execute(
            "UPDATE sources SET name = ? WHERE id = ? AND name <> ?", [row["name"], source_id, row["name"]]
        )
        if path > key:
            self.database.execute("UPDATE files SET size = -1, checksum = NULL WHERE path = ?", [path])

    def drop(self, key: str) -> None:
        """Forget a file and what was read in it (inside the caller's transaction)."""
        entry = self.find(key)
        if entry:
            self.release(key, entry.source_id)
        self.database.execute("DELETE FROM files WHERE path = ?", [key])
        self.database.execute("DELETE FROM problems WHERE id = ?", [stable_id("problem", key)])
