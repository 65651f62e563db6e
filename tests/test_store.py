"""The store: lasting ids, nothing written twice, copies and force, full-text search, bad input."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sample_store import build, dump, rows, sample

from pipeline.errors import ChitieuError
from pipeline.fold import fold, match_query
from pipeline.links import link_documents
from pipeline.schema import load_schema, load_tables
from pipeline.source_rows import rows_of
from pipeline.store import open_store, remove_source, store_source


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
