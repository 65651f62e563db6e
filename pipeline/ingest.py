"""`chitieu ingest`: files, folders, archives and manifests into the database; what has not changed costs a look."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from pipeline.batch.ingestion import Ingestion, Options
from pipeline.batch.inputs import Inputs, find_inputs
from pipeline.batch.listener import Listener, Silent
from pipeline.batch.lock import exclusive
from pipeline.batch.pool import Engine, Here, Pool
from pipeline.batch.stopping import stopping
from pipeline.batch.summary import Summary
from pipeline.corrections import gone_corrections, take_corrections
from pipeline.errors import ChitieuError
from pipeline.links import link_documents
from pipeline.readers import READERS
from pipeline.remote import is_remote, public
from pipeline.rows import Row
from pipeline.store import open_store
from pipeline.version import made_by

__all__ = ["Options", "Summary", "correct_store", "ingest_files"]


def ingest_files(
    paths: Iterable[Path | str],
    db: Path,
    options: Options | None = None,
    *,
    rebuild: bool = False,
    listener: Listener | None = None,
    keep: Callable[[Inputs], Inputs] | None = None,
    engine: Engine | None = None,
) -> Summary:
    """Put every file into the database, those at addresses (`https://…`, `s3://…`) too.

    The listener is told how it goes. `keep` may leave files out of this run.

    Readers' verdicts are those of the options' `corrections`, else of `corrections.csv` beside the database.

    Raises `ChitieuError` where the database cannot be used or there is nothing to read.
    """
    options, listener = options or Options(), listener or Silent()
    options = replace(options, rebuild=rebuild or options.rebuild)
    given = list(paths)
    inputs = find_inputs(given)
    if keep:
        inputs = keep(inputs)
    if options.dry_run:
        return _look(given, inputs, db, options, listener)
    engine = engine or engine_of(options)
    with (
        exclusive(db, wait=options.wait, say=listener.say),
        _told(db),
        closing(open_store(db, wait=options.wait)) as database,
    ):
        run = Ingestion(database, options, listener)
        run.plan(inputs)
        _require_some(given, run)
        with stopping() as stop:
            run.go(engine, stop)
        _settle(database, run.summary, options.corrections or db.with_name("corrections.csv"))
    listener.end(run.summary)
    return run.summary


def engine_of(options: Options) -> Engine:
    """What reads the files: this process, guarded workers, or a Dask cluster."""
    if options.engine == "dask":
        from pipeline.batch.cluster import Cluster

        return Cluster(options.processes, options.limits, scheduler=options.scheduler)
    return Pool(options.processes, options.limits) if options.processes else Here(options.limits)


def _look(given: list[Path | str], inputs: Inputs, db: Path, options: Options, listener: Listener) -> Summary:
    """What an ingest would do; nothing is written."""
    with closing(open_store(db, write=False) if db.exists() else open_store(":memory:")) as database:
        run = Ingestion(database, options, listener)
        run.plan(inputs)
        _require_some(given, run)
        run.summary.dry = True
        for task in run.tasks:
            is_held = run.ledger.find(task.key) is not None
            run.summary.changed += is_held
            run.summary.new += not is_held
            listener.done("changed" if is_held else "new", task.name, None)
    listener.end(run.summary)
    return run.summary


def _require_some(given: list[Path | str], run: Ingestion) -> None:
    summary = run.summary
    if not (run.tasks or summary.usable or summary.failed or summary.removed or summary.pruned):
        names = ", ".join(
            public(place) if isinstance(place, str) and is_remote(place) else str(place) for place in given
        )
        raise ChitieuError(f"{names}: there is no file to read here. Kinds read: {', '.join(READERS)}, .zip.")


@contextmanager
def _told(db: Path) -> Iterator[None]:
    """Whatever stops the writing is one sentence."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            remedy = "Another program is writing to it: close that and run it again."
        elif "readonly" in str(error):
            remedy = "Name a database that you may write with --db."
        else:
            remedy = "What was written is whole; mend the cause and run it again."
        raise ChitieuError(f"{db}: writing stopped ({error}). {remedy}") from error


def _settle(database: Database, summary: Summary, corrections: Path) -> None:
    """What follows when all files are there: verdicts, and what documents say of each other."""
    take_corrections(database, corrections)
    link_documents(database)
    summary.gone = len(gone_corrections(database))
    outdated = "SELECT count(*) FROM sources WHERE made_by <> ?"
    summary.outdated = database.execute(outdated, [made_by()]).fetchone()[0]


def correct_store(file: Path, db: Path) -> tuple[int, list[Row]]:
    """Apply a file of corrections to a database: how many verdicts are new, and those whose facts are gone.

    Raises `ChitieuError` where the file is not right or the database cannot be used.
    """
    with closing(open_store(db)) as database:
        new = take_corrections(database, file)
        link_documents(database)
        return new, gone_corrections(database)
