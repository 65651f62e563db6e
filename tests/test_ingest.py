"""`chitieu ingest`: nothing done twice, a bad file costs itself, writers wait, a full disk is told."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sample_store import build, dump, sample

from pipeline.cli import cli
from pipeline.errors import ChitieuError
from pipeline.ingest import ingest_files
from pipeline.source import Page
from pipeline.source_rows import rows_of
from pipeline.store import open_store, remove_source

TEXT = """UỶ BAN NHÂN DÂN
TỈNH MẪU

KẾ HOẠCH
Về việc thử nghiệm cơ sở dữ liệu

Căn cứ Nghị quyết số 12/NQ-CP ngày 03/02/2024 của Chính phủ;

1. Đến năm 2027, tối thiểu 85% hồ sơ mẫu được giải quyết đúng hạn.
2. Giao Sở Nội vụ chủ trì thực hiện.
"""


def ingest(*args: object) -> Any:
    """Run `chitieu ingest` in this process."""
    return CliRunner().invoke(cli, ["ingest", *map(str, args)], catch_exceptions=False)


def test_ingest_twice_changes_no_row(tmp_path: Path) -> None:
    (tmp_path / "mau").mkdir()
    (tmp_path / "mau" / "ke hoạch.txt").write_text(TEXT, encoding="utf-8")
    db = tmp_path / "a.db"
    first = ingest(tmp_path / "mau", "--db", db)
    assert "1 new, 0 changed, 0 unchanged, 0 failed" in first.output
    before = db.read_bytes()
    second = ingest(tmp_path / "mau", "--db", db)
    assert "0 new, 0 changed, 1 unchanged, 0 failed" in second.output
    assert db.read_bytes() == before


def test_changed_file_takes_the_place_of_the_old(tmp_path: Path) -> None:
    file, db = tmp_path / "mau.txt", tmp_path / "a.db"
    file.write_text(TEXT, encoding="utf-8")
    ingest(file, "--db", db)
    file.write_text(TEXT.replace("85%", "86%"), encoding="utf-8")
    assert "0 new, 1 changed" in ingest(file, "--db", db).output
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

    def small(path: Path, **_options: float) -> Any:
        database = open_store(path)
        pages = database.execute("PRAGMA page_count").fetchone()[0]
        database.execute(f"PRAGMA max_page_count={pages}")
        return database

    monkeypatch.setattr("pipeline.ingest.open_store", small)
    with pytest.raises(ChitieuError, match="full"):
        ingest_files([tmp_path / "mau.txt"], db)
    monkeypatch.undo()
    assert ingest_files([tmp_path / "mau.txt"], db).new == 1


def test_folder_without_documents_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["ingest", str(tmp_path), "--db", str(tmp_path / "a.db")])
    assert "no file to read" in str(result.exception)


def test_paper_of_an_unknown_kind_is_listed(tmp_path: Path) -> None:
    folder = tmp_path / "mau"
    folder.mkdir()
    (folder / "mau.txt").write_text(TEXT, encoding="utf-8")
    (folder / "bảng.xlsx").write_bytes(b"PK")
    (folder / "notes.md").write_text("not a paper", encoding="utf-8")
    assert (
        "1 new, 0 changed, 0 unchanged, 1 failed (1 unknown_kind)" in ingest(folder, "--db", tmp_path / "a.db").output
    )


def test_poor_page_is_a_problem(tmp_path: Path) -> None:
    source, readings = sample()
    poor = replace(source, text=source.text + " zxq" * 200, pages=(Page(1, 0, 900, quality=0.2),))
    made = rows_of(poor, readings, name="mau.txt", made_by="test")
    database = build(":memory:", made)
    assert database.execute("SELECT page, reason FROM problems").fetchall() == [(1, "poor_page")]
    remove_source(database, made.source_id)
    assert database.execute("SELECT count(*) FROM problems").fetchone() == (0,)
    database.close()
