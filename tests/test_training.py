"""The training of the model: labels cover what they name, and the same seed makes the same model."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from pipeline.training import names
from pipeline.training.sentences import filled, masked
from pipeline.training.train import checksum, train

NAMES = (names.body, names.plan, names.place, names.date, names.target)


@pytest.mark.parametrize("seed", range(60))
def test_labels_lie_in_order_inside_the_sentence(seed: int) -> None:
    """Labelled spans do not overlap, and none is empty or begins or ends with a blank."""
    text, spans = filled(Random(seed))
    assert "{" not in text
    ends = [0, *(end for _, end, _ in spans)]
    assert all(previous <= start < end for previous, (start, end, _) in zip(ends, spans, strict=False))
    assert all(text[start:end] == text[start:end].strip() for start, end, _ in spans)


@pytest.mark.parametrize("make", NAMES, ids=lambda make: make.__name__)
def test_names_vary(make: object) -> None:
    """A name of each sort is drawn anew nearly every time, and the same seed draws the same."""
    drawn = {make(Random(seed)) for seed in range(50)}  # type: ignore[operator]
    assert len(drawn) > 10
    assert make(Random(3)) == make(Random(3))  # type: ignore[operator]


def test_masked_sentences_keep_their_labels(tmp_path: Path) -> None:
    """Sentences of a source are labelled by the rules; names are replaced, spans still cover what they name."""
    (tmp_path / "a.txt").write_text(
        "1. Giao Sở Nội vụ rà soát danh mục.\n\n2. Đến năm 2025 đạt 70% xã.\n", encoding="utf-8"
    )
    for text, spans in masked(tmp_path, Random(1)):
        assert all(0 <= start < end <= len(text) for start, end, _ in spans)


@pytest.mark.slow
def test_same_seed_same_model(tmp_path: Path) -> None:
    """Two trainings on the same examples give the same bytes."""
    random = Random(5)
    examples = [filled(random) for _ in range(120)]
    for name in ("a", "b"):
        train(examples, tmp_path / name, epochs=2)
    assert checksum(tmp_path / "a") == checksum(tmp_path / "b")
