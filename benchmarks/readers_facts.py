"""Facts of files of each kind against the reference, and against what made files state."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.extract import extract_files

#: How far below the text a kind may be: F1 and exact F1 of figures, of the other facts, share of metadata.
MARGINS = {"docx": (0.01, 0.02, 0.02, 0.03, 0.03), "pdf": (0.01, 0.02, 0.02, 0.03, 0.03)}
MARGINS["scan"] = (0.05, 0.08, 0.08, 0.10, 0.08)
FACTS = ("figures", "deadlines", "citations", "assignments")


def extract_all(folder: Path, out: Path) -> None:
    """Write the records of a folder; fails where a file cannot be read."""
    errors = [error for _, error in extract_files([folder], out) if error]
    if errors:
        raise errors[0]


def score(shared: Path, out: Path, *, corpora: Path | None = None, gold: Path | None = None) -> dict[str, Any]:
    """The summary of `score.py --facts`, of the shared corpora unless others are given."""
    places = [corpora or shared / "corpora", gold or shared / "gold", out]
    order = [sys.executable, str(shared / "gold" / "score.py"), *map(str, places), "--facts", "--json"]
    summary: dict[str, Any] = json.loads(subprocess.run(order, check=True, capture_output=True, text=True).stdout)
    return summary


def measure_kinds(shared: Path, folder: Path) -> list[dict[str, Any]]:
    """F1 and exact F1 of every kind of fact for text, Word, PDF and scan, and whether the margins are kept."""
    scores: dict[str, dict[str, Any]] = {}
    for kind, files in (("text", shared / "corpora"), *((kind, shared / "files" / kind) for kind in MARGINS)):
        extract_all(files, folder / kind)
        scores[kind] = score(shared, folder / kind)
    return [
        row_of(kind, name, found, scores["text"]) for kind, found in scores.items() for name in (*FACTS, "metadata")
    ]


def row_of(kind: str, name: str, found: dict[str, Any], text: dict[str, Any]) -> dict[str, Any]:
    """A row of the table: what is measured, how far below the text it is, and whether that is within the margin.

    Metadata are as far below as can be where not every document was found.
    """
    ours, theirs = _pair(found, name), _pair(text, name)
    below = [round(b - a, 3) for a, b in zip(ours, theirs, strict=True)]
    allowed = MARGINS.get(kind, (0.0,) * 5)
    at = {"figures": 0, "metadata": 4}.get(name, 2)
    if name == "metadata" and len(set(found[name]["documents"])) > 1:
        below[0] = 1.0
    kept = below[0] <= allowed[at] and (name == "metadata" or below[1] <= allowed[at + 1])
    return {
        "kind": kind, "facts": name, "F1": ours[0], "exact": ours[1], "below": below[0], "exact_below": below[1],
        "kept": kept,
    }  # fmt: skip


def _pair(found: dict[str, Any], name: str) -> tuple[float, float]:
    if name == "metadata":
        share = round(found["metadata"]["accuracy"], 4)
        return share, share
    return round(found[name]["f1"], 4), round(found[name]["exact_f1"], 4)


def measure_layout(shared: Path, folder: Path) -> list[dict[str, Any]]:
    """How many of the facts that made files state come out of each of them; sections count where they are stated."""
    files = shared / "files" / "layout"
    folder = folder / "layout"
    extract_all(files, folder)
    rows: list[dict[str, Any]] = []
    for stated in sorted(files.glob("*.json")):
        wanted = json.loads(stated.read_text(encoding="utf-8"))
        for suffix in (".docx", ".pdf"):
            record = json.loads((folder / f"{stated.stem}{suffix}.json").read_text(encoding="utf-8"))
            right, count = found_of(wanted, record)
            share = round(right / count, 3)
            name = stated.stem + suffix
            rows.append({"file": name, "facts": count, "right": right, "share": share, "kept": share >= 0.95})
    return rows


def found_of(wanted: dict[str, list[dict[str, Any]]], record: dict[str, Any]) -> tuple[int, int]:
    """How many of the facts wanted a record has, each with every field that is stated, and how many are wanted.

    >>> found_of({"figures": [{"value": 5}, {"value": 6}]}, {"documents": [{"figures": [{"value": 5, "unit": "xã"}]}]})
    (1, 2)
    """
    right = 0
    for kind, facts in wanted.items():
        names = sorted({name for fact in facts for name in fact})
        held = Counter(_values(fact, names) for document in record["documents"] for fact in document[kind])
        right += (Counter(_values(fact, names) for fact in facts) & held).total()
    return right, sum(map(len, wanted.values()))


def _values(fact: dict[str, Any], names: list[str]) -> tuple[str, ...]:
    return tuple(str(fact.get(name)).casefold() for name in names)
