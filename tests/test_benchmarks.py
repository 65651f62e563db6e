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
from benchmarks.pdf_files import write_pdfs
from extractors import extract
from pipeline.readers import read_source


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


def test_generated_pdf_files_hold_their_documents(tmp_path: Path) -> None:
    pytest.importorskip("reportlab")
    try:
        (file,) = write_pdfs(tmp_path / "a", 1)
    except SystemExit as missing:
        pytest.skip(str(missing))
    assert file.read_bytes() == write_pdfs(tmp_path / "b", 1)[0].read_bytes()
    read, given = extract(read_source(file).text)[0], extract(make_document(0))[0]
    assert len(read.figures) >= 10
    assert [figure.value for figure in read.figures] == [figure.value for figure in given.figures]
    assert read.metadata.number == given.metadata.number


@pytest.mark.slow
def test_benchmarks_run_at_a_hundredth(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    line = [sys.executable, "-m", "benchmarks.batch", "--scale", "100", "--json", str(out)]
    subprocess.run(line, check=True, cwd=ROOT, capture_output=True)
    told = json.loads(out.read_text(encoding="utf-8"))
    assert set(told) == {"cores", "load", "growth", "again", "workers", "dask", "ner", "pdf"}
    assert all(row["lost"] == 0 for row in told["growth"]["documents"].values())
    assert told["again"]["unchanged"] == told["again"]["documents"]
    assert told["pdf"]["files"] > 1
