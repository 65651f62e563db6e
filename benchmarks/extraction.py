"""Extraction against bare word segmentation, in CPU time, on the same text in one run.

    python -m benchmarks.extraction [FOLDER] [--rounds N]

Each round reads text that the process has not read before (every digit is changed), both sides in turn; the figure
is the median of the rounds' ratios. The segmenter is called on each non-empty line, as its users do.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import extractors
from pipeline.readers import read_source

ROOT = Path(__file__).parent.parent


def load_texts(folder: Path) -> list[str]:
    """The texts of the text sources under a folder."""
    return [read_source(path).text for path in sorted(folder.rglob("*.txt"))]


def fresh(text: str, number: int) -> str:
    """The text with every digit from 1 to 8 moved on by the round's number, so that no cache knows it."""
    moved = {ord(str(digit)): str((digit - 1 + number) % 8 + 1) for digit in range(1, 9)}
    return text.translate(moved)


def segment(texts: list[str]) -> None:
    """Bare word segmentation of each non-empty line."""
    from underthesea import word_tokenize

    for text in texts:
        for line in text.split("\n"):
            if line.strip():
                word_tokenize(line)


def extract(texts: list[str]) -> None:
    """The whole of extraction, all layers, through the spaCy pipeline."""
    language = extractors.load()
    for text in texts:
        language(text)


def seconds(work: Callable[[list[str]], None], texts: list[str]) -> float:
    """CPU seconds that a piece of work takes."""
    start = time.process_time()
    work(texts)
    return time.process_time() - start


def measure(texts: list[str], rounds: int) -> dict[str, float]:
    """Medians: seconds of segmentation and of extraction, and the ratio of each round."""
    for work in (segment, extract):
        work(texts)
    pairs = []
    for number in range(1, rounds + 1):
        changed = [fresh(text, number) for text in texts]
        pairs.append((seconds(segment, changed), seconds(extract, changed)))
    return {
        "segmentation_s": statistics.median(a for a, _ in pairs),
        "extraction_s": statistics.median(b for _, b in pairs),
        "ratio": statistics.median(b / a for a, b in pairs),
    }


def main() -> None:
    """Measure and print a JSON object."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "corpora")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    result = measure(load_texts(options.folder), options.rounds)
    print(json.dumps({name: round(value, 3) for name, value in result.items()}, indent=1))


if __name__ == "__main__":
    main()
