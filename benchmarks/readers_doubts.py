"""Numbers of scans against those of the text: the wrong ones, the right ones, and how many of each are marked.

Beside the shared scans and those of our own documents (`benchmarks.readers_others`), the pages of the latter are worn
as old copies are, so that there are wrong ones; those of the shared documents where LibreOffice is missing.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from benchmarks.readers_facts import extract_all
from benchmarks.readers_others import OWN, make_files
from benchmarks.word_files import Form, wear

#: How pages are worn.
FORMS = {
    "200 dpi, skew 1.0": Form(200, 0.9, 20.0, 1.0),
    "150 dpi, noise": Form(150, 0.9, 25.0, 0.4),
    "150 dpi, blur": Form(150, 1.2, 18.0, -0.6),
    "150 dpi, skew 2.0": Form(150, 1.1, 22.0, 2.0),
    "150 dpi, strong blur": Form(150, 1.5, 12.0, -1.5),
}
_MOST = 0.15  # of the right percentages of clean scans that may be marked


def measure_doubts(shared: Path, folder: Path) -> list[dict[str, Any]]:
    """For clean scans and each form of wear: right and wrong percentages and other numbers, how many are marked."""
    sets = {"shared": (shared / "corpora", shared / "files" / "pdf", shared / "files" / "scan")}
    if shutil.which("soffice"):
        files = make_files(OWN, folder / "doubts" / "made")
        sets["own"] = files["text"], files["pdf"], files["scan"]
    rows = []
    for name, (texts, _, scans) in sets.items():
        truth, read = (folder / "doubts" / name / part for part in ("text", "scan"))
        extract_all(texts, truth)
        extract_all(scans, read)
        rows += _rows(f"{name}, clean", truth, read, clean=True)
    name = list(sets)[-1]
    for at, (form_name, form) in enumerate(FORMS.items()):
        worn, read = folder / "doubts" / name / f"worn{at}", folder / "doubts" / name / f"read{at}"
        for path in sorted(sets[name][1].rglob("*.pdf")):
            wear(path, worn / path.relative_to(sets[name][1]), form, seed=at)
        extract_all(worn, read)
        rows += _rows(f"{name}, {form_name}", folder / "doubts" / name / "text", read, clean=False)
    return rows + _total(rows)


def _rows(name: str, truth: Path, read: Path, *, clean: bool) -> list[dict[str, Any]]:
    return [
        _row(name, numbers, is_one, truth, read, clean=clean and numbers == "percentages")
        for numbers, is_one in (("percentages", _is_share), ("others", lambda fact: not _is_share(fact)))
    ]


def _row(
    name: str, numbers: str, is_one: Callable[[dict[str, Any]], bool], truth: Path, read: Path, *, clean: bool
) -> dict[str, Any]:
    counts = {"right": 0, "right_marked": 0, "wrong": 0, "wrong_marked": 0, "missed": 0}
    for path in sorted(truth.rglob("*.json")):
        told = compare(_figures(path, is_one), _figures(read / path.relative_to(truth), is_one))
        counts = {key: value + told[key] for key, value in counts.items()}
    share = counts["right_marked"] / max(1, counts["right"])
    kept = counts["wrong_marked"] == counts["wrong"] and (not clean or share <= _MOST)
    return {"pages": name, "numbers": numbers, **counts, "share": round(share, 3), "kept": kept}


def _total(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All pages together, by kind of number."""
    totals = []
    for numbers in ("percentages", "others"):
        own = [row for row in rows if row["numbers"] == numbers]
        counts = {key: sum(row[key] for row in own) for key in ("right", "right_marked", "wrong", "wrong_marked")}
        share = round(counts["right_marked"] / max(1, counts["right"]), 3)
        kept = all(row["kept"] for row in own)
        missed = sum(row["missed"] for row in own)
        totals.append({"pages": "all", "numbers": numbers, **counts, "missed": missed, "share": share, "kept": kept})
    return totals


def compare(truth: list[dict[str, Any]], read: list[dict[str, Any]]) -> dict[str, int]:
    """Right and wrong values of a list that should be another, in its order, and how many of each are marked.

    >>> compare([{"value": 5}, {"value": 50}], [{"value": 5}, {"value": 90, "needs_review": True}])
    {'right': 1, 'right_marked': 0, 'wrong': 1, 'wrong_marked': 1, 'missed': 1}
    """
    matcher = SequenceMatcher(None, [_value(f) for f in truth], [_value(f) for f in read], autojunk=False)
    same = {at for block in matcher.get_matching_blocks() for at in range(block.b, block.b + block.size)}
    marked = {at for at, fact in enumerate(read) if fact.get("needs_review")}
    wrong = set(range(len(read))) - same
    return {
        "right": len(same), "right_marked": len(same & marked),
        "wrong": len(wrong), "wrong_marked": len(wrong & marked),
        "missed": len(truth) - len(same),
    }  # fmt: skip


def _value(fact: dict[str, Any]) -> tuple[float, float | None]:
    return fact["value"], fact.get("value_high")


def _is_share(fact: dict[str, Any]) -> bool:
    return bool(fact["unit"] == "percent")


def _figures(path: Path, is_one: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
    record = json.loads(path.read_text(encoding="utf-8"))
    return [fact for document in record["documents"] for fact in document["figures"] if is_one(fact)]
