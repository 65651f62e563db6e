"""Many files: guarded workers, nothing done twice, archives, manifests, what is told."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import odd_reading
import pytest
from click.testing import CliRunner
from sample_store import dump
from test_ingest import TEXT

from pipeline.batch.ingestion import Options
from pipeline.batch.inputs import Inputs, find_inputs
from pipeline.batch.limits import Limits
from pipeline.batch.pool import Pool
from pipeline.batch.watch import watch_files
from pipeline.cli import cli
from pipeline.errors import ChitieuError
from pipeline.ingest import Summary, ingest_files
from pipeline.store import open_store


def text(number: int) -> str:
    """A plan of its own number."""
    return TEXT.replace("85%", f"{50 + number}%").replace("thử nghiệm", f"thử nghiệm lần {number}")


def write(folder: Path, count: int, *, first: int = 0) -> list[Path]:
    """So many plans in a folder."""
    folder.mkdir(exist_ok=True, parents=True)
    files = [folder / f"mau {number:03}.txt" for number in range(first, first + count)]
    for number, file in enumerate(files, start=first):
        file.write_text(text(number), encoding="utf-8")
    return files


def content(db: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every table of a database, and what its full-text index answers."""
    database = open_store(db)
    tables = dump(database)
    for name in [name for name in database.table_names() if name.endswith("_fts")]:
        database.execute(f"INSERT INTO {name}({name}) VALUES ('integrity-check')")
        query = f"SELECT t.* FROM {name} f JOIN {name[:-4]} t ON t.rowid = f.rowid WHERE {name} MATCH 'mau OR so'"
        tables[name] = sorted((row[0] for row in database.execute(query)), key=repr)
    database.close()
    return tables


def problems(db: Path) -> dict[str, str]:
    """The reason of each file that cannot be used."""
    database = open_store(db)
    found = {row["name"]: row["reason"] for row in database.query("SELECT name, reason FROM problems")}
    database.close()
    return found


def counts(summary: Summary) -> tuple[int, int, int, int]:
    """New, changed, unchanged, failed."""
    return summary.new, summary.changed, summary.unchanged, summary.failed.total()


FAULTS = {
    "hang": "timeout",
    "crash": "crash",
    "memory": "memory",
    "slow growth": "memory",
    "recursion": "recursion",
}


def test_a_bad_file_costs_itself_and_its_worker(tmp_path: Path) -> None:
    folder = tmp_path / "mau"
    write(folder, 6)
    for number, fault in enumerate(FAULTS):
        (folder / f"mau 00{number} {fault}.txt").write_text(f"FAULT: {fault}\n{text(70)}", encoding="utf-8")
    (folder / "mau 004 once.txt").write_text(f"FAULT: once\n{text(71)}", encoding="utf-8")
    limits = Limits(seconds=3, memory_mb=900)
    pool = Pool(2, limits, read=odd_reading.read)
    summary = ingest_files([folder], tmp_path / "a.db", Options(processes=2, limits=limits), engine=pool)
    assert counts(summary) == (7, 0, 0, 5)
    assert problems(tmp_path / "a.db") == {f"mau 00{n} {fault}.txt": FAULTS[fault] for n, fault in enumerate(FAULTS)}
    again = ingest_files([folder], tmp_path / "a.db", Options(limits=limits))
    assert counts(again) == (0, 0, 7, 5), "not tried again while file, limits and code are the same"


def test_workers_write_what_one_process_writes(tmp_path: Path) -> None:
    folder = tmp_path / "mau"
    write(folder, 12)
    (folder / "bản sao.txt").write_text(text(3), encoding="utf-8")
    (folder / "a").mkdir()
    (folder / "a" / "z.txt").write_text(text(5), encoding="utf-8")
    (folder / "trong.txt").write_bytes(b"")
    ingest_files([folder], tmp_path / "one.db")
    ingest_files([folder], tmp_path / "two.db", Options(processes=3))
    ingest_files(sorted(folder.rglob("*.txt"), reverse=True), tmp_path / "back.db")
    one, two, back = (content(tmp_path / f"{name}.db") for name in ("one", "two", "back"))
    assert one == two
    del one["files"], back["files"]
    del one["sources"], back["sources"], one["problems"], back["problems"]
    assert one == back


def test_time_that_changed_costs_a_checksum(tmp_path: Path) -> None:
    (file,) = write(tmp_path / "mau", 1)
    ingest_files([file], tmp_path / "a.db")
    os.utime(file, (1, 1))
    assert counts(ingest_files([file], tmp_path / "a.db")) == (0, 0, 1, 0)
    database = open_store(tmp_path / "a.db")
    assert database.execute("SELECT modified_ns FROM files").fetchone() == (10**9,)
    database.close()


def test_verify_sees_what_size_and_time_hide(tmp_path: Path) -> None:
    (file,) = write(tmp_path / "mau", 1)
    ingest_files([file], tmp_path / "a.db")
    found = file.stat()
    file.write_text(text(0).replace("50%", "59%"), encoding="utf-8")
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert counts(ingest_files([file], tmp_path / "a.db")) == (0, 0, 1, 0)
    assert counts(ingest_files([file], tmp_path / "a.db", Options(verify=True))) == (0, 1, 0, 0)


def test_removed_file_is_told_and_pruned(tmp_path: Path) -> None:
    folder, db = tmp_path / "mau", tmp_path / "a.db"
    files = write(folder, 3)
    (folder / "trong.txt").write_bytes(b"")
    ingest_files([folder], db)
    files[1].unlink()
    (folder / "trong.txt").unlink()
    summary = ingest_files([folder], db)
    assert len(summary.removed) == 2
    assert "2 removed" in str(summary)
    assert ingest_files([folder], db, Options(prune=True)).pruned == 2
    (tmp_path / "b").mkdir()
    ingest_files([folder], tmp_path / "b.db")
    assert content(db) == content(tmp_path / "b.db")


def test_copy_stays_when_the_first_of_two_files_goes(tmp_path: Path) -> None:
    folder, db = tmp_path / "mau", tmp_path / "a.db"
    (first,) = write(folder, 1)
    (folder / "z.txt").write_bytes(first.read_bytes())
    ingest_files([folder], db)
    first.unlink()
    ingest_files([folder], db, Options(prune=True))
    ingest_files([folder], db)
    ingest_files([folder], tmp_path / "b.db")
    assert content(db) == content(tmp_path / "b.db")


def test_file_that_breaks_keeps_what_was_read(tmp_path: Path) -> None:
    (file,), db = write(tmp_path / "mau", 1), tmp_path / "a.db"
    ingest_files([file], db)
    file.write_bytes(b"")
    assert counts(ingest_files([file], db)) == (0, 0, 0, 1)
    assert len(content(db)["sources"]) == 1
    assert list(problems(db).values()) == ["empty"]
    write(tmp_path / "mau", 1)
    assert counts(ingest_files([file], db)) == (0, 1, 0, 0)
    assert not problems(db)


def make_zip(path: Path, members: dict[str, bytes | str]) -> Path:
    """An archive with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return path


@pytest.mark.parametrize("processes", [0, 2])
def test_archive_is_one_file_until_it_changes(tmp_path: Path, processes: int) -> None:
    options = Options(processes=processes)
    folder, db = tmp_path / "mau", tmp_path / "a.db"
    folder.mkdir()
    inner = make_zip(tmp_path / "inner.zip", {"x/trong kho.txt": text(8), "__MACOSX/._a.txt": "a"}).read_bytes()
    members = {"a.txt": text(1), "thư mục/b.txt": text(2), "rong.txt": b"", "inner.zip": inner, "anh.JPG": b"x"}
    archive = make_zip(folder / "kho.zip", members)
    assert counts(ingest_files([folder], db, options)) == (3, 0, 0, 2)
    assert problems(db) == {"kho.zip!/rong.txt": "empty", "kho.zip!/anh.JPG": "unknown_kind"}
    assert counts(ingest_files([folder], db, options)) == (0, 0, 3, 2)
    make_zip(archive, members | {"a.txt": text(3), "c.txt": text(4)})
    assert counts(ingest_files([folder], db, options)) == (1, 1, 2, 2)
    del members["a.txt"], members["inner.zip"]
    make_zip(archive, members)
    summary = ingest_files([folder], db, options)
    assert len(summary.removed) == 4
    make_zip(archive, members | {"d.txt": text(9)})
    ingest_files([folder], db, Options(prune=True))
    ingest_files([folder], tmp_path / "b.db", options)
    assert content(db) == content(tmp_path / "b.db")


def test_archives_are_bounded(tmp_path: Path) -> None:
    good = {"a.txt": text(1)}
    deep = make_zip(tmp_path / "deep.zip", good)
    for _ in range(4):
        deep.write_bytes(make_zip(tmp_path / "next.zip", {"deep.zip": deep.read_bytes()}).read_bytes())
    make_zip(tmp_path / "next.zip", {"many.txt": text(2), **{f"{n}.txt": "x" for n in range(60)}})
    make_zip(tmp_path / "bomb.zip", {"bomb.txt": b"0" * 60_000_000})
    (tmp_path / "broken.zip").write_bytes(deep.read_bytes()[:150])
    summary = ingest_files([tmp_path], tmp_path / "a.db", Options(limits=Limits(members=50)))
    assert counts(summary) == (0, 0, 0, 4)
    told = {name.rpartition("/")[2] or name: reason for name, reason in problems(tmp_path / "a.db").items()}
    assert told == {
        "deep.zip": "too_deep",
        "next.zip": "too_many_members",
        "bomb.zip": "bomb",
        "broken.zip": "damaged",
    }


def test_manifest_knows_better(tmp_path: Path) -> None:
    write(tmp_path / "mau", 2)
    lines = io.StringIO()
    rows = csv.writer(lines)
    rows.writerows([["path", "number", "province"], ["mau/mau 000.txt", "77/KH-MAU", "Hà Tĩnh"], ["mau/mau 001.txt"]])
    manifest = tmp_path / "bảng kê.csv"
    manifest.write_text(lines.getvalue(), encoding="utf-8-sig")
    db = tmp_path / "a.db"
    assert counts(ingest_files([manifest], db)) == (2, 0, 0, 0)
    database = open_store(db)
    query = "SELECT number, province, province_id FROM documents ORDER BY number"
    assert database.execute(query).fetchall()[-1] == ("77/KH-MAU", "Hà Tĩnh", "ha-tinh")
    database.close()
    assert counts(ingest_files([tmp_path / "mau"], db)) == (0, 0, 2, 0)
    assert counts(ingest_files([manifest], db, rebuild=True)) == (0, 2, 0, 0)
    manifest.write_text(lines.getvalue().replace("77/KH", "78/KH"), encoding="utf-8")
    assert counts(ingest_files([manifest], db)) == (0, 1, 1, 0)


@pytest.mark.parametrize("lines", ["a,b\n1,2\n", "path,colour\na.txt,red\n", "path,ordinal\na.txt,x\n", ""])
def test_manifest_that_is_none_is_told(tmp_path: Path, lines: str) -> None:
    (tmp_path / "a.csv").write_text(lines, encoding="utf-8")
    with pytest.raises(ChitieuError, match=r"a\.csv"):
        find_inputs([tmp_path / "a.csv"])


def test_globs_folders_and_odd_names(tmp_path: Path) -> None:
    folder = tmp_path / "mau"
    write(folder, 2)
    write(folder / "trong nữa", 1, first=5)
    (folder / ".an").mkdir()
    (folder / ".an" / "a.txt").write_text(text(9), encoding="utf-8")
    (folder / "~$mau.docx").write_bytes(b"x")
    odd = os.fsencode(str(folder)) + b"/\xff dong\nmoi.txt"
    Path(os.fsdecode(odd)).write_text(text(10), encoding="utf-8")
    assert [file.name for file in find_inputs([Path(f"{tmp_path}/m*/mau 00?.txt")]).files] == [
        "mau/mau 000.txt",
        "mau/mau 001.txt",
    ]
    assert len(find_inputs([Path(f"{tmp_path}/**/*.txt")]).files) == 5
    assert len(find_inputs([folder, folder / "mau 000.txt"]).files) == 4
    summary = ingest_files([folder], tmp_path / "a.db")
    assert counts(summary) == (4, 0, 0, 0)
    assert counts(ingest_files([folder], tmp_path / "a.db")) == (0, 0, 4, 0)


def run(*args: object) -> Any:
    """Run `chitieu ingest` in this process."""
    return CliRunner().invoke(cli, ["ingest", *map(str, args)], catch_exceptions=False)


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    files = write(tmp_path / "mau", 2)
    db = tmp_path / "a.db"
    assert "2 new" in run(tmp_path / "mau", "--db", db, "--dry-run").output
    assert not db.exists()
    ingest_files([tmp_path / "mau"], db)
    before = db.read_bytes()
    files[0].write_text(text(30), encoding="utf-8")
    assert "0 new, 1 changed, 1 unchanged" in run(tmp_path / "mau", "--db", db, "--dry-run").output
    assert db.read_bytes() == before


def test_events_for_machines(tmp_path: Path) -> None:
    write(tmp_path / "mau", 2)
    (tmp_path / "mau" / "x.txt").write_bytes(b"")
    result = run(tmp_path / "mau", "--db", tmp_path / "a.db", "--json", "-p", 0)
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert [event["event"] for event in events] == ["begin", "file", "file", "file", "summary"]
    assert events[3]["reason"] == "empty"
    assert events[-1]["new"] == 2
    assert events[-1]["failed"] == {"empty": 1}


def test_watch_leaves_files_that_are_still_written(tmp_path: Path) -> None:
    folder, db = tmp_path / "mau", tmp_path / "a.db"
    (file,) = write(folder, 1)
    os.utime(file, (1, 1))
    seen: list[Summary] = []

    class Told:
        begin = grow = done = say = staticmethod(lambda *_a: None)
        end = staticmethod(seen.append)

    state = {"pauses": 0}

    def pause(_seconds: float) -> None:
        state["pauses"] += 1
        if state["pauses"] in (1, 25):
            half = text(2)[: 100 if state["pauses"] == 1 else None]
            (folder / "b.txt").write_text(half, encoding="utf-8")
        import time

        time.sleep(0.1)

    watch_files([folder], db, Options(), Told(), rounds=4, pause=pause)
    assert [summary.new for summary in seen] == [1, 1]
    database = open_store(db)
    assert database.execute("SELECT count(*) FROM sources").fetchone() == (2,)
    assert database.execute("SELECT count(*) FROM problems").fetchone() == (0,)
    database.close()


def test_limits_are_told(tmp_path: Path) -> None:
    (file,) = write(tmp_path / "mau", 1)
    file.write_text(text(1) * 10_000, encoding="utf-8")
    result = run(file, "--db", tmp_path / "a.db", "--max-size", 1, "-p", 0)
    assert result.exit_code == 1
    assert "more than 1" in result.output
    assert list(problems(tmp_path / "a.db").values()) == ["too_large"]


def test_nothing_left_out_of_the_plan(tmp_path: Path) -> None:
    files = write(tmp_path / "mau", 3)
    inputs = find_inputs([tmp_path / "mau"])
    assert isinstance(inputs, Inputs)
    assert [Path(file.path) for file in inputs.files] == files


def test_no_passing_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(passing))
    make_zip(tmp_path / "kho.zip", {"a.txt": text(1), "b.txt": text(2)})
    assert ingest_files([tmp_path / "kho.zip"], tmp_path / "a.db", Options(processes=2)).new == 2
    assert not list(passing.iterdir())


@pytest.mark.parametrize(
    "said",
    [
        "no such file: {path}",
        "[Errno 5] broken: '{path}'",
        "see {folder}/sub/log.txt: line 3",
        "C:\\nha\\an\\a.txt",
        "C:\\\\nha\\\\a.txt",
    ],
)
def test_faults_hold_no_path_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    import pipeline.run

    (file,) = write(tmp_path / "mau so", 1)

    def fault(*_arguments: object, **_options: object) -> None:
        raise ValueError(said.format(path=file, folder=tmp_path))

    monkeypatch.setattr(pipeline.run, "read_rows", fault)
    ingest_files([file], tmp_path / "a.db")
    database = open_store(tmp_path / "a.db")
    (row,) = database.query("SELECT name, reason, what FROM problems")
    database.close()
    assert (row["name"], row["reason"]) == (file.name, "internal_error")
    assert str(tmp_path) not in row["what"]
    assert "nha" not in row["what"]
    assert ".txt" in row["what"]
