"""Tables as files, what has changed between two databases, what is in one."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sample_store import build, rows
from test_batch import write

from pipeline.cli import cli
from pipeline.errors import ChitieuError
from pipeline.export import FORMATS, export_store
from pipeline.ingest import ingest_files


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Two invented documents."""
    path = tmp_path / "a.db"
    build(path, rows(year=2025, value=80), rows("hai.txt", year=2026, value=91, province="Cà Mau")).close()
    return path


def run(*args: object) -> Any:
    """Run `chitieu` in this process."""
    return CliRunner().invoke(cli, list(map(str, args)), catch_exceptions=False)


def test_every_format_holds_the_same_rows(db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import openpyxl
    import pyarrow.parquet as parquet

    monkeypatch.setattr("pipeline.export._MANY", 1)
    out = tmp_path / "out"
    export_store(db, out, FORMATS)
    assert (out / "figures.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (out / "figures.csv").open(encoding="utf-8-sig", newline="") as lines:
        from_csv = list(csv.DictReader(lines))
    from_lines = [json.loads(line) for line in (out / "figures.jsonl").read_text(encoding="utf-8").splitlines()]
    from_parquet = parquet.read_table(out / "figures.parquet").to_pylist()
    book = openpyxl.load_workbook(out / "figures.xlsx")
    sheet = list(book.active.iter_rows(values_only=True))[1:]
    book.close()
    assert len(from_csv) == len(from_lines) == len(sheet) == 2
    assert from_lines == from_parquet
    assert [row["quote"] for row in from_csv] == [row["quote"] for row in from_lines]


def test_package_describes_every_file(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert "files in" in run("export", "--db", db, "--out", out).output
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    assert {resource["path"] for resource in package["resources"]} == {file.name for file in out.glob("*.csv")}
    assert package["licenses"]
    assert package["created"]
    assert package["software"]["made_by"]
    figures = next(resource for resource in package["resources"] if resource["path"] == "figures.csv")
    with (out / "figures.csv").open(encoding="utf-8-sig") as lines:
        assert next(csv.reader(lines)) == [field["name"] for field in figures["schema"]["fields"]]
    again = tmp_path / "again"
    export_store(db, again, ["csv"])
    assert (again / "figures.csv").read_bytes() == (out / "figures.csv").read_bytes()


def test_changes_between_two_databases(tmp_path: Path) -> None:
    files = write(tmp_path / "mau", 3)
    ingest_files(files, tmp_path / "old.db")
    files[0].write_text(files[0].read_text(encoding="utf-8").replace("2027", "2029"), encoding="utf-8")
    ingest_files([files[0], files[1]], tmp_path / "new.db")
    told = run("changes", tmp_path / "old.db", tmp_path / "new.db").output
    assert "+ figures" in told
    assert "- documents" in told
    lines = run("changes", tmp_path / "old.db", tmp_path / "new.db", "--json").output.splitlines()
    assert {json.loads(line)["how"] for line in lines} == {"added", "gone"}
    assert run("changes", tmp_path / "new.db", tmp_path / "new.db").output == "0 added, 0 gone, 0 changed\n"


def test_changed_fields_are_shown(db: Path, tmp_path: Path) -> None:
    import sqlite3

    other = tmp_path / "b.db"
    other.write_bytes(db.read_bytes())
    with sqlite3.connect(other) as database:
        database.execute("UPDATE figures SET value = 12 WHERE value = 80")
    database.close()
    assert "value: 80.0 → 12.0" in run("changes", db, other).output


def test_stats(db: Path, tmp_path: Path) -> None:
    told = json.loads(run("stats", "--db", db, "--json").output)
    assert told["rows"]["documents"] == 2
    assert told["provinces"] == {"An Giang": 1, "Cà Mau": 1}
    assert "documents" in run("stats", "--db", db).output
    with pytest.raises(ChitieuError, match="no such database"):
        run("stats", "--db", tmp_path / "none.db")
