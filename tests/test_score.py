"""The scorer: its pairing, and that it counts as the shared scorer does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.evaluate import evaluate
from pipeline.extract import extract_files
from pipeline.score import KINDS, Tally, add_document, match

TEXT = "Đến năm 2025 đạt tối thiểu 90% hồ sơ và 50% xã."
NINETY = {"quote": "tối thiểu 90%", "start": 17, "end": 30, "value": 90, "unit": "percent", "comparator": ">="}
FIFTY = {"quote": "50%", "start": 40, "end": 43, "value": 50, "unit": "percent", "comparator": "="}


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ([NINETY], [NINETY], (1, 1)),
        ([NINETY], [{**NINETY, "comparator": "="}], (1, 0)),
        ([NINETY], [{**NINETY, "value": 95}], (0, 0)),
        ([NINETY], [{**NINETY, "start": 40, "end": 43}], (0, 0)),
        ([NINETY, FIFTY], [FIFTY, NINETY], (2, 2)),
        ([NINETY, NINETY], [NINETY], (1, 1)),
        ([], [FIFTY], (0, 0)),
    ],
)
def test_counts(gold: list[dict], predicted: list[dict], expected: tuple[int, int]) -> None:
    """Found and exact are counted once each."""
    tally = Tally()
    list(add_document("figures", gold, predicted, TEXT, tally))
    assert (tally.found, tally.exact) == expected


def test_facts_alone_ignore_places() -> None:
    """Without a text the place does not matter."""
    assert match(KINDS["figures"], [NINETY], [{**NINETY, "start": 0, "end": 1}], None) == [(0, 0)]


def test_annotations_by_offsets_count_as_those_with_words(tmp_path: Path) -> None:
    """A reference that names its spans by offsets alone gives the figures of one that quotes them."""
    text = "KẾ HOẠCH\n\nI. MỤC TIÊU\n\nĐến năm 2025 đạt tối thiểu 90% hồ sơ đúng hạn.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    list(extract_files([tmp_path / "a.txt"], tmp_path / "out"))
    record = json.loads((tmp_path / "out" / "a.json").read_text(encoding="utf-8"))
    document = record["documents"][0]
    figure = {key: value for key, value in document["figures"][0].items() if key not in ("quote", "indicator")}
    start = text.index("hồ sơ")
    spans = {"start": start, "end": start + len("hồ sơ đúng hạn")}
    figure |= {f"indicator_{key}": value for key, value in spans.items()}
    gold = {"source": "a.txt", "documents": [{"metadata": document["metadata"], "figures": [figure]}]}
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    summary = evaluate(tmp_path, tmp_path / "gold").summary()
    assert summary["figures"]["exact_f1"] == 1
    assert summary["figures"]["fields"]["indicator"] == 1


@pytest.mark.shared
@pytest.mark.parametrize("options", [(), ("--facts",)])
def test_agrees_with_the_shared_scorer(shared: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    """Same figures from ours and from the scorer that came with the references."""
    list(extract_files([shared / "corpora"], tmp_path))
    folders = [str(shared / "corpora"), str(shared / "gold"), str(tmp_path)]
    command = [sys.executable, str(shared / "gold" / "score.py"), *folders, "--json", *options]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = evaluate(shared / "corpora", shared / "gold", facts_only=bool(options)).summary()
    for kind in KINDS:
        assert ours[kind]["f1"] == pytest.approx(theirs[kind]["f1"], abs=1e-4), kind
        assert ours[kind]["exact_f1"] == pytest.approx(theirs[kind]["exact_f1"], abs=1e-4), kind
    assert ours["metadata"]["accuracy"] == pytest.approx(theirs["metadata"]["accuracy"], abs=1e-4)
