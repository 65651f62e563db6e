"""The benchmarks run, at a hundredth of their size; the generator keeps what it promises."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from benchmarks.generate import make_document
from extractors import extract


def test_generated_documents_are_as_promised() -> None:
    texts = [make_document(number) for number in range(200)]
    lengths = [len(text.split()) for text in texts]
    assert min(lengths) >= 400
    assert max(lengths) <= 8000
    assert statistics.median(lengths) >= 1500
    shortest = min(texts, key=len)
    (document,) = extract(shortest)
    assert len(document.figures) >= 10
    assert document.metadata.number
    assert document.metadata.doc_type == "ke_hoach"


@pytest.mark.slow
def test_benchmarks_run_at_a_hundredth(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    line = [sys.executable, "-m", "benchmarks.batch", "--scale", "100", "--json", str(out)]
    subprocess.run(line, check=True, cwd=ROOT, capture_output=True)
    told = json.loads(out.read_text(encoding="utf-8"))
    assert set(told) == {"cores", "load", "growth", "again", "workers", "dask", "ner", "pdf"}
    assert all(row["lost"] == 0 for row in told["growth"]["documents"].values())
    assert told["again"]["unchanged"] == told["again"]["documents"]
