"""Passing files: none is left behind, not by a killed run either, and those of a living one are left alone."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT
from test_batch import write

from pipeline import passing
from pipeline.ingest import Options, ingest_files
from pipeline.passing import PassingFolder, own_temp_dir, sweep


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for passing files."""
    folder = tmp_path / "passing"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("processes", [0, 2])
def test_what_a_killed_run_left_goes_with_the_next(place: Path, tmp_path: Path, processes: int) -> None:
    write(tmp_path / "mau", 200)
    line = [sys.executable, "-m", "pipeline.cli", "ingest", str(tmp_path / "mau"), "--db", str(tmp_path / "a.db")]
    run = subprocess.Popen([*line, "-p", "2"], env=os.environ | {"TMPDIR": str(place)}, cwd=ROOT)
    until = time.monotonic() + 60
    while not list(place.glob("chitieu-*/.owner")) and time.monotonic() < until:
        time.sleep(0.05)
    assert sweep() == [], "its owner lives"
    run.kill()
    run.wait()
    assert list(place.glob("chitieu-*"))
    write(tmp_path / "khac", 1, first=900)
    ingest_files([tmp_path / "khac"], tmp_path / "b.db", Options(processes=processes))
    assert not list(place.glob("chitieu-*"))
    assert not [left for left in place.glob("pymp-*") if str(left) != multiprocessing_folder()]


def multiprocessing_folder() -> str:
    """That of this process."""
    from multiprocessing.util import get_temp_dir

    return str(get_temp_dir())


@pytest.mark.slow
def test_a_child_takes_no_folder_of_its_parent_along() -> None:
    """What a killed worker of a cluster leaves does not hold the folder that its living parent works in."""
    assert own_temp_dir() == multiprocessing_folder()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(multiprocessing_folder) == multiprocessing_folder()
        assert pool.apply(own_temp_dir) is None


def test_only_folders_of_dead_processes_go(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with PassingFolder() as living:
        (place / "chitieu-notes").mkdir()
        (place / "chitieu-99999999-abc.txt").write_text("")
        aim = place / "aim"
        aim.mkdir()
        (place / "chitieu-99999999-link").symlink_to(aim)
        dead = place / "chitieu-99999999-dead"
        dead.mkdir()
        (dead / ".owner").write_text(f"{place / 'pymp-a'}\n{aim}\n/\n")
        (place / "pymp-a").mkdir()
        assert sorted(sweep()) == ["chitieu-99999999-dead", "pymp-a"]
        assert Path(living).is_dir()
        monkeypatch.setattr(passing, "_lives", lambda _process: False)
        assert sweep() == [], "its mark is locked"
    assert sorted(path.name for path in place.iterdir()) == [
        "aim",
        "chitieu-99999999-abc.txt",
        "chitieu-99999999-link",
        "chitieu-notes",
    ]
