"""`chitieu changes`: documents and facts that are added, gone or changed between two databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from extractors.facts import KINDS
from pipeline.errors import ChitieuError
from pipeline.schema import load_tables
from pipeline.store import open_store

#: Columns that differ without a change of what is said: times, and where rows are kept.
_ASIDE = frozenset(("source_id", "section_id", "passage_id", "rule", "bbox", "boxes"))


@dataclass(frozen=True, slots=True)
class Change:
    """A row of `documents` or of a kind of facts: `added`, `gone` or `changed`, with its fields before and after."""

    table: str
    how: str
    id: str
    told: str
    fields: dict[str, tuple[Any, Any]]

    def __str__(self) -> str:
        sign = {"added": "+", "gone": "-", "changed": "~"}[self.how]
        line = f"{sign} {self.table} {self.id} {self.told}"
        return line + "".join(f"\n    {name}: {old!r} → {new!r}" for name, (old, new) in self.fields.items())


def compare_stores(old: Path, new: Path) -> Iterator[Change]:
    """What is different in the second database, table by table in the order of the keys.

    Raises `ChitieuError` where one of them is not there.
    """
    for path in (old, new):
        if not path.is_file():
            raise ChitieuError(f"{path}: there is no such database. Check the path.")
    with closing(open_store(old, write=False)) as before, closing(open_store(new, write=False)) as after:
        for table in ("documents", *KINDS):
            yield from _compare(table, before, after)


def _compare(table: str, before: Database, after: Database) -> Iterator[Change]:
    columns = next(found for found in load_tables() if found.name == table).columns
    names = [column.name for column in columns if column.name not in _ASIDE and not column.name.endswith("_at")]
    held, now = _load(before, table, names), _load(after, table, names)
    for id_ in sorted({*held, *now}):
        old, new = held.get(id_), now.get(id_)
        if old is None or new is None:
            row = new or old or {}
            yield Change(table, "gone" if new is None else "added", id_, _told(row), {})
        elif old != new:
            fields = {name: (old[name], new[name]) for name in names if old[name] != new[name]}
            yield Change(table, "changed", id_, _told(new), fields)


def _load(database: Database, table: str, names: list[str]) -> dict[str, dict[str, Any]]:
    chosen = ", ".join(f'"{name}"' for name in names)
    return {row["id"]: row for row in database.query(f'SELECT {chosen} FROM "{table}"')}


def _told(row: dict[str, Any]) -> str:
    """A few words that tell what a row is."""
    return " ".join(str(row.get("quote") or row.get("label") or row.get("title") or "").split())[:100]
