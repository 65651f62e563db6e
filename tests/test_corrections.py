"""Readers' verdicts: checked, applied, applied again after a new ingest, reported where the fact is gone."""

from __future__ import annotations

import csv
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import regex
from sample_site import Site
from sample_store import build, rows

from pipeline.corrections import COLUMNS, gone_corrections, load_corrections, take_corrections
from pipeline.errors import ChitieuError
from pipeline.ingest import ingest_files
from pipeline.links import link_documents
from pipeline.store import open_store, store_source

FACT = rows()["figures"][0]["id"]


def write(path: Path, **fields: str) -> Path:
    """A file with one correction."""
    path.parent.mkdir(exist_ok=True)
    row = {"kind": "figures", "fact_id": FACT, "verdict": "change", "field": "value", "value": "93", "who": "mẫu"}
    with path.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS)
        writer.writeheader()
        writer.writerow(dict.fromkeys(COLUMNS, "") | row | fields)
    return path


def corrected(file: Path) -> Any:
    """A database of one source with the corrections of a file."""
    database = build(":memory:", rows())
    take_corrections(database, file)
    link_documents(database)
    return database


def test_changed_value_stands_and_both_readings_show(tmp_path: Path) -> None:
    database = corrected(write(tmp_path / "c.csv"))
    assert database.execute("SELECT value FROM comparison").fetchall() == [(93.0,)]
    assert database.execute("SELECT verdict, read_as FROM figures").fetchone() == ("change", '{"value": 90.0}')
    store_source(database, rows(), ingested_at="2027-01-01")
    link_documents(database)
    assert database.execute("SELECT value, read_as FROM figures").fetchone() == (93.0, '{"value": 90.0}')


def test_changed_deadline_changes_the_year(tmp_path: Path) -> None:
    database = corrected(write(tmp_path / "c.csv", field="deadline", value="2026/2028"))
    assert database.execute("SELECT year FROM comparison").fetchall() == [(2028,)]


def test_rejected_fact_is_not_compared(tmp_path: Path) -> None:
    database = corrected(write(tmp_path / "c.csv", verdict="reject", field="", value=""))
    assert database.execute("SELECT count(*) FROM comparison").fetchone() == (0,)
    assert database.execute("SELECT count(*) FROM figures").fetchone() == (1,)


def test_accepted_fact_wants_no_eye(tmp_path: Path) -> None:
    database = build(":memory:", rows(confidence=0.2))
    fact = database.execute("SELECT id, needs_review FROM figures").fetchone()
    assert fact[1] == 1
    take_corrections(database, write(tmp_path / "c.csv", verdict="accept", field="", value="", fact_id=fact[0]))
    link_documents(database)
    assert database.execute("SELECT needs_review FROM figures").fetchone() == (0,)


def test_correction_of_a_fact_that_is_gone_is_reported(tmp_path: Path) -> None:
    database = corrected(write(tmp_path / "c.csv", fact_id="0" * 16))
    assert [row["fact_id"] for row in gone_corrections(database)] == ["0" * 16]


def test_second_time_changes_nothing(tmp_path: Path) -> None:
    file = write(tmp_path / "c.csv")
    database = corrected(file)
    before = database.conn.total_changes
    assert take_corrections(database, file) == 0
    assert not link_documents(database)
    assert database.conn.total_changes == before


@pytest.mark.parametrize("sign", [";", "\t"])
def test_spreadsheets_of_other_countries_are_read(tmp_path: Path, sign: str) -> None:
    file = write(tmp_path / "c.csv", value="93,5")
    rows_of_file = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    with file.open("w", encoding="utf-8-sig", newline="") as lines:
        csv.writer(lines, delimiter=sign).writerows(rows_of_file)
    assert corrected(file).execute("SELECT value FROM comparison").fetchall() == [(93.5,)]


TEXT = """NGHỊ QUYẾT
về mẫu thử của tỉnh An Giang
I. MỤC TIÊU
1. Đến năm 2025, tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn đạt 90% trở lên.
"""


def test_corrected_value_stands_after_a_fresh_ingest(tmp_path: Path) -> None:
    (tmp_path / "mau.txt").write_text(TEXT, encoding="utf-8")
    ingest_files([tmp_path / "mau.txt"], tmp_path / "first.db")
    with closing(open_store(tmp_path / "first.db", write=False)) as database:
        fact, document = database.execute("SELECT id, document_id FROM figures WHERE value = 90").fetchone()
    write(tmp_path / "new" / "corrections.csv", fact_id=fact)
    ingest_files([tmp_path / "mau.txt"], tmp_path / "new" / "second.db")
    site = Site(tmp_path / "new" / "second.db")
    assert site.get(f"/chitieu/figures/{fact}.json?_shape=array").json()[0]["value"] == 93
    reader = site.get(f"/doc/{document}?fact={fact}").text
    assert regex.search(r"<b>[^<]*93%</b>", reader)
    assert regex.search(r"người đọc đã sửa; máy đọc là</a> [^<]*90%", reader)


def test_corrected_cell_shows_both_readings(tmp_path: Path) -> None:
    database = build(tmp_path / "a.db", rows())
    take_corrections(database, write(tmp_path / "c.csv"))
    link_documents(database)
    database.close()
    site = Site(tmp_path / "a.db")
    text = site.get("/compare").text
    assert ">93%<" in text
    assert regex.search(r'<small class="corrected">✎ đã sửa; máy đọc là 90%</small>', text)
    assert site.get("/compare.json").json()[0]["read_as"] == '{"value": 90.0}'


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("verdict", "maybe", "verdict"),
        ("kind", "sources", "kind"),
        ("field", "id", "field"),
        ("field", 'x" = 1 --', "field"),
        ("value", "nhiều", "number"),
        ("who", "", "who"),
    ],
)
def test_wrong_row_is_told(tmp_path: Path, field: str, value: str, word: str) -> None:
    with pytest.raises(ChitieuError, match=word):
        load_corrections(write(tmp_path / "c.csv", **{field: value}))
