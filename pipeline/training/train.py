"""`chitieu train`: makes the model from the repository alone; seeded, on one CPU, in minutes.

The sentences it is trained on are drawn from frames, digests and rules by `draw_examples` and kept beside this file,
so that the model's bytes do not change with every rule; `chitieu train --fresh` draws them anew.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from extractors.entities.model import LABELS, MODEL, make_doc
from pipeline.training.sentences import Labelled, filled, masked

ROOT = Path(__file__).parent.parent.parent
CONFIG = Path(__file__).parent / "config.cfg"
#: The sentences drawn, one JSON list a line: text, spans.
DATA = Path(__file__).parent / "sentences.jsonl.gz"
SEED = 2025
#: Sentences a step of the optimiser.
BATCH = 64
#: Filled frames, maskings of the digests, and how often all of them are read.
FRAMES, ROUNDS, EPOCHS = 6000, 2, 5


def draw_examples(
    *, frames: int = FRAMES, rounds: int = ROUNDS, corpora: Path = ROOT / "corpora", without: str | None = None
) -> list[Labelled]:
    """Draw the training data: `frames` filled frames and `rounds` maskings of the sources in `corpora`, shuffled.

    `without` names a folder of `corpora` that is left out.
    """
    random = Random(SEED)
    examples = [filled(random) for _ in range(frames)]
    for _ in range(rounds):
        examples.extend(masked(corpora, random, without=without))
    random.shuffle(examples)
    return [(text, spans) for text, spans in examples if text.strip()]


def store_examples(examples: list[Labelled], path: Path = DATA) -> None:
    """Keep the training data in a file; the same data give the same bytes."""
    lines = "".join(json.dumps([text, spans], ensure_ascii=False) + "\n" for text, spans in examples)
    path.write_bytes(gzip.compress(lines.encode(), mtime=0))


def load_examples(path: Path = DATA) -> list[Labelled]:
    """The training data as they were kept."""
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    return [(text, [(start, end, label) for start, end, label in spans]) for text, spans in map(json.loads, lines)]


def train(examples: list[Labelled], out: Path, *, epochs: int, seed: int = SEED) -> dict[str, float]:
    """Train on the examples and write the model to `out`; returns the last epoch's loss and the number of sentences."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from spacy.util import load_config, load_model_from_config
    from thinc.api import fix_random_seed

    fix_random_seed(seed)
    language = load_model_from_config(load_config(CONFIG), auto_fill=True)
    data = [_example(language, text, spans) for text, spans in examples]
    optimizer = language.initialize(lambda: data)
    random = Random(seed)
    losses: dict[str, float] = {}
    for _ in range(epochs):
        losses = {}
        random.shuffle(data)
        for at in range(0, len(data), BATCH):
            language.update(data[at : at + BATCH], sgd=optimizer, losses=losses, drop=0.2)
    shutil.rmtree(out, ignore_errors=True)
    with language.use_params(optimizer.averages):
        language.to_disk(out)
    return {"loss": losses.get("ner", 0.0), "sentences": len(data)}


def _example(language: Any, text: str, spans: list[tuple[int, int, str]]) -> Any:
    """An example of spaCy's: the syllables, and the same with the labels laid on those that they cover."""
    from spacy.tokens import Span
    from spacy.training import Example

    reference = make_doc(language, text)
    offsets = reference.user_data["offsets"]
    entities = []
    for start, end, label in spans:
        inside = [i for i, (s, e) in enumerate(offsets) if start <= s and e <= end]
        if inside:
            entities.append(Span(reference, inside[0], inside[-1] + 1, label=label))
    reference.set_ents(entities)
    return Example(make_doc(language, text), reference)


def checksum(folder: Path = MODEL) -> str:
    """The SHA-256 of the model's files, by name and content, in hexadecimal digits."""
    total = hashlib.sha256()
    for path in _files(folder):
        total.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return total.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.is_file())


def make_model(out: Path = MODEL, *, examples: list[Labelled] | None = None) -> dict[str, Any]:
    """Make a model from the examples (the kept ones, if none are given); returns loss, sentences and checksum."""
    done = train(load_examples() if examples is None else examples, out, epochs=EPOCHS)
    return {**done, "labels": list(LABELS), "checksum": checksum(out)}
