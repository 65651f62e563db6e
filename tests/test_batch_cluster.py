"""The Dask engine on a real local cluster: the same content, also where a worker dies or a file is deadly."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT
from test_batch import content, counts, text, write

from pipeline.batch.cluster import Cluster, _Groups, _outcomes
from pipeline.batch.ingestion import Options
from pipeline.batch.limits import Limits
from pipeline.batch.task import CRASH, Task
from pipeline.errors import ChitieuError
from pipeline.ingest import ingest_files

pytest.importorskip("distributed")
from distributed import KilledWorker  # noqa: E402 - an optional group


def task(number: int) -> Task:
    return Task(f"/mau/{number}.txt", f"{number}.txt", f"/mau/{number}.txt")


@pytest.mark.parametrize(("seconds", "sizes"), [(0.001, [1, 8, 3]), (0.2, [1, 1, 2, 2, 2, 2, 2]), (9.0, [1] * 12)])
def test_groups_last_half_a_second(seconds: float, sizes: list[int]) -> None:
    """The first file goes alone; then as many go together as half a second holds, eight at most."""
    left = deque(task(number) for number in range(12))
    groups, found = _Groups(lambda: left.popleft() if left else None), list[int]()
    while group := groups.next():
        found.append(len(group))
        for _ in range(2 if seconds == 0.2 else 9):
            groups.note(seconds)
    assert found == sizes


class Lost:
    """The result of a group whose Dask workers died."""

    @staticmethod
    def result() -> None:
        raise KilledWorker("read_guarded", None, 3)


def test_group_lost_with_its_workers_is_tried_file_by_file() -> None:
    groups = _Groups(lambda: None)
    group = (task(1), task(2))
    assert list(_outcomes(Lost, group, groups)) == []
    assert [groups.next(), groups.next(), groups.next()] == [(task(1),), (task(2),), None]
    (outcome,) = _outcomes(Lost, group[:1], groups)
    assert (outcome.task, outcome.failure) == (task(1), CRASH)


@pytest.mark.slow
def test_cluster_with_a_killed_worker_ends_in_the_same_content(tmp_path: Path) -> None:
    write(tmp_path / "mau", 16)
    (tmp_path / "mau" / "bomb.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "mau" / "z.txt").write_text(text(3), encoding="utf-8")
    ingest_files([tmp_path / "mau"], tmp_path / "here.db")
    engine, killed = Cluster(2, Limits()), list[int]()

    class Kills:
        begin = grow = say = end = staticmethod(lambda *_a: None)

        @staticmethod
        def done(*_a: object) -> None:
            if not killed:
                killed.extend(engine.client.run(os.getpid).values())
                os.kill(killed[0], signal.SIGKILL)

    summary = ingest_files([tmp_path / "mau"], tmp_path / "dask.db", engine=engine, listener=Kills())
    assert len(killed) == 2
    assert counts(summary) == (17, 0, 0, 1)
    assert content(tmp_path / "dask.db") == content(tmp_path / "here.db")


def test_scheduler_that_is_not_there_is_told(tmp_path: Path) -> None:
    write(tmp_path / "mau", 1)
    options = Options(engine="dask", scheduler="nonsense address")
    with pytest.raises(ChitieuError, match="no Dask scheduler answers"):
        ingest_files([tmp_path / "mau"], tmp_path / "a.db", options)


@contextmanager
def scheduler_and_workers(place: Path, count: int) -> Iterator[str]:
    """The address of a scheduler with so many workers, processes of their own."""
    told = place / "scheduler.json"
    quiet = os.environ | {"DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    scheduler = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told)]
    worker = ["worker", "--scheduler-file", str(told), "--nthreads", "1", "--no-dashboard", "--no-nanny"]
    worker += ["--host", "127.0.0.1", "--local-directory", str(place)]
    started: list[subprocess.Popen[bytes]] = []
    try:
        for line in (scheduler, *[worker] * count):
            log = (place / f"{len(started)}.log").open("wb")
            run = [sys.executable, "-m", "dask", *line]
            started.append(subprocess.Popen(run, env=quiet, stdout=log, stderr=log, cwd=ROOT))
            log.close()
            until = time.monotonic() + 60
            while not told.exists() and time.monotonic() < until:
                time.sleep(0.1)
        yield json.loads(told.read_text(encoding="utf-8"))["address"]
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.mark.slow
def test_scheduler_and_workers_that_others_started(tmp_path: Path) -> None:
    """What `--scheduler ADDRESS` reaches ends in the same content, a deadly file included."""
    write(tmp_path / "mau", 8)
    (tmp_path / "mau" / "bomb.docx").write_bytes(b"PK\x03\x04")
    ingest_files([tmp_path / "mau"], tmp_path / "here.db")
    with scheduler_and_workers(tmp_path, 2) as address:
        line = [sys.executable, "-m", "pipeline.cli", "ingest", str(tmp_path / "mau"), "--db", str(tmp_path / "far.db")]
        line += ["--engine", "dask", "--scheduler", address]
        done, again = (subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True) for _ in range(2))
    assert "8 new, 0 changed, 0 unchanged, 1 failed" in done.stdout + done.stderr
    assert "0 new, 0 changed, 8 unchanged" in again.stdout + again.stderr
    assert content(tmp_path / "far.db") == content(tmp_path / "here.db")
