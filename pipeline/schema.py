"""The schema as data: tables, columns and views with their meaning; DDL, documentation and site are made from it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
#: Raised when a table or column changes; `pipeline.migrate` brings a database of an older version to it.
VERSION = 3
#: Indexes over several columns: what the views and pages look up.
INDEXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("figures", ("code", "year", "province_id", "role")),
    ("figures", ("role", "province_id", "year")),
    ("figures", ("document_id", "start")),
    ("passages", ("document_id", "start")),
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its SQLite type, what it refers to (`table.column`), unit, and its meaning in both languages."""

    name: str
    storage: str
    references: str | None
    indexed: bool
    unit: str | None
    vi: str
    en: str

    @property
    def is_key(self) -> bool:
        """Whether it is the primary key."""
        return self.references == "pk"

    @property
    def target(self) -> tuple[str, str] | None:
        """Table and column it refers to, or None."""
        if self.references is None or self.is_key:
            return None
        table, _, column = self.references.partition(".")
        return table, column


@dataclass(frozen=True, slots=True)
class Table:
    """A table, an internal table (hidden on the site) or a view, with its columns in order."""

    name: str
    kind: str
    label: str
    facets: tuple[str, ...]
    search: tuple[str, ...]
    vi: str
    en: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> str:
        """The name of the primary key of a table."""
        return next(column.name for column in self.columns if column.is_key)


@cache
def load_schema() -> tuple[Table, ...]:
    """Every table and view in the order of the documentation.

    >>> [table.name for table in load_schema()][:3]
    ['sources', 'documents', 'provinces']
    """
    columns = [(row["table"], _column(row)) for row in load_rows("schema_columns.csv")]
    return tuple(
        Table(
            row["table"],
            row["kind"],
            row["label"],
            tuple(row["facets"].split()),
            tuple(row["search"].split()),
            row["vi"],
            row["en"],
            tuple(column for table, column in columns if table == row["table"]),
        )
        for row in load_rows("schema_tables.csv")
    )


def load_rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of this package; lines that begin with `#` are its header comment."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def _column(row: dict[str, str]) -> Column:
    return Column(
        row["column"],
        row["type"],
        row["references"] or None,
        bool(row["index"]),
        row["unit"] or None,
        row["vi"],
        row["en"],
    )


def load_tables() -> tuple[Table, ...]:
    """The tables that hold data (views left out)."""
    return tuple(table for table in load_schema() if table.kind != "view")


def view_sql(name: str) -> str:
    """The query of a view."""
    return (HERE / "views" / f"{name}.sql").read_text(encoding="utf-8").strip()


def ddl_of(table: Table) -> str:
    """The statement that creates a table, foreign keys included."""
    lines = [f'"{column.name}" {column.storage}{" PRIMARY KEY NOT NULL" * column.is_key}' for column in table.columns]
    for column in table.columns:
        if column.target:
            lines.append(f'FOREIGN KEY ("{column.name}") REFERENCES "{column.target[0]}"("{column.target[1]}")')
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(lines) + "\n)"


def documentation() -> str:
    """The page `docs/schema.md`: every table, view and column, Vietnamese first."""
    lines = [
        "# Lược đồ dữ liệu / Database schema",
        "",
        "Trang này được sinh từ `pipeline/schema_tables.csv` và `pipeline/schema_columns.csv`:",
        "`python -m pipeline.schema`.",
        "",
        "This page is generated from these two files. Times (`…_at`) are UTC; dates are ISO or EDTF;",
        "what the text does not say is null.",
    ]
    for table in load_schema():
        kind = {"view": "khung nhìn / view", "internal": "bảng nội bộ / internal table"}.get(table.kind, "bảng / table")
        lines += ["", f"## {table.name}", "", f"{table.vi} ({kind}).", "", f"{table.en}.", ""]
        lines += ["| cột / column | kiểu / type | đơn vị / unit | nghĩa / meaning |", "| --- | --- | --- | --- |"]
        lines += [_documented(column) for column in table.columns]
    return "\n".join(lines) + "\n"


def _documented(column: Column) -> str:
    key = "khóa chính / primary key" if column.is_key else f"→ `{column.references}`" if column.references else ""
    parts = [part for part in (column.vi, column.en, key) if part]
    return f"| `{column.name}` | {column.storage} | {column.unit or ''} | {'<br>'.join(parts)} |"


if __name__ == "__main__":
    (HERE.parent / "docs" / "schema.md").write_text(documentation(), encoding="utf-8")
