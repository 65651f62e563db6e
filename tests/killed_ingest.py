"""What is killed in the tests of faults: an ingest that ends itself at a statement of its database, or at a file."""

from __future__ import annotations

import os
import random
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pipeline.ingest
from pipeline.batch import pool
from pipeline.store import open_store


def kind_of(statement: str) -> str | None:
    """`writing`, `indexing` or `committing`; None for what only reads."""
    verb = statement.lstrip().split(" ", 1)[0].upper()
    if verb == "COMMIT":
        return "committing"
    if verb not in ("INSERT", "UPDATE", "DELETE", "REPLACE"):
        return None
    return "indexing" if "_fts" in statement or "meta" in statement or "UPDATE documents" in statement else "writing"


def watched(watch: Callable[[Any, str], None]) -> Callable[..., Any]:
    """`open_store` with a watch over the statements of the connection."""

    def opened(path: Path, **options: Any) -> Any:
        database = open_store(path, **options)
        database.conn.set_trace_callback(lambda statement: watch(database.conn, statement))
        return database

    return opened


def statements(folder: Path, db: Path) -> list[str]:
    """The kinds of the statements of an ingest that is left alone."""
    seen: list[str] = []
    before = pipeline.ingest.open_store
    pipeline.ingest.open_store = watched(lambda _conn, text: seen.extend(filter(None, [kind_of(text)])))
    try:
        pipeline.ingest.ingest_files([folder], db)
    finally:
        pipeline.ingest.open_store = before
    return seen


def ingest_and_die_reading(folder: str, db: str, number: int, delay: float) -> None:
    """Ingest in this process, which is killed so many seconds after it began to read the nth file."""
    left, read = [number], pool.perform

    def watched_read(*arguments: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            threading.Timer(delay, os.kill, (os.getpid(), signal.SIGKILL)).start()
        return read(*arguments)

    pool.perform = watched_read
    pipeline.ingest.ingest_files([Path(folder)], Path(db))


def ingest_and_die(folder: str, db: str, kind: str, number: int, steps: int) -> None:
    """Ingest in this process, which is killed so many steps within the nth statement of a kind."""
    left = [number]

    def watch(connection: Any, statement: str) -> None:
        if kind_of(statement) == kind:
            left[0] -= 1
            if left[0] == 0 and steps == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            if left[0] == 0:
                connection.set_progress_handler(lambda: os.kill(os.getpid(), signal.SIGKILL), steps)

    pipeline.ingest.open_store = watched(watch)
    pipeline.ingest.ingest_files([Path(folder)], Path(db))


def moments(seen: list[str], chance: random.Random) -> list[tuple[str, int, int]]:
    """Thirty moments: kind of statement, its number among those of the kind, steps within it."""
    found = []
    for kind, times in (("writing", 12), ("indexing", 12), ("committing", 6)):
        there = seen.count(kind)
        for _ in range(times):
            found.append((kind, chance.randint(1, there), chance.choice((0, 1, 3, 10))))
    return found
