"""Killed, interrupted, without room, locked: the database is whole, and the next run ends in the same content."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import killed_ingest
import pytest
from conftest import ROOT
from test_batch import content, counts, write

from pipeline.batch.ingestion import Options
from pipeline.batch.limits import Limits
from pipeline.batch.lock import exclusive
from pipeline.batch.pool import Pool
from pipeline.errors import ChitieuError
from pipeline.ingest import ingest_files
from pipeline.store import open_store

FILES = 10


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generated documents, a copy, one that cannot be used, and an archive."""
    from test_batch import make_zip, text

    from benchmarks.generate import make_document

    place = tmp_path_factory.mktemp("faults") / "mau"
    place.mkdir()
    numbers = sorted(range(200), key=lambda number: len(make_document(number)))[:FILES]
    for number in numbers:
        (place / f"{number:03}.txt").write_text(make_document(number), encoding="utf-8")
    (place / "bản sao.txt").write_text(make_document(numbers[0]), encoding="utf-8")
    (place / "trống.txt").write_bytes(b"")
    make_zip(place / "kho.zip", {"a.txt": text(1), "b.txt": text(2)})
    return place


@pytest.fixture(scope="module")
def wanted(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What an undisturbed run leaves."""
    db = tmp_path_factory.mktemp("wanted") / "a.db"
    ingest_files([folder], db)
    return content(db)


def state(db: Path) -> tuple[int, bool]:
    """How many sources are there, and whether their links are worked out."""
    with sqlite3.connect(db) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            return 0, False
        sources = database.execute("SELECT count(*) FROM sources").fetchone()[0]
        linked = database.execute("SELECT 1 FROM meta WHERE name = 'linked' AND value = '1'").fetchone()
    database.close()
    return sources, linked is not None


def command(folder: Path, db: Path, *more: object) -> list[str]:
    """The command line of an ingest with two workers that tells events."""
    line = [sys.executable, "-m", "pipeline.cli", "ingest", folder, "--db", db, "--json", "-p", 2, *more]
    return [str(part) for part in line]


def kill_after(folder: Path, db: Path, files: int, delay: float) -> None:
    """Kill a run so many seconds after so many files are done."""
    with subprocess.Popen(command(folder, db), stdout=subprocess.PIPE, cwd=ROOT, text=True) as run:
        assert run.stdout is not None
        done = 0
        while done < files and (line := run.stdout.readline()):
            done += '"file"' in line
        time.sleep(delay)
        run.kill()


def kill_within(folder: Path, db: Path, moment: tuple[Any, ...]) -> None:
    """Kill a run within a statement of its database, or in reading a file."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["pipeline.batch.nursery"])
    die = killed_ingest.ingest_and_die
    if moment[0] == "reading":
        die, moment = killed_ingest.ingest_and_die_reading, moment[1:]
    process = context.Process(target=die, args=(str(folder), str(db), *moment))
    process.start()
    process.join(60)
    assert process.exitcode in (0, -signal.SIGKILL)


@pytest.mark.slow
def test_fifty_kills_end_in_the_same_content(folder: Path, wanted: dict[str, Any], tmp_path: Path) -> None:
    """Six at random times of a run with workers, the others of one process: reading, writing, indexing, committing."""
    chance = random.Random(int(os.environ.get("CHITIEU_SEED", "20")))
    seen = killed_ingest.statements(folder, tmp_path / "seen.db")
    plan: list[tuple[Any, ...]] = [("time", chance.randint(1, FILES), chance.uniform(0, 0.06)) for _ in range(5)]
    plan += [("time", 0, chance.uniform(0.2, 3))]
    plan += [("reading", chance.randint(2, FILES + 4), chance.uniform(0, 0.02)) for _ in range(14)]
    plan += killed_ingest.moments(seen, chance)
    log, between = [], 0
    for number, moment in enumerate(plan):
        db = tmp_path / f"{number}.db"
        if moment[0] == "time":
            kill_after(folder, db, *moment[1:])
        else:
            kill_within(folder, db, moment)
        sources, linked = state(db)
        between += sources > 0 and not linked
        ingest_files([folder], db)
        log.append(f"{number:2} {moment} left {sources} sources, linked {linked}")
        assert content(db) == wanted, log[-1]
    print("\n".join([*log, f"{between} of {len(plan)} between the first and the last commit"]))
    assert len(plan) == 50
    assert between >= 40, log


@pytest.mark.slow
def test_killed_workers_are_replaced(folder: Path, wanted: dict[str, Any], tmp_path: Path) -> None:
    pool, killed = Pool(2, Limits()), set[str]()

    def kill() -> None:
        until = time.monotonic() + 20
        while len(killed) < 4 and time.monotonic() < until:
            for worker in list(pool.workers):
                task = next(iter(worker.tasks), None)
                if task and task.key not in killed:
                    killed.add(task.key)
                    os.kill(worker.process.pid, signal.SIGKILL)
                    break
            time.sleep(0.05)

    killer = threading.Thread(target=kill)
    killer.start()
    ingest_files([folder], tmp_path / "a.db", Options(processes=2), engine=pool)
    killer.join()
    assert killed
    assert content(tmp_path / "a.db") == wanted


def is_running(pid: int) -> bool:
    """Whether a process is there and no mere entry that nobody has collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.slow
def test_workers_die_with_their_parent(tmp_path: Path) -> None:
    """A worker that hangs does not outlive a parent that was killed."""
    (tmp_path / "a.txt").write_text("FAULT: hang\n", encoding="utf-8")
    code = (
        "import sys, threading, time; sys.path.insert(0, 'tests'); import odd_reading\n"
        "from pipeline.batch.pool import Pool\n"
        "from pipeline.batch.task import Task\n"
        "from pipeline.batch.limits import Limits\n"
        "pool = Pool(1, Limits(), read=odd_reading.read); tasks = [Task('a', 'a', sys.argv[1])]\n"
        "tell = lambda: (time.sleep(1), print(pool.workers[0].process.pid, flush=True))\n"
        "def following():\n"
        "    if not tasks: threading.Thread(target=tell).start(); return None\n"
        "    return tasks.pop()\n"
        "next(pool.run(following, lambda: False))\n"
    )
    line = [sys.executable, "-c", code, str(tmp_path / "a.txt")]
    with subprocess.Popen(line, stdout=subprocess.PIPE, cwd=ROOT, text=True) as run:
        assert run.stdout is not None
        pid = int(run.stdout.readline())
        assert is_running(pid)
        run.kill()
    until = time.monotonic() + 10
    while is_running(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_running(pid)


@pytest.mark.slow
def test_interrupt_ends_with_a_summary(folder: Path, wanted: dict[str, Any], tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    run = subprocess.Popen(
        command(folder, db), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True, start_new_session=True
    )
    assert run.stdout is not None
    while '"file"' not in run.stdout.readline():
        pass
    os.killpg(run.pid, signal.SIGINT)
    rest, errors = run.communicate(timeout=60)
    last = json.loads(rest.splitlines()[-1])
    assert (run.returncode, last["event"], errors) == (130, "summary", "")
    assert last["left"] > 0
    assert state(db)[1], "what is there is linked"
    ingest_files([folder], db)
    assert content(db) == wanted


def test_full_disk_in_the_middle(folder: Path, wanted: dict[str, Any], tmp_path: Path, monkeypatch: Any) -> None:
    db = tmp_path / "a.db"

    def small(path: Path, **options: float) -> Any:
        database = open_store(path, **options)
        database.execute("PRAGMA max_page_count=200")
        return database

    monkeypatch.setattr("pipeline.ingest.open_store", small)
    with pytest.raises(ChitieuError, match="full"):
        ingest_files([folder], db)
    monkeypatch.undo()
    assert 0 < state(db)[0] < FILES
    ingest_files([folder], db)
    assert content(db) == wanted


@pytest.mark.slow
def test_disk_that_is_really_full(folder: Path, wanted: dict[str, Any], tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2500k", "chitieu", str(small)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets no small disk be mounted")
    try:
        with pytest.raises(ChitieuError, match=r"a\.db: .*full"):
            ingest_files([folder], small / "a.db")
        subprocess.run(["mount", "-o", "remount,size=50m", str(small)], check=True)
        assert 0 < state(small / "a.db")[0] < FILES
        ingest_files([folder], small / "a.db")
        assert content(small / "a.db") == wanted
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_locked_database_is_told(folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    open_store(db).close()
    other = sqlite3.connect(db)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ChitieuError, match="Another program is writing to it"):
        ingest_files([folder], db, Options(wait=0.2))
    other.rollback()
    other.close()
    assert ingest_files([folder / "kho.zip"], db).new == 2


def test_database_that_is_locked_in_the_middle(folder: Path, wanted: dict[str, Any], tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    other = sqlite3.connect(db, isolation_level=None)

    class Locks:
        begin = grow = say = end = staticmethod(lambda *_a: None)

        @staticmethod
        def done(*_a: Any) -> None:
            if not other.in_transaction:
                other.execute("BEGIN IMMEDIATE")

    with pytest.raises(ChitieuError, match="Another program is writing to it"):
        ingest_files([folder], db, Options(wait=0.2), listener=Locks())
    other.rollback()
    other.close()
    ingest_files([folder], db)
    assert content(db) == wanted


def test_second_ingest_waits_or_says_so(folder: Path, tmp_path: Path) -> None:
    db, said = tmp_path / "a.db", list[str]()

    class Hears:
        begin = grow = done = end = staticmethod(lambda *_a: None)
        say = staticmethod(said.append)

    with exclusive(db, wait=0, say=said.append), pytest.raises(ChitieuError, match="another ingest is still running"):
        ingest_files([folder], db, Options(wait=0.3), listener=Hears())
    assert "waiting" in said[0]
    assert str(os.getpid()) in said[0]
    assert not db.with_name("a.db.lock").exists()
    assert ingest_files([folder / "kho.zip"], db, Options(wait=0)).new == 2


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that every user may enter (those of pytest may not be)."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield Path(place)


def test_read_only_database_is_told(folder: Path, open_place: Path) -> None:
    """As another user where the tests are run by root, whom modes do not bind."""
    tmp_path = open_place
    folder = Path(shutil.copytree(folder, tmp_path / "mau"))
    db = tmp_path / "a.db"
    ingest_files([folder / "kho.zip"], db)
    code = (
        "import os, sys; from pathlib import Path\n"
        "import pipeline.ingest as i; from pipeline.errors import ChitieuError\n"
        "from pipeline.batch.worker import warm_up; warm_up()\n"
        "if os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "try: i.ingest_files([Path(sys.argv[1])], Path(sys.argv[2]))\n"
        "except ChitieuError as error: print(error); sys.exit(3)\n"
    )
    db.chmod(0o444)
    for file in tmp_path.glob("a.db-*"):
        file.unlink()
    for mode in (0o777, 0o555):
        tmp_path.chmod(mode)
        line = [sys.executable, "-c", code, str(folder), str(db)]
        told = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, check=False)
        tmp_path.chmod(0o755)
        assert told.returncode == 3, told.stderr
        assert told.stdout.count("\n") == 1
        assert "read-only" in told.stdout or "readonly" in told.stdout or "--db" in told.stdout
    assert len(content(db)["sources"]) == 2


def test_older_schema_is_brought_up_to_date(folder: Path, wanted: dict[str, Any], tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    ingest_files([folder], db)
    database = open_store(db)
    for name in ("made_by", "reason", "limits", "known"):
        database.execute(f"ALTER TABLE files DROP COLUMN {name}")
    database.execute("DELETE FROM files WHERE source_id IS NULL")
    database.execute("UPDATE meta SET value = '1' WHERE name = 'schema'")
    database.conn.commit()
    database.close()
    with pytest.raises(ChitieuError, match="brings it up to date"):
        open_store(db, write=False)
    ingest_files([folder], db)
    assert counts(ingest_files([folder], db))[2] == FILES + 3
    ingest_files([folder], db, rebuild=True)
    assert content(db) == wanted


def test_folder_that_may_not_be_entered_is_told_and_keeps_its_files(open_place: Path) -> None:
    write(open_place / "mau" / "kín", 2)
    db, code = open_place / "a.db", (
        "import os, sys; from pathlib import Path; import pipeline.ingest as i\n"
        "from pipeline.batch.worker import warm_up; warm_up()\n"
        "if os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "print(i.ingest_files([Path(sys.argv[1])], Path(sys.argv[2]), i.Options(prune=True)))\n"
    )  # fmt: skip
    ingest_files([open_place / "mau"], db)
    db.chmod(0o666)
    (open_place / "mau" / "kín").chmod(0)
    open_place.chmod(0o777)
    line = [sys.executable, "-c", code, str(open_place / "mau"), str(db)]
    told = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, check=False)
    (open_place / "mau" / "kín").chmod(0o755)
    assert told.stdout == "0 new, 0 changed, 0 unchanged, 1 failed (1 unreadable)\n", told.stderr
    assert len(content(db)["sources"]) == 2


def test_writing_is_by_small_transactions(tmp_path: Path) -> None:
    write(tmp_path / "mau", 4)
    seen = killed_ingest.statements(tmp_path / "mau", tmp_path / "a.db")
    assert seen.count("committing") >= 5
