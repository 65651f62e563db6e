"""The database: opened with its schema, one transaction a source, nothing written that does not change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from extractors.lexicon import load_lexicon
from pipeline.bodies import body_row
from pipeline.errors import ChitieuError
from pipeline.fold import fold, match_query
from pipeline.migrate import migrate
from pipeline.rows import Row, SourceRows
from pipeline.schema import INDEXES, VERSION, Table, ddl_of, load_schema, load_tables, view_sql
from pipeline.transaction import transaction

#: Tables whose rows belong to a source, with the query that finds the rows of one.
_OF_SOURCE = {
    **dict.fromkeys(
        ("citations", "assignments", "deadlines", "figures", "passages", "sections"),
        "document_id IN (SELECT id FROM documents WHERE source_id = ?)",
    ),
    "documents": "source_id = ?",
    "problems": "source_id = ?",
    "pages": "source_id = ?",
    "texts": "source_id = ?",
    "sources": "id = ?",
}

#: Kilobytes of the database that a connection holds: the ids of rows are spread over all of their index.
_CACHE_KB = 64_000
#: Pages of the log (of 4 kB) after which they are written to their places: a page that many files change goes once.
_LOG_PAGES = 8_000


def open_store(path: Path | str, *, write: bool = True, wait: float = 60.0) -> Database:
    """The database at the path; made with its schema where it does not exist, unless `write` is off.

    One of an older schema is brought to the present one. Where another program writes, it waits for `wait` seconds.

    Raises `ChitieuError` where the file is no database, of a newer schema, or cannot be written.
    """
    try:
        connection = sqlite3.connect(path, timeout=wait)
    except sqlite3.DatabaseError as error:
        raise ChitieuError(f"{path}: cannot be used as a database ({error}). {_remedy(error)}") from error
    try:
        database = Database(connection)
        register_functions(connection)
        if write and not database.table("meta").exists():
            connection.execute("PRAGMA journal_mode=WAL")
        if database.table_names():
            migrate(database, write=write)
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(f"PRAGMA cache_size=-{_CACHE_KB}")
        connection.execute(f"PRAGMA wal_autocheckpoint={_LOG_PAGES}")
        if write:
            with transaction(database):
                _create(database)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise ChitieuError(f"{path}: cannot be used as a database ({error}). {_remedy(error)}") from error
    return database


def _remedy(error: sqlite3.DatabaseError) -> str:
    if "locked" in str(error):
        return "Another program is writing to it: close that and run it again."
    return "Name another file with --db."


def register_functions(connection: sqlite3.Connection) -> None:
    """Give a connection the SQL functions `fold(text)` and `match_query(text)`."""
    for function in (fold, match_query):
        connection.create_function(function.__name__, 1, _forgiving(function), deterministic=True)


def _forgiving(function: Any) -> Any:
    return lambda value: None if value is None else function(str(value))


def _create(database: Database) -> None:
    if not database.table("meta").exists():
        _create_tables(database)
        database.table("meta").insert({"name": "schema", "value": str(VERSION)})
    _create_views(database)
    _load_lists(database)


def _create_tables(database: Database) -> None:
    for table in load_tables():
        database.execute(ddl_of(table))
    for table in load_tables():
        for column in table.columns:
            if column.indexed:
                database.table(table.name).create_index([column.name])
        if table.search:
            names = ", ".join(table.search)
            database.execute(
                f"CREATE VIRTUAL TABLE {table.name}_fts USING fts5({names}, tokenize='unicode61 remove_diacritics 2')"
            )
    for name, columns in INDEXES:
        database.table(name).create_index(columns)


def _create_views(database: Database) -> None:
    """Make the views, those that another version of the program wrote otherwise anew."""
    for view in load_schema():
        if view.kind == "view":
            database.create_view(view.name, view_sql(view.name), replace=True)


def _load_lists(database: Database) -> None:
    """Bring provinces and indicators up to the word lists, touching only rows that differ."""
    provinces = [{name: value or None for name, value in row.items()} for row in load_lexicon("provinces")]
    _sync(database, "provinces", provinces)
    with suppress(FileNotFoundError):
        _sync(
            database,
            "indicators",
            [{name: value or None for name, value in row.items()} for row in load_lexicon("indicators")],
        )


def _sync(database: Database, table: str, rows: Iterable[Row]) -> None:
    schema = next(t for t in load_tables() if t.name == table)
    names = [column.name for column in schema.columns]
    held = {row[schema.key]: row for row in database.query(f'SELECT * FROM "{table}"')}
    wanted = [{name: row.get(name) for name in names} for row in rows]
    changed = [row for row in wanted if held.get(row[schema.key]) != row]
    if changed:
        database.table(table).upsert_all(changed, pk=schema.key)


def store_source(database: Database, rows: SourceRows, *, ingested_at: str) -> None:
    """Put the rows of a source in the place of what was held of it, in one transaction."""
    with transaction(database):
        remove_source(database, rows.source_id)
        for row in rows["sources"]:
            row["ingested_at"] = ingested_at
        for row in rows["problems"]:
            row["seen_at"] = ingested_at
        _add_bodies(database, rows)
        _add_codes(database, rows)
        provinces = _province_ids()
        for document in rows["documents"]:
            document |= {"province_id": provinces.get(fold(document["province"] or "")), "in_force": 1, "is_copy": 0}
        of_document = {document["id"]: document["province_id"] for document in rows["documents"]}
        for figure in rows["figures"]:
            figure["province_id"] = of_document[figure["document_id"]]
        for table in reversed(_OF_SOURCE):
            _insert(database, table, rows[table])
        mark_changed(database)


def _insert(database: Database, table: str, rows: list[Row]) -> None:
    schema = next(t for t in load_tables() if t.name == table)
    if not rows:
        return
    names = [column.name for column in schema.columns]
    quoted = ", ".join(f'"{name}"' for name in names)
    last = database.execute(f'SELECT coalesce(max(rowid), 0) FROM "{table}"').fetchone()[0]
    database.conn.executemany(
        f'INSERT INTO "{table}" (rowid, {quoted}) VALUES ({", ".join("?" * (len(names) + 1))})',
        [(number, *map(row.get, names)) for number, row in enumerate(rows, start=last + 1)],
    )
    if schema.search:
        index_rows(database, schema, f"rowid > {last}")


def index_rows(database: Database, table: Table, where: str) -> None:
    """Add the folded words of the rows that meet a condition to the full-text index."""
    folded = ", ".join(f'fold("{name}")' for name in table.search)
    database.execute(
        f"INSERT INTO {table.name}_fts (rowid, {', '.join(table.search)})"
        f' SELECT rowid, {folded} FROM "{table.name}" WHERE {where}'
    )


def remove_source(database: Database, source_id: str) -> None:
    """Take away everything that was read from a source (inside the caller's transaction)."""
    if not database.execute("SELECT 1 FROM sources WHERE id = ?", [source_id]).fetchone():
        return
    for table in load_tables():
        where = _OF_SOURCE.get(table.name)
        if where and table.search:
            query = f'DELETE FROM {table.name}_fts WHERE rowid IN (SELECT rowid FROM "{table.name}" WHERE {where})'
            database.execute(query, [source_id])
    for table_name, where in _OF_SOURCE.items():
        database.execute(f'DELETE FROM "{table_name}" WHERE {where}', [source_id])
    mark_changed(database)


def _add_bodies(database: Database, rows: SourceRows) -> None:
    named = {row["body_id"]: row["body"] for row in rows["assignments"] if row["body_id"]}
    named |= {row["issuer_id"]: row["issuer"] for row in rows["documents"] if row.get("issuer_id")}
    new = [id_ for id_ in sorted(named) if not database.execute("SELECT 1 FROM bodies WHERE id = ?", [id_]).fetchone()]
    _insert(database, "bodies", [body_row(id_, named[id_]) for id_ in new])


def _add_codes(database: Database, rows: SourceRows) -> None:
    held = {row[0] for row in database.execute("SELECT code FROM indicators")}
    new = sorted({row["code"] for row in rows["figures"] if row["code"]} - held)
    _insert(database, "indicators", [{"code": code, "name_vi": code, "name_en": code} for code in new])


@cache
def _province_ids() -> dict[str, str]:
    """The id of each province by its folded names."""
    ids: dict[str, str] = {}
    for row in load_lexicon("provinces"):
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            ids.setdefault(fold(name), row["id"])
    return ids


def mark_changed(database: Database) -> None:
    """Remember that what documents say of each other must be worked out again."""
    database.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('linked', '0')")
