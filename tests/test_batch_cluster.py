"""The Dask engine on a real local cluster: the same content, also where a worker dies or a file is deadly."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from test_batch import content, counts, text, write

from pipeline.batch.cluster import Cluster
from pipeline.batch.ingestion import Options
from pipeline.batch.limits import Limits
from pipeline.errors import ChitieuError
from pipeline.ingest import ingest_files

pytest.importorskip("distributed")


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
