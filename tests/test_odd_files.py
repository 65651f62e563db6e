"""A folder of odd files: each ends as the table says, and the good ones beside them are all there."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from make_odd_files import make_odd_files
from test_batch import text

from pipeline.batch.ingestion import Options
from pipeline.batch.limits import Limits
from pipeline.ingest import ingest_files
from pipeline.store import open_store

LIMITS = Limits(size_mb=15, pages=2000, members=1000, seconds=120, memory_mb=1000)
TABLE = Path(__file__).with_name("odd_files.csv")
_QUERY = """SELECT f.name, coalesce(f.reason, CASE WHEN f.source_id IS NULL THEN 'archive' ELSE 'read' END) AS outcome,
 coalesce((SELECT group_concat(fact, ' ') FROM (SELECT printf('%g%%', g.value) || '/' || g.deadline AS fact
  FROM figures g JOIN documents d ON d.id = g.document_id WHERE d.source_id = f.source_id AND g.role = 'target'
  AND g.deadline IN ('2027', '2028') ORDER BY g.start)), '') AS targets FROM files f ORDER BY f.name"""


def outcomes(db: Path) -> dict[str, tuple[str, str]]:
    """What came of each file: the reason, or `read` with its targets; unknown paths are among the problems alone."""
    database = open_store(db)
    found = {row["name"]: (row["outcome"], row["targets"]) for row in database.query(_QUERY)}
    for row in database.query("SELECT name, reason FROM problems WHERE source_id IS NULL"):
        found.setdefault(row["name"], (row["reason"], ""))
    database.close()
    return found


def expected() -> dict[str, tuple[str, str]]:
    """The table."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {row["name"].replace("\\n", "\n"): (row["outcome"], row["targets"]) for row in rows}


@pytest.mark.slow
def test_each_odd_file_ends_as_the_table_says(tmp_path: Path) -> None:
    folder = tmp_path / "mau"
    made = make_odd_files(folder)
    assert len(made) >= 60
    for number in range(20):
        (folder / f"good {number}.txt").write_text(text(number), encoding="utf-8")
    ingest_files([folder], tmp_path / "a.db", Options(processes=2, limits=LIMITS))
    found = outcomes(tmp_path / "a.db")
    good = {name for name in found if name.startswith("good ") and name.endswith("txt")}
    assert len(good) == 20
    assert {found[name][0] for name in good} == {"read"}
    assert {name: value for name, value in found.items() if name not in good} == expected()
    again = ingest_files([folder], tmp_path / "a.db", Options(processes=2, limits=LIMITS))
    assert (again.new, again.changed) == (0, 0)
