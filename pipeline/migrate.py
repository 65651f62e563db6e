"""Databases of an older schema: brought to the present one, step by step, without reading a file again."""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database

from pipeline.errors import ChitieuError
from pipeline.schema import VERSION, load_schema, view_sql
from pipeline.transaction import transaction


def _to_2(database: Database) -> None:
    """Files remember who looked at them, why they failed and what is known of them."""
    held = {column.name for column in database.table("files").columns}
    for name in ("made_by", "reason", "limits", "known"):
        if name not in held:
            database.execute(f'ALTER TABLE files ADD COLUMN "{name}" TEXT')


def _to_3(database: Database) -> None:
    """Facts say why what was recognised is doubtful."""
    for table in ("figures", "deadlines", "assignments", "citations"):
        if "doubt" not in {column.name for column in database.table(table).columns}:
            database.execute(f'ALTER TABLE "{table}" ADD COLUMN "doubt" TEXT')


#: What brings a database from a version to the next.
_STEPS: dict[int, Callable[[Database], None]] = {1: _to_2, 2: _to_3}


def version_of(database: Database) -> int | None:
    """The version of the schema of a database; None where it is not one of ours."""
    if not database.table("meta").exists():
        return None
    row = database.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
    return int(row[0]) if row and str(row[0]).isdigit() else None


def migrate(database: Database, *, write: bool) -> None:
    """Bring a database to the present schema.

    Raises `ChitieuError` where that cannot be done: it is newer, none of ours, or must not be written.
    """
    version = version_of(database)
    if version == VERSION:
        return
    if version is None or version > VERSION or version not in _STEPS or not write:
        remedy = (
            "`chitieu ingest` brings it up to date."
            if version in _STEPS and not write
            else "Ingest the files into a new one with --db."
        )
        raise ChitieuError(f"The database has schema {version}, this program {VERSION}. {remedy}")
    with transaction(database):
        for step in range(version, VERSION):
            _STEPS[step](database)
        _renew_views(database)
        database.execute("UPDATE meta SET value = ? WHERE name = 'schema'", [str(VERSION)])


def _renew_views(database: Database) -> None:
    for view in load_schema():
        if view.kind == "view":
            database.execute(f'DROP VIEW IF EXISTS "{view.name}"')
            database.create_view(view.name, view_sql(view.name))
