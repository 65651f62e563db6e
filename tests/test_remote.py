"""Files elsewhere: read once, provenance without secrets, a server that fails costs rows in `problems` and no more."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from loopback import Store, serve
from test_batch import problems, text

from pipeline.batch.limits import Limits
from pipeline.cli import cli
from pipeline.errors import ChitieuError
from pipeline.ingest import Options, Summary, ingest_files
from pipeline.remote import public
from pipeline.store import open_store

fsspec = pytest.importorskip("fsspec", reason="needs chitieu[remote]")


@pytest.fixture
def web() -> Iterator[Store]:
    """A server on loopback."""
    with serve() as store:
        yield store


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the database goes; afterwards no passing file is left."""
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(passing))
    yield tmp_path / "a.db"
    assert not list(passing.glob("chitieu-*"))


def ingest(db: Path, *places: str, **options: object) -> Summary:
    """An ingest in this process."""
    return ingest_files(places, db, Options(**options))  # type: ignore[arg-type]


def column(db: Path, query: str) -> list[object]:
    """The first column of what a query finds."""
    database = open_store(db)
    try:
        return [row[0] for row in database.execute(query).fetchall()]
    finally:
        database.close()


def archive(*numbers: int) -> bytes:
    """An archive of plans."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for number in numbers:
            made.writestr(f"trong/{number}.txt", text(number))
    return data.getvalue()


def test_a_file_is_fetched_once(web: Store, db: Path) -> None:
    web.files["/a.txt"] = text(1).encode()
    url = f"{web.url}/a.txt"
    assert ingest(db, url).new == 1
    assert web.count("GET") == 1
    assert column(db, "SELECT path FROM files") == [url]
    assert column(db, "SELECT name FROM sources") == [url]
    assert column(db, "SELECT url FROM documents") == [url]
    web.asked.clear()
    assert ingest(db, url).unchanged == 1
    assert web.asked == [("HEAD", "/a.txt")]
    web.files["/a.txt"] = text(2).encode()
    assert ingest(db, url).changed == 1
    assert column(db, "SELECT count(*) FROM sources") == [1]


def test_a_server_that_tells_nothing_is_asked_again(web: Store, db: Path) -> None:
    web.mute = True
    web.files["/a.txt"] = text(1).encode()
    assert ingest(db, f"{web.url}/a.txt").new == 1
    again = ingest(db, f"{web.url}/a.txt")
    assert (again.unchanged, again.changed, web.count("GET")) == (1, 0, 2)
    assert ingest(db, f"{web.url}/a.txt", rebuild=True).changed == 1


def test_verify_compares_what_is_there(web: Store, db: Path) -> None:
    web.files["/a.txt"] = text(1).encode()
    ingest(db, f"{web.url}/a.txt")
    assert ingest(db, f"{web.url}/a.txt", verify=True).unchanged == 1
    assert web.count("GET") == 2


def test_folders_and_globs(web: Store, db: Path) -> None:
    for number in range(3):
        web.files[f"/kho/mau {number}.txt"] = text(number).encode()
    web.files["/kho/ghi chú.py"] = b"x"
    web.files["/kho/sâu/mau.txt"] = text(7).encode()
    assert ingest(db, f"{web.url}/kho/mau%20[01].txt", dry_run=True).new == 2
    assert ingest(db, f"{web.url}/kho/").new == 3
    web.asked.clear()
    assert ingest(db, f"{web.url}/kho/").unchanged == 3
    assert [path for method, path in web.asked if method == "GET"] == ["/kho/"]
    del web.files["/kho/mau 1.txt"]
    assert len(ingest(db, f"{web.url}/kho/").removed) == 1
    assert ingest(db, f"{web.url}/kho/", prune=True).pruned == 1


def test_nothing_is_pruned_where_the_server_fails(web: Store, db: Path) -> None:
    web.files["/kho/a.txt"] = text(1).encode()
    ingest(db, f"{web.url}/kho/")
    web.status["/kho/"] = 503
    failed = ingest(db, f"{web.url}/kho/", prune=True)
    assert (failed.pruned, failed.removed, dict(failed.failed)) == (0, [], {"unreachable": 1})
    web.status.clear()
    body = web.files.pop("/kho/a.txt")
    assert ingest(db, f"{web.url}/kho/", prune=True).pruned == 0
    web.files["/kho/a.txt"] = body
    assert ingest(db, f"{web.url}/kho/", prune=True).unchanged == 1
    assert problems(db) == {}


def test_what_cannot_be_had_is_a_row_and_the_rest_goes_on(web: Store, db: Path) -> None:
    web.files |= {"/good.txt": text(1).encode(), "/large.txt": b"x" * 3_000_000, "/word.bin": b"x"}
    web.status |= {"/closed.txt": 403, "/broken.txt": 500}
    web.endless.add("/endless.txt")
    with serve() as other:
        gone = other.url
    names = ("good", "absent", "closed", "broken", "large", "endless")
    done = ingest(db, *(f"{web.url}/{name}.txt" for name in names), f"{gone}/a.txt", limits=Limits(size_mb=2))
    assert done.new == 1
    assert {name.rpartition("/")[2]: reason for name, reason in problems(db).items()} == {
        "absent.txt": "missing",
        "closed.txt": "unreadable",
        "broken.txt": "unreachable",
        "large.txt": "too_large",
        "endless.txt": "too_large",
        "a.txt": "unreachable",
    }
    assert ("GET", "/large.txt") not in web.asked
    remedies = column(db, "SELECT remedy FROM problems")
    assert all(remedies)


def test_a_server_that_does_not_answer(web: Store, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.remote._PATIENCE", 0.3)
    web.files["/a.txt"] = web.files["/b.txt"] = text(1).encode()
    web.slow.add("/a.txt")
    done = ingest(db, f"{web.url}/a.txt", f"{web.url}/b.txt")
    assert (done.new, dict(done.failed)) == (1, {"unreachable": 1})


def test_what_was_held_stays_while_the_server_is_down(web: Store, db: Path) -> None:
    web.files["/a.txt"] = text(1).encode()
    ingest(db, f"{web.url}/a.txt")
    web.status["/a.txt"] = 502
    assert dict(ingest(db, f"{web.url}/a.txt").failed) == {"unreachable": 1}
    assert column(db, "SELECT count(*) FROM figures")[0]
    web.status.clear()
    assert ingest(db, f"{web.url}/a.txt").unchanged == 1
    assert problems(db) == {}


@pytest.mark.parametrize("processes", [0, 2])
def test_archives(web: Store, db: Path, processes: int) -> None:
    url = f"{web.url}/kho.zip"
    web.files["/kho.zip"] = archive(1, 2, 3)
    assert ingest(db, url, processes=processes).new == 3
    assert web.count("GET") <= max(processes, 1)
    assert column(db, "SELECT name FROM sources ORDER BY name")[0] == f"{url}!/trong/1.txt"
    web.asked.clear()
    assert ingest(db, url, processes=processes).unchanged == 3
    assert web.count("GET") == 0
    web.files["/kho.zip"] = archive(1, 2, 4)
    changed = ingest(db, url, processes=processes, prune=True)
    assert (changed.new, changed.unchanged, changed.pruned) == (1, 2, 1)


def test_manifest_with_addresses(web: Store, db: Path, tmp_path: Path) -> None:
    web.files["/a.txt"] = text(1).encode()
    manifest = tmp_path / "bang ke.csv"
    manifest.write_text(f"path,province\n{web.url}/a.txt,Hà Tĩnh\n", encoding="utf-8")
    assert ingest_files([manifest], db).new == 1
    assert column(db, "SELECT province FROM documents") == ["Hà Tĩnh"]


def test_kind_that_only_the_server_tells(web: Store, db: Path) -> None:
    web.files["/tai"] = text(1).encode()
    assert ingest(db, f"{web.url}/tai?id=5").new == 1
    assert column(db, "SELECT path FROM files") == [f"{web.url}/tai?id=5"]


def test_secrets_are_neither_stored_nor_shown(web: Store, db: Path) -> None:
    web.files["/a.txt"] = text(1).encode()
    host = web.url.removeprefix("http://")
    good, bad = (f"http://ai:matkhau@{host}/{name}.txt?id=1&token=bimat" for name in ("a", "b"))
    told = CliRunner().invoke(cli, ["ingest", good, bad, "--db", str(db), "-p", "0"])
    assert told.exit_code == 0, told.output
    for text_ in (told.output, db.read_bytes().decode("latin-1")):
        assert "matkhau" not in text_
        assert "bimat" not in text_
    assert column(db, "SELECT path FROM files WHERE source_id IS NOT NULL") == [f"{web.url}/a.txt?id=1"]
    assert public("s3://khoa:bimat@kho/a.pdf") == "s3://kho/a.pdf"


def test_packages_that_are_missing_are_named(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(ChitieuError, match=r"pip install 'chitieu\[remote\]'"):
        ingest(db, "s3://kho/a.pdf")
    monkeypatch.undo()


def test_unknown_protocol(tmp_path: Path) -> None:
    with pytest.raises(ChitieuError, match="no protocol"):
        ingest(tmp_path / "a.db", "khongco://kho/a.pdf")


def test_memory(db: Path) -> None:
    store = fsspec.filesystem("memory")
    store.pipe("/kho/a.txt", text(1).encode())
    store.pipe("/kho/b/c.txt", text(2).encode())
    assert ingest(db, "memory://kho/").new == 2
    assert ingest(db, "memory://kho/**/*.txt").unchanged == 2
    store.rm("/kho", recursive=True)


def test_read_and_extract(web: Store, tmp_path: Path) -> None:
    web.files["/mau.txt"] = text(1).encode()
    shown = CliRunner().invoke(cli, ["read", f"{web.url}/mau.txt"])
    assert shown.output.startswith(f"{web.url}/mau.txt: text")
    line = ["extract", f"{web.url}/mau.txt", f"{web.url}/none.txt", "--out", str(tmp_path / "out")]
    assert CliRunner().invoke(cli, line).exit_code == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mau.json"]


@pytest.mark.slow
def test_object_store(web: Store, tmp_path: Path) -> None:
    """The command as a user gives it: prefix, glob of archives and a file that is not there, by the user's own keys."""
    for number in range(3):
        web.files[f"/kho/nam/{number}.txt"] = text(number).encode()
    web.files["/kho/a.zip"], web.files["/kho/b.zip"] = archive(5), archive(6)
    settings = {"FSSPEC_S3_ENDPOINT_URL": web.url, "FSSPEC_S3_KEY": "khoacong", "FSSPEC_S3_SECRET": "khoabimat"}
    environment = os.environ | settings | {"AWS_EC2_METADATA_DISABLED": "true", "TMPDIR": str(tmp_path)}
    line = [sys.executable, "-m", "pipeline.cli", "ingest", "s3://kho/nam/", "s3://kho/*.zip", "s3://kho/none.pdf"]
    line += ["--db", str(tmp_path / "a.db"), "-p", "2"]

    def run(*more: str, code: int = 0) -> str:
        told = subprocess.run([*line, *more], env=environment, capture_output=True, text=True, check=False)
        assert told.returncode == code, told.stderr
        assert "khoabimat" not in told.stdout + told.stderr
        return told.stdout + told.stderr

    assert "5 new, 0 changed, 0 unchanged, 1 failed (1 missing)" in run()
    web.asked.clear()
    assert "0 new, 0 changed, 5 unchanged" in run()
    assert not [path for method, path in web.asked if method == "GET" and path != "/kho"]
    web.status["/kho"] = 403
    assert "3 failed (3 unreadable)" in run("--prune", code=1)
    web.status.clear()
    assert "0 new, 0 changed, 5 unchanged" in run("--prune")
    assert not list(tmp_path.glob("chitieu-*"))
