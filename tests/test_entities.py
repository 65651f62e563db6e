"""The named-entity model: asked only where the rules leave a question, never against them, and as its card says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from extractors.entities import model
from extractors.entities.questions import find_questions
from extractors.reading import Reading
from extractors.rules import without
from extractors.steps import read_text
from pipeline.training.train import checksum

ROOT = Path(__file__).parent.parent
CARD = ROOT / "extractors" / "model" / "README.md"
UNKNOWN = "1. Giao Vinasoft Kim Long chủ trì, phối hợp với Sở Nội vụ và Bưu cục tỉnh kết nối hệ thống họp trực tuyến.\n"


def _reading(text: str) -> Reading:
    with without("entities.model"):
        return read_text(text)[0]


def _asked(text: str) -> list[str]:
    reading = _reading(text)
    return [text[at:].split()[0] for question in find_questions(reading) for at in question.places]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1. Giao Vinasoft Kim Long rà soát danh mục.\n", ["Vinasoft"]),
        ("1. Giao Sở Nội vụ rà soát danh mục.\n", []),
        ("1. Sở Nội vụ phối hợp với các nhà mạng lắp thiết bị.\n", ["các"]),
        ("1. Vinasoft Kim Long chủ trì lắp thiết bị.\n", ["Vinasoft"]),
        ("1. Phối hợp với người dân giữ gìn vệ sinh.\n", []),
        ("1. Thực hiện Chương trình Sông Xanh ở các xã.\n", []),
        ("Cơ quan chủ trì: Vinasoft Kim Long\n", ["Vinasoft"]),
    ],
)
def test_questions(text: str, words: list[str]) -> None:
    """A question stands where a body should and no rule reads one."""
    assert _asked(text) == words


def test_model_reads_little() -> None:
    """Of the digests the model reads at most eight syllables in a hundred."""
    read = asked = 0
    for path in sorted((ROOT / "corpora").rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        with without("entities.model"):
            readings = read_text(text)
        read += len(text.split())
        asked += sum(len(r.view[q.start : q.end].split()) for r in readings for q in find_questions(r))
    assert asked <= 0.08 * read


def test_hostile_text_asks_little() -> None:
    """However many questions a text holds, the model reads a bounded share of it."""
    text = "1. " + "Giao Vinasoft Kim Long rà soát; " * 3000
    questions = find_questions(_reading(text))
    assert 0 < sum(q.end - q.start for q in questions) <= 3000 + 0.08 * len(text)


def test_origin_is_told() -> None:
    """A duty whose body the model found says so; the others are the rules'."""
    reading = read_text(UNKNOWN)[0]
    origins = {fact.body: fact.origin for fact in reading.assignments}
    assert origins.get("Vinasoft Kim Long") == "model"
    assert origins["Sở Nội vụ"] in ("rule", "both")


def test_rules_win() -> None:
    """What the rules read stays as it is, and nothing of the model's overlaps it."""
    with without("entities.model"):
        alone = read_text(UNKNOWN)[0]
    reading = read_text(UNKNOWN)[0]
    assert {(m.start, m.end, m.name) for m in alone.bodies} <= {(m.start, m.end, m.name) for m in reading.bodies}
    spans = [(m.start, m.end) for m in reading.bodies]
    assert all(end <= start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))


def test_same_text_same_facts() -> None:
    """Reading twice gives the same, whatever was read in between."""
    first = [reading.facts() for reading in read_text(UNKNOWN)]
    read_text("1. Giao Quỹ Rừng Xanh chủ trì trồng rừng.\n")
    assert [reading.facts() for reading in read_text(UNKNOWN)] == first


def test_without_a_model_the_rules_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no model was made the rules read alone, without an error."""
    monkeypatch.setattr(model, "MODEL", tmp_path / "none")
    model.load_model.cache_clear()
    try:
        origins = {fact.origin for fact in read_text(UNKNOWN)[0].assignments}
    finally:
        model.load_model.cache_clear()
    assert origins == {"rule"}


def test_card_names_the_model_that_ships() -> None:
    """The model is there and its checksum is the one on its card."""
    assert model.MODEL.is_dir()
    assert checksum() in CARD.read_text(encoding="utf-8")


def test_model_waits_until_it_is_asked() -> None:
    """Importing the extractors and reading a text without a question loads neither spaCy nor the model."""
    code = (
        "import sys; from extractors.steps import read_text; read_text('1. Giao Sở Nội vụ rà soát.'); "
        "sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
