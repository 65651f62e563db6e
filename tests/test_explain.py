"""`chitieu explain` shows how a sentence was read."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.errors import ChitieuError
from pipeline.explain import explain
from pipeline.readers import read_source

TEXT = "II. MỤC TIÊU\n\n1. Đến năm 2025:\n\n- Tối thiểu 70% thôn, bản có nhà văn hóa.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A small document."""
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_sentence_and_tokens(path: Path) -> None:
    """The sentence at the place, its section and its tokens are shown."""
    told = CliRunner().invoke(cli, ["explain", str(path), str(TEXT.index("thôn"))])
    assert told.exit_code == 0, told.output
    assert "Tối thiểu 70% thôn, bản có nhà văn hóa" in told.output
    assert "| thôn |" in told.output


def test_place_outside(path: Path) -> None:
    """An offset outside the text is answered with the range."""
    with pytest.raises(ChitieuError, match="no sentence stands at 9999"):
        explain(read_source(path, any_text=True), 9999)


def test_confidence_and_its_reasons(path: Path) -> None:
    """A fact's confidence is shown with what speaks most for and against it, and the rules that decided its role."""
    told = explain(read_source(path, any_text=True), TEXT.index("thôn"))
    assert "figures.role_goals" in told
    assert "confidence 0." in told
    assert "margin=" in told or "role+" in told or "level=" in told
