"""Percentages of scans against those of the text: the wrong ones, the right ones, and how many of each are marked.

Beside the shared scans the pages of the shared PDF files are worn as old copies are, so that there are wrong ones.
"""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from benchmarks.readers_facts import extract_all

#: How pages are worn: dots an inch, radius of the blur, spread of the noise (of 255), skew in degrees.
FORMS = {"150 dpi, noise": (150, 0.9, 25.0, 0.4), "150 dpi, blur": (150, 1.2, 18.0, -0.6)}
_MOST = 0.15  # of the right percentages of the shared scans that may be marked
_SEED = 5


def measure_doubts(shared: Path, folder: Path) -> list[dict[str, Any]]:
    """For the shared scans and each form of wear: right and wrong percentages, and how many of each are marked."""
    if not (folder / "text").exists():
        extract_all(shared / "corpora", folder / "text")
    if not (folder / "scan").exists():
        extract_all(shared / "files" / "scan", folder / "scan")
    rows = [_row("shared scans", folder / "text", folder / "scan")]
    for at, (name, form) in enumerate(FORMS.items()):
        worn = folder / f"worn{at}"
        for path in sorted((shared / "files" / "pdf").rglob("*.pdf")):
            wear(path, worn / path.relative_to(shared / "files" / "pdf"), *form)
        extract_all(worn, folder / f"read{at}")
        rows.append(_row(name, folder / "text", folder / f"read{at}"))
    return rows


def wear(source: Path, target: Path, dpi: int, blur: float, noise: float, skew: float) -> None:
    """The pages of a PDF as images that are skewed, blurred and noisy."""
    import numpy as np
    import pypdfium2
    from PIL import Image, ImageFilter

    chance = np.random.default_rng(_SEED)
    images = []
    with pypdfium2.PdfDocument(source) as document:
        for page in document:
            image = page.render(scale=dpi / 72).to_pil().convert("L")
            image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
            image = image.filter(ImageFilter.GaussianBlur(blur))
            pixels = np.asarray(image, np.float32) + chance.normal(0, noise, (image.height, image.width)) - 8
            images.append(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)))
    target.parent.mkdir(parents=True, exist_ok=True)
    images[0].save(target, "PDF", resolution=dpi, save_all=True, append_images=images[1:], quality=70)


def _row(name: str, truth: Path, read: Path) -> dict[str, Any]:
    counts = {"right": 0, "right_marked": 0, "wrong": 0, "wrong_marked": 0, "missed": 0}
    for path in sorted(truth.rglob("*.json")):
        told = compare(_percentages(path), _percentages(read / path.relative_to(truth)))
        counts = {key: value + told[key] for key, value in counts.items()}
    share = counts["right_marked"] / max(1, counts["right"])
    kept = counts["wrong_marked"] == counts["wrong"] and (name != "shared scans" or share <= _MOST)
    return {"pages": name, **counts, "share": round(share, 3), "kept": kept}


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


def _percentages(path: Path) -> list[dict[str, Any]]:
    record = json.loads(path.read_text(encoding="utf-8"))
    return [fact for document in record["documents"] for fact in document["figures"] if fact["unit"] == "percent"]
