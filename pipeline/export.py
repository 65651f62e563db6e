"""`chitieu export`: the tables as files that others can cite, with a `datapackage.json` that says what is in them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from pipeline.errors import ChitieuError
from pipeline.schema import VERSION, Column, Table, load_schema
from pipeline.store import open_store
from pipeline.version import made_by

Rows = Iterator[tuple[Any, ...]]
_TYPES = {"TEXT": "string", "INTEGER": "integer", "REAL": "number"}
_SHEET = 1_048_575  # rows that a sheet can hold under its heads
_MANY = 10_000  # rows of a group of a Parquet file


def export_store(db: Path, out: Path, formats: Sequence[str]) -> list[Path]:
    """Write every table and view in each format under `out`; returns the files.

    Raises `ChitieuError` where a format needs a package that is not there, or a table is too long for it.
    """
    out.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    with closing(open_store(db, write=False)) as database:
        tables = [table for table in load_schema() if table.kind != "internal"]
        for name in formats:
            for table in tables:
                path = out / f"{table.name}.{name}"
                _WRITERS[name](path, table, _rows(database, table))
                made.append(path)
        package = _package(database, tables, made)
    (out / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [*made, out / "datapackage.json"]


def _rows(database: Database, table: Table) -> Rows:
    """The rows of a table in the order of its key, or of all its columns."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    order = next((f'"{column.name}"' for column in table.columns if column.is_key), names)
    yield from database.conn.execute(f'SELECT {names} FROM "{table.name}" ORDER BY {order}')


def _heads(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _write_csv(path: Path, table: Table, rows: Rows) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\r\n")
        writer.writerow(_heads(table))
        writer.writerows(rows)


def _write_jsonl(path: Path, table: Table, rows: Rows) -> None:
    heads = _heads(table)
    with path.open("w", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps(dict(zip(heads, row, strict=True)), ensure_ascii=False) + "\n")


def _write_xlsx(path: Path, table: Table, rows: Rows) -> None:
    from pipeline.site.xlsx import workbook

    held = list(rows)
    if len(held) > _SHEET:
        raise ChitieuError(
            f"{table.name} has {len(held)} rows, more than a sheet can hold. Export it as csv or parquet."
        )
    path.write_bytes(workbook(_heads(table), held))


def _write_parquet(path: Path, table: Table, rows: Rows) -> None:
    try:
        import pyarrow as arrow
        import pyarrow.parquet as parquet
    except ModuleNotFoundError:
        raise ChitieuError("Parquet needs the package pyarrow: pip install 'chitieu[export]'.") from None
    kinds = {"TEXT": arrow.string(), "INTEGER": arrow.int64(), "REAL": arrow.float64()}
    fields = [(column.name, kinds[column.storage]) for column in table.columns]
    schema = arrow.schema([arrow.field(name, kind, metadata=_told(table, name)) for name, kind in fields])
    with parquet.ParquetWriter(path, schema) as writer:
        while group := list(islice(rows, _MANY)):
            columns = list(zip(*group, strict=True))
            arrays = [arrow.array(values, kind) for values, (_, kind) in zip(columns, fields, strict=True)]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))


def _told(table: Table, name: str) -> dict[str, str]:
    column = next(column for column in table.columns if column.name == name)
    return {"vi": column.vi, "en": column.en, "unit": column.unit or ""}


_WRITERS: dict[str, Callable[[Path, Table, Rows], None]] = {
    "csv": _write_csv,
    "jsonl": _write_jsonl,
    "xlsx": _write_xlsx,
    "parquet": _write_parquet,
}
FORMATS = tuple(_WRITERS)


def _package(database: Database, tables: list[Table], files: list[Path]) -> dict[str, Any]:
    """The description of the files after the Data Package standard, with versions of data and code."""
    held = {table.name: table for table in tables}
    checksums = "".join(row[0] for row in database.execute("SELECT checksum FROM sources ORDER BY checksum"))
    return {
        "profile": "data-package",
        "name": "chitieu",
        "title": "Chỉ tiêu: what Vietnamese provinces promise in their resolutions",
        "version": sha256(checksums.encode()).hexdigest()[:12],
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "licenses": [{"name": "Apache-2.0", "path": "https://www.apache.org/licenses/LICENSE-2.0"}],
        "software": {"chitieu": version("chitieu"), "made_by": made_by(), "schema": VERSION},
        "resources": [_resource(path, held[path.stem]) for path in files],
    }


def _resource(path: Path, table: Table) -> dict[str, Any]:
    data = path.read_bytes()
    key = [column.name for column in table.columns if column.is_key]
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if key:
        schema["primaryKey"] = key
    return {
        "name": f"{table.name}-{path.suffix[1:]}",
        "path": path.name,
        "format": path.suffix[1:],
        "encoding": "utf-8",
        "title": table.vi,
        "description": table.en,
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, str]:
    told = {"name": column.name, "type": _TYPES[column.storage], "title": column.vi, "description": column.en}
    return told | ({"unit": column.unit} if column.unit else {})
