"""The annotations kept by offsets: no words of the texts in them, and with the texts they are a gold that holds."""

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from annotations_loader import KINDS, load_annotations

FOLDER = Path(__file__).parent / "annotations" / "unlabelled"
FILES = sorted(FOLDER.glob("*.json"))
MINE = {"start", "end", "indicator_start", "indicator_end"}
WORDED = {"quote", "context", "indicator"}


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def items_of(annotations: dict) -> list[tuple[str, dict]]:
    return [(kind, item) for document in annotations["documents"] for kind in KINDS for item in document[kind]]


def test_there_are_at_least_four():
    assert len(FILES) >= 4


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_quoted(path: Path):
    annotations = read(path)
    for _, item in items_of(annotations):
        assert not WORDED & item.keys()
        assert all(len(value) < 100 for value in item.values() if isinstance(value, str))
    assert all("title" not in document["metadata"] for document in annotations["documents"])


@pytest.mark.shared
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_offsets_lie_in_the_text(path: Path, shared: Path):
    annotations = read(path)
    text = (shared / "unlabelled" / annotations["source"]).read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    spans = [document["metadata"]["title_span"] for document in annotations["documents"]]
    spans += [(item["start"], item["end"]) for _, item in items_of(annotations)]
    spans += [
        (item["indicator_start"], item["indicator_end"])
        for kind, item in items_of(annotations)
        if kind == "figures" and item["indicator_start"] is not None
    ]
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()


@pytest.mark.shared
def test_loaded_they_pass_the_check_of_the_gold(shared: Path, tmp_path: Path):
    for path in FILES:
        annotations = read(path)
        text = (shared / "unlabelled" / annotations["source"]).read_text(encoding="utf-8")
        loaded = load_annotations(text, annotations)
        (tmp_path / path.name).write_text(json.dumps(loaded, ensure_ascii=False), encoding="utf-8")
        for (_, item), (_, kept) in zip(items_of(loaded), items_of(annotations), strict=True):
            assert item["quote"] == text[kept["start"] : kept["end"]]
            assert text.index(item["context"]) + item["context"].index(item["quote"]) == kept["start"]
            assert item.items() >= {field: value for field, value in kept.items() if field not in MINE}.items()
    check = [sys.executable, shared / "gold" / "validate.py", shared / "unlabelled", tmp_path]
    result = subprocess.run(check, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stdout + result.stderr
