"""The store: lasting ids, nothing written twice, copies and force, full-text search, bad input."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sample_store import build, dump, rows, sample

from pipeline.cli import cli
from pipeline.errors import ChitieuError
from pipeline.fold import fold, match_query
from pipeline.ingest import ingest_files
from pipeline.links import link_documents
from pipeline.rows import rows_of
from pipeline.schema import load_schema, load_tables
from pipeline.store import open_store, remove_source, store_source

TEXT = """UỶ BAN NHÂN DÂN
TỈNH MẪU

KẾ HOẠCH
Về việc thử nghiệm cơ sở dữ liệu

Căn cứ Nghị quyết số 12/NQ-CP ngày 03/02/2024 của Chính phủ;

1. Đến năm 2027, tối thiểu 85% hồ sơ mẫu được giải quyết đúng hạn.
2. Giao Sở Nội vụ chủ trì thực hiện.
"""


@pytest.fixture
def database() -> Iterator[Any]:
    """A database of two provinces in memory."""
    made = build(":memory:", rows(), rows(province="Cà Mau", value=95))
    yield made
    made.close()


def comparison(database: Any) -> list[tuple[Any, ...]]:
    """Province, year and value of every cell."""
    return database.execute("SELECT province, year, value FROM comparison ORDER BY 1, 2, 3").fetchall()


def test_schema_is_what_the_database_has(database: Any) -> None:
    for table in load_schema():
        held = [row[1] for row in database.execute(f"PRAGMA table_info({table.name})")]
        assert held == [column.name for column in table.columns], table.name


def test_foreign_keys_hold(database: Any) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_same_source_again_changes_nothing(database: Any) -> None:
    before = dump(database)
    store_source(database, rows(), ingested_at="2027-01-01T00:00:00+00:00")
    link_documents(database)
    assert dump(database) == before


def test_order_of_ingestion_does_not_matter(database: Any) -> None:
    other = build(":memory:", rows(province="Cà Mau", value=95), rows())
    assert dump(other) == dump(database)
    other.close()


def test_removed_source_leaves_nothing(database: Any) -> None:
    for source in (rows(), rows(province="Cà Mau", value=95)):
        remove_source(database, source.source_id)
    link_documents(database)
    left = {name: len(found) for name, found in dump(database).items() if found}
    assert set(left) == {"provinces", "indicators", "meta"}
    assert database.execute("SELECT count(*) FROM passages_fts").fetchone() == (0,)


def made_figures(*figures: Any) -> list[dict[str, Any]]:
    """The rows of these figures of one source."""
    source, (reading,) = sample()
    return rows_of(source, (replace(reading, figures=figures),), name="mau.txt", made_by="test")["figures"]


def test_ids_do_not_depend_on_what_was_read() -> None:
    (figure,) = sample()[1][0].figures
    better = replace(figure, rule="better", role="result", value=1.0)
    assert made_figures(figure)[0]["id"] == made_figures(better)[0]["id"]


def test_facts_of_one_span_have_ids_of_their_own() -> None:
    (figure,) = sample()[1][0].figures
    twice = made_figures(figure, figure)
    assert twice[0]["id"] != twice[1]["id"]
    assert twice[0]["id"] == made_figures(figure)[0]["id"]


def test_fact_stands_in_its_section_and_passage(database: Any) -> None:
    query = (
        "SELECT s.path, p.text, f.quote FROM figures f JOIN sections s ON s.id = f.section_id"
        " JOIN passages p ON p.id = f.passage_id"
    )
    for path, text, quote in database.execute(query):
        assert path == "1"
        assert quote in text


def test_comparison_has_a_row_for_each_province(database: Any) -> None:
    assert comparison(database) == [("An Giang", 2025, 90.0), ("Cà Mau", 2025, 95.0)]


def test_change_never_stands_beside_a_level() -> None:
    made = build(":memory:", rows(), rows(value=10, change="increase"))
    assert made.execute("SELECT change, value FROM comparison ORDER BY change").fetchall() == [
        (None, 90.0),
        ("increase", 10.0),
    ]
    made.close()


def test_results_are_not_compared() -> None:
    made = build(":memory:", rows(role="result"))
    assert comparison(made) == []
    made.close()


def test_newest_document_wins_and_lists_the_other() -> None:
    made = build(":memory:", rows(issued_on="2021-03-04", value=70), rows(issued_on="2022-03-04", value=80))
    assert comparison(made) == [("An Giang", 2025, 80.0)]
    assert '"value":70.0' in made.execute("SELECT others FROM comparison").fetchone()[0].replace(" ", "")
    made.close()


def test_repealed_document_is_not_in_force() -> None:
    old = rows(number="7/NQ-MAU", issued_on="2023-05-06", value=60)
    new = rows(number="8/NQ-MAU", issued_on="2022-05-06", value=50, cites="7/NQ-MAU/2023", relation="repeals")
    made = build(":memory:", old, new)
    assert comparison(made) == [("An Giang", 2025, 60.0)], "another number is cited"
    made.close()
    dated = rows(number="9/2024/NQ-MAU", issued_on="2024-05-06", cites="7/2023/NQ-MAU", relation="repeals", value=55)
    made = build(":memory:", rows(number="7/2023/NQ-MAU", issued_on="2023-05-06", value=60), dated)
    assert comparison(made) == [("An Giang", 2025, 55.0)]
    ended = made.execute("SELECT ended_how, in_force FROM documents WHERE number = '7/2023/NQ-MAU'").fetchone()
    assert ended == ("repeals", 0)
    made.close()


@pytest.mark.parametrize("official_first", [True, False])
def test_official_text_takes_the_place_of_its_digest(official_first: bool) -> None:
    title = "về việc nâng cao chất lượng mẫu"
    digest = rows(digest=True, title=title, value=91)
    official = rows(title=title.upper(), value=92)
    made = build(":memory:", *((official, digest) if official_first else (digest, official)))
    assert comparison(made) == [("An Giang", 2025, 92.0)]
    assert made.execute("SELECT ended_how FROM documents WHERE is_digest").fetchall() == [("official",)]
    assert made.execute("SELECT count(*) FROM targets").fetchone() == (1,)
    made.close()


def test_documents_of_other_dates_are_no_copies() -> None:
    title = "về việc nâng cao chất lượng mẫu"
    made = build(
        ":memory:",
        rows(title=title, issued_on="2021-01-01", value=91),
        rows(title=title, issued_on="2022-01-01", value=92),
    )
    assert made.execute("SELECT sum(is_copy) FROM documents").fetchone() == (0,)
    made.close()


@pytest.mark.parametrize("query", ["dat dai", "ĐẤT ĐAI", "Đất đai", "đa\u0302\u0301t đai", "đat dai"])
def test_search_without_accents(database: Any, query: str) -> None:
    found = database.execute("SELECT count(*) FROM passages_fts WHERE passages_fts MATCH match_query(?)", [query])
    assert found.fetchone() == (2,)


@pytest.mark.parametrize("query", ["", '"', "NEAR(", "dat* OR", "đường thủy"])
def test_odd_searches_find_nothing(database: Any, query: str) -> None:
    sql = "SELECT count(*) FROM passages_fts WHERE passages_fts MATCH match_query(?)"
    assert database.execute(sql, [query]).fetchone() == (0,)


def test_full_text_index_is_whole(database: Any) -> None:
    for table in load_tables():
        if table.search:
            database.execute(f"INSERT INTO {table.name}_fts({table.name}_fts) VALUES ('integrity-check')")


def test_folding_keeps_every_place() -> None:
    text = "Ủy ban NHÂN DÂN, đường Ðất: 90%\n"
    assert len(fold(text)) == len(text)
    assert match_query('a"b') == '"a" "b"'


def test_old_schema_is_told(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    made = open_store(path)
    made.execute("UPDATE meta SET value = '0' WHERE name = 'schema'")
    made.conn.commit()
    made.close()
    with pytest.raises(ChitieuError, match="schema 0"):
        open_store(path)


@pytest.mark.parametrize("content", [b"no database at all, only words" * 50, None])
def test_foreign_file_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "other.db"
    if content is None:
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE t (a)")
        other.close()
    else:
        path.write_bytes(content)
    with pytest.raises(ChitieuError):
        open_store(path)


def ingest(*args: object) -> Any:
    """Run `chitieu ingest` in this process."""
    return CliRunner().invoke(cli, ["ingest", *map(str, args)], catch_exceptions=False)


def test_ingest_twice_changes_no_row(tmp_path: Path) -> None:
    (tmp_path / "mau").mkdir()
    (tmp_path / "mau" / "ke hoạch.txt").write_text(TEXT, encoding="utf-8")
    db = tmp_path / "a.db"
    first = ingest(tmp_path / "mau", "--db", db)
    assert first.output.startswith("1 new, 0 changed, 0 unchanged, 0 failed")
    before = db.read_bytes()
    second = ingest(tmp_path / "mau", "--db", db)
    assert second.output.startswith("0 new, 0 changed, 1 unchanged, 0 failed")
    assert db.read_bytes() == before


def test_changed_file_takes_the_place_of_the_old(tmp_path: Path) -> None:
    file, db = tmp_path / "mau.txt", tmp_path / "a.db"
    file.write_text(TEXT, encoding="utf-8")
    ingest(file, "--db", db)
    file.write_text(TEXT.replace("85%", "86%"), encoding="utf-8")
    assert ingest(file, "--db", db).output.startswith("0 new, 1 changed")
    database = open_store(db)
    assert database.execute("SELECT count(*) FROM sources").fetchone() == (1,)
    assert "86%" in database.execute("SELECT text FROM texts").fetchone()[0]
    database.close()


def test_rebuild_gives_the_same_content(tmp_path: Path) -> None:
    (tmp_path / "mau.txt").write_text(TEXT, encoding="utf-8")
    ingest(tmp_path / "mau.txt", "--db", tmp_path / "a.db")
    database = open_store(tmp_path / "a.db")
    before = dump(database)
    ingest(tmp_path / "mau.txt", "--db", tmp_path / "a.db", "--rebuild")
    assert dump(database) == before
    database.close()


def test_bad_files_cost_themselves(tmp_path: Path) -> None:
    bad = {
        "trong.txt": b"",
        "nhi phan.txt": bytes(range(256)) * 20,
        "truyen.txt": "Ngày xưa có một cô bé rất thích hoa.".encode(),
    }
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "tot.txt").write_text(TEXT, encoding="utf-8")
    db = tmp_path / "a.db"
    result = ingest(tmp_path, tmp_path / "khong co.txt", "--db", db)
    assert result.exit_code == 0
    assert "1 new, 0 changed, 0 unchanged, 4 failed" in result.output
    database = open_store(db)
    problems = {row["name"]: row for row in database.query("SELECT * FROM problems")}
    assert set(problems) == {*bad, "khong co.txt"}
    assert problems["truyen.txt"]["reason"] == "not_administrative"
    assert problems["khong co.txt"]["reason"] == "missing"
    assert all(row["what"] and row["remedy"] and row["seen_at"] for row in problems.values())
    database.close()
    before = db.read_bytes()
    ingest(tmp_path, tmp_path / "khong co.txt", "--db", db)
    assert db.read_bytes() == before, "problems that are known are not written again"


def test_mended_file_has_no_problem_left(tmp_path: Path) -> None:
    file, db = tmp_path / "mau.txt", tmp_path / "a.db"
    file.write_bytes(b"")
    assert ingest(file, "--db", db).exit_code == 1
    file.write_text(TEXT, encoding="utf-8")
    assert ingest(file, "--db", db).exit_code == 0
    database = open_store(db)
    assert database.execute("SELECT count(*) FROM problems").fetchone() == (0,)
    database.close()


def test_second_writer_waits(tmp_path: Path) -> None:
    files = [tmp_path / f"mau {number}.txt" for number in range(4)]
    for number, file in enumerate(files):
        file.write_text(TEXT.replace("85%", f"{60 + number}%"), encoding="utf-8")
    db = tmp_path / "a.db"
    command = [sys.executable, "-m", "pipeline.cli", "ingest", "--db", str(db)]
    runs = [subprocess.Popen([*command, *map(str, half)], stdout=subprocess.PIPE) for half in (files[:2], files[2:])]
    assert [run.wait() for run in runs] == [0, 0]
    for run in runs:
        run.communicate()
    database = open_store(db)
    assert database.execute("SELECT count(*) FROM sources").fetchone() == (4,)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_full_disk_is_told_and_harms_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    more = "".join(f"{number}. Giao Sở Mẫu {number} chủ trì thực hiện.\n" for number in range(3, 400))
    (tmp_path / "mau.txt").write_text(TEXT + more, encoding="utf-8")
    db = tmp_path / "a.db"

    def small(path: Path) -> Any:
        database = open_store(path)
        pages = database.execute("PRAGMA page_count").fetchone()[0]
        database.execute(f"PRAGMA max_page_count={pages}")
        return database

    monkeypatch.setattr("pipeline.ingest.open_store", small)
    with pytest.raises(ChitieuError, match="full"):
        ingest_files([tmp_path / "mau.txt"], db)
    monkeypatch.undo()
    assert ingest_files([tmp_path / "mau.txt"], db).new == 1
