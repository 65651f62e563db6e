"""Confidence: every fact has one; the weights are those that the command writes; it agrees with accuracy."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import extractors
from extractors.confidence.features import features_of
from extractors.confidence.weigh import LEAST, MOST, SURE
from extractors.facts import KINDS
from extractors.steps import read_text
from pipeline.cli import cli
from pipeline.training.calibration import exact_of, mean_of, tenth_of
from pipeline.training.confidence import (
    PAGE,
    WEIGHTS,
    confidence,
    fit,
    left_out,
    rows_of,
    table_of,
    with_table,
)
from pipeline.training.contacts import Outcome, load_contacts, load_outcomes, store_outcomes
from pipeline.training.shares import HELD_OUT, NOW, carried_over, counts_of

TEXT = """ỦY BAN NHÂN DÂN
TỈNH A

Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18 tháng 01 năm 2024;

1. Mục tiêu
- Phấn đấu đến năm 2030 đạt tối thiểu 90% hồ sơ được giải quyết trực tuyến.
- Giao Sở Nội vụ chủ trì rà soát danh mục trước ngày 15/6/2026.
"""
OUTCOMES = load_outcomes()
RATED = left_out(OUTCOMES)


def test_every_fact_has_a_confidence() -> None:
    """Each fact of a text has a probability between the least and the most."""
    found = [fact for document in extractors.extract(TEXT) for kind in KINDS for fact in document.of_kind(kind)]
    assert len(found) >= 4
    assert all(fact.confidence is not None and LEAST <= fact.confidence <= MOST for fact in found)


def test_features_say_nothing_of_names() -> None:
    """The features are the same when a province and its bodies have other names."""
    other = TEXT.replace("TỈNH A", "TỈNH B").replace("Sở Nội vụ", "Sở Tài chính")
    for kind in KINDS:
        assert features_of(read_text(TEXT)[0], kind) == features_of(read_text(other)[0], kind)


def test_weights_are_those_of_the_command() -> None:
    """`chitieu train --what confidence` writes the same rows again."""
    assert WEIGHTS.read_text(encoding="utf-8") == rows_of(fit(OUTCOMES))
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_table(page, list(table_of(OUTCOMES)))


def test_on_texts_not_seen() -> None:
    """With the weights of other provinces half of the facts are sure or more, and of these nearly all are exact."""
    sure = [row for row in RATED if row[1] >= SURE]
    assert sum(counts for _, _, counts in sure) / sum(counts for _, _, counts in RATED) >= 0.5
    assert exact_of(sure) >= 0.93


@pytest.mark.parametrize("tenth", range(10))
def test_confidence_agrees_with_accuracy(tenth: int) -> None:
    """In each tenth of the scale confidence is the share of the exact facts within 0.10 and what so few may stray."""
    inside = [row for row in RATED if tenth_of(row[1]) == tenth]
    facts = sum(counts for _, _, counts in inside)
    assert not inside or abs(mean_of(inside) - exact_of(inside)) <= 0.1 + 1 / facts**0.5


def _outcome(contact: str, document: str, kind: str, exact: bool) -> Outcome:
    return Outcome(contact, document, document, kind, exact, ())


def test_what_mending_gained() -> None:
    """Half of the errors gone elsewhere, a quarter of those in the texts held out: half of the gain is carried over."""
    held = sorted(HELD_OUT)[0]
    before = [_outcome("first", name, "figures", n >= 12) for name in ("other", held) for n in range(20)]
    after = [_outcome(NOW, "other", "figures", n >= 6) for n in range(20)]
    after += [_outcome(NOW, held, "figures", n >= 9) for n in range(20)]
    carried = carried_over(before + after)
    assert carried["figures"] == pytest.approx(0.5)
    assert carried["citations"] == carried["figures"], "few errors: as all kinds together"
    assert set(carried_over(before).values()) == {0}
    counts = counts_of(before + after, {"figures": 0.5})
    assert counts[0] == counts[40] == 0.5
    assert (counts[20], counts[60]) == (0.0, 1.0)


def test_facts_of_contacts_hold_no_words() -> None:
    """What is kept of a first contact has no quote and no wording."""
    for line in load_contacts():
        for document in line["documents"]:
            for fact in (fact for kind in KINDS for fact in document[kind]):
                assert not {"quote", "phrase"} & set(fact)
                assert not fact.get("indicator")


def test_outcomes_are_kept(tmp_path: Path) -> None:
    """Outcomes come back as they were written, and the same outcomes give the same bytes."""
    for name in ("a", "b"):
        store_outcomes(OUTCOMES[:50], tmp_path / name)
    assert load_outcomes(tmp_path / "a") == OUTCOMES[:50]
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_what_failed_is_less_sure() -> None:
    """A feature that was always wrong lowers the confidence, one never seen changes nothing."""
    rows = [
        Outcome("first", f"p{n % 9}", f"d{n % 9}", "figures", n % 3 > 0, ("x=bad" if n % 3 == 0 else "x=good",))
        for n in range(90)
    ]
    weights = fit(rows)
    good, bad, new = (
        confidence(weights, Outcome("first", "p", "d", "figures", True, (f"x={name}",)))
        for name in ("good", "bad", "new")
    )
    assert good > 0.7 > new > 0.3 > bad


def test_what_needs_the_texts_asks_for_them() -> None:
    """`--now` without the shared folder is an error of use."""
    told = CliRunner().invoke(cli, ["train", "--what", "confidence", "--now"])
    assert told.exit_code == 2
    assert "--shared" in told.output
