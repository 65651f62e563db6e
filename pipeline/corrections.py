"""Readers' verdicts on facts: rows of `corrections.csv`, keyed by the fact's id, applied again after every ingest."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from extractors.facts import KINDS
from pipeline.errors import ChitieuError
from pipeline.rows import Row, stable_id, year_of
from pipeline.schema import load_tables
from pipeline.transaction import transaction

#: The columns of the file, in order.
COLUMNS = ("kind", "fact_id", "verdict", "field", "value", "who", "made_at", "why")
VERDICTS = ("accept", "reject", "change")
#: Columns that say where a fact stands or who read it: these are not a reader's to change.
_FIXED = {
    *("id", "document_id", "province_id", "section_id", "passage_id", "body_id", "cited_document_id"),
    *("quote", "start", "end", "page", "bbox", "boxes", "rule", "origin", "verdict", "read_as", "year"),
}


def load_corrections(path: Path) -> list[Row]:
    """The rows of a file of corrections, checked.

    Raises `ChitieuError` that names the line and what is wrong with it.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            delimiter = delimiter_of(lines.readline())
            lines.seek(0)
            rows = [dict(row) for row in csv.DictReader(lines, delimiter=delimiter)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ChitieuError(f"{path}: cannot be read ({error}). Save it as CSV in UTF-8.") from error
    for number, row in enumerate(rows, start=2):
        wrong = _wrong(row)
        if wrong:
            raise ChitieuError(f"{path}, line {number}: {wrong}.")
    return [{name: (row[name] or "").strip() or None for name in COLUMNS} for row in rows]


def delimiter_of(head: str) -> str:
    """What parts the columns: a comma, or the semicolon or tab that spreadsheets of some countries write.

    >>> delimiter_of("kind;fact_id;verdict"), delimiter_of("kind,fact_id")
    (';', ',')
    """
    return max(",;\t", key=head.count)


def _wrong(row: dict[str, Any]) -> str | None:
    """What is wrong with a row, or None."""
    if set(row) != set(COLUMNS):
        return f"the columns must be {', '.join(COLUMNS)}"
    if row["kind"] not in KINDS:
        return f"kind is {row['kind']!r}, not one of {', '.join(KINDS)}"
    if row["verdict"] not in VERDICTS:
        return f"verdict is {row['verdict']!r}, not one of {', '.join(VERDICTS)}"
    if not (row["fact_id"] or "").strip() or not (row["who"] or "").strip():
        return "fact_id and who must be filled in"
    if row["verdict"] == "change":
        return _wrong_change(row)
    return None


def _wrong_change(row: dict[str, Any]) -> str | None:
    storage = _fields(row["kind"]).get(row["field"] or "")
    if storage is None:
        return f"field is {row['field']!r}, not one of {', '.join(_fields(row['kind']))}"
    try:
        _typed(row["value"], storage)
    except ValueError:
        return f"value {row['value']!r} is no number"
    return None


def _fields(kind: str) -> dict[str, str]:
    """The fields that a reader may change, with their types."""
    table = next(table for table in load_tables() if table.name == kind)
    return {column.name: column.storage for column in table.columns if column.name not in _FIXED}


def _typed(value: str | None, storage: str) -> str | float | None:
    text = (value or "").strip()
    if not text:
        return None
    return text if storage == "TEXT" else float(text.replace(",", "."))


def store_corrections(database: Database, rows: Iterable[Row]) -> int:
    """Keep the verdicts that are new; returns how many. A later verdict on a field takes the earlier one's place."""
    new = 0
    for row in rows:
        id_ = stable_id("correction", row["kind"], row["fact_id"], row["field"] if row["verdict"] == "change" else "")
        wanted = {"id": id_, **row, "state": None}
        held = next(database.query("SELECT * FROM corrections WHERE id = ?", [id_]), None)
        if held is None or {**held, "state": None} != wanted:
            database.table("corrections").upsert(wanted, pk="id")
            new += 1
    return new


def take_corrections(database: Database, path: Path) -> int:
    """Load a file of corrections where there is one; returns how many verdicts are new.

    Raises `ChitieuError` where the file is not right: then nothing of it is taken.
    """
    if not path.is_file():
        return 0
    rows = load_corrections(path)
    with transaction(database):
        new = store_corrections(database, rows)
        if new:
            database.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('linked', '0')")
    return new


def gone_corrections(database: Database) -> list[Row]:
    """The verdicts on facts that are no longer there."""
    return list(database.query("SELECT * FROM corrections WHERE state = 'gone' ORDER BY id"))


def apply_corrections(database: Database) -> int:
    """Bring every fact to what its verdicts say; returns how many verdicts are on facts that are gone.

    The value that the program read stays in `read_as`.
    """
    gone = 0
    for row in list(database.query("SELECT * FROM corrections ORDER BY made_at, id")):
        fact = next(database.query(f'SELECT * FROM "{row["kind"]}" WHERE id = ?', [row["fact_id"]]), None)
        state = "gone" if fact is None else "applied"
        gone += fact is None
        if fact is not None:
            _apply(database, row, fact)
        if row["state"] != state:
            database.execute("UPDATE corrections SET state = ? WHERE id = ?", [state, row["id"]])
    return gone


def _apply(database: Database, row: Row, fact: Row) -> None:
    changes: Row = {"verdict": row["verdict"], "needs_review": 0}
    if row["verdict"] == "change":
        value = _typed(row["value"], _fields(row["kind"])[row["field"]])
        read = json.loads(fact["read_as"] or "{}")
        read.setdefault(row["field"], fact[row["field"]])
        changes |= {row["field"]: value, "read_as": json.dumps(read, ensure_ascii=False)}
        if row["field"] in ("deadline", "date") and "year" in fact:
            changes["year"] = year_of(str(value) if value else None)
    if any(fact[name] != value for name, value in changes.items()):
        names = ", ".join(f'"{name}" = ?' for name in changes)
        database.execute(f'UPDATE "{row["kind"]}" SET {names} WHERE id = ?', [*changes.values(), fact["id"]])
