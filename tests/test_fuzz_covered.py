"""Fuzzing guided by coverage, for a bounded time: whatever the text, what is read of it proves its place."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from make_odd_files import plan

_SECONDS = 15
_FUZZ = """
import sys
import unicodedata
import atheris

with atheris.instrument_imports(include=["extractors"]):
    import extractors
    import extractors.steps
    from extractors.facts import KINDS

@atheris.instrument_func
def one(data):
    text = unicodedata.normalize("NFC", data.decode("utf-8", "replace"))
    for document in extractors.extract(text):
        for kind in KINDS:
            for fact in document.of_kind(kind):
                assert text[fact.start : fact.end] == fact.quote, (kind, fact)

atheris.Setup(sys.argv, one)
atheris.Fuzz()
"""


@pytest.mark.slow
def test_no_text_breaks_the_extractors(tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="atheris has wheels for Linux on x86_64 alone")
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for number, text in enumerate((plan("một"), plan("hai").replace("\n", " "), "| a | 5% |\n" * 4, "(1%" * 20)):
        (seeds / str(number)).write_text(text, encoding="utf-8")
    line = [
        sys.executable,
        "-c",
        _FUZZ,
        f"-max_total_time={_SECONDS}",
        "-max_len=1500",
        "-len_control=0",
        "-timeout=60",
        "-seed=7",
    ]
    line += [f"-artifact_prefix={tmp_path}/", str(seeds)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Done" in done.stderr
    covered = [int(found) for found in re.findall(r"cov: (\d+)", done.stderr)]
    assert max(covered) > 1000, "the rules are not instrumented"
