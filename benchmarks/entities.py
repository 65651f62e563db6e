"""What the named-entity model adds: rules alone, the model alone, both, and the stock model; bodies in no lexicon.

    python -m benchmarks.entities [SHARED] [--table heads|sides|portal]

`heads`: in five folds the heads of some kinds of bodies are taken from the grammar and from the training data, a
variant of the model is trained, and the annotated bodies with those heads are looked for. `sides`: each kind of
fact on the documents of each province in turn, by a variant trained without the digests of that province; `portal`:
the same by the shipped model on the annotated portal texts, of which it has seen nothing. About ten minutes on one
core. Without the shared folder the digests of the repository are measured.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractors.lexicon import load_lexicon

ROOT = Path(__file__).parent.parent
FOLDS = 5
#: Collectives are read by another grammar than that of heads.
_NOT_HEADS = (None, "collective", "entity")


def find_texts(shared: Path) -> list[tuple[str, str]]:
    """The text sources and their annotations, as pairs of paths."""
    places = [(shared / "corpora", shared / "gold"), (shared / "more/corpora", shared / "more/gold")]
    if not places[0][1].is_dir():
        places = [(ROOT / "corpora", ROOT / "corpora/gold")]
    return [
        (str(corpora / gold.relative_to(annotations).with_suffix(".txt")), str(gold))
        for corpora, annotations in places
        for gold in sorted(annotations.rglob("*/*.json"))
    ]


def find_portal_texts(shared: Path) -> list[tuple[str, str]]:
    """The annotated portal texts and their annotations, as pairs of paths."""
    annotations = sorted((ROOT / "tests" / "annotations" / "unlabelled").glob("*.json"))
    pairs = [(shared / "unlabelled" / f"{path.stem}.txt", path) for path in annotations]
    return [(str(text), str(path)) for text, path in pairs if text.is_file()]


def run(**options: Any) -> dict[str, Any]:
    """One task of `benchmarks.entities_run` in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.entities_run", json.dumps(options)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def folds_of(kinds: list[str | None]) -> list[list[str]]:
    """The kinds of heads in five folds of about as many bodies each."""
    counts = Counter(kind for kind in kinds if kind not in _NOT_HEADS)
    folds: list[list[str]] = [[] for _ in range(FOLDS)]
    for kind, _ in counts.most_common():
        min(folds, key=lambda fold: sum(counts[k] for k in fold)).append(str(kind))
    return [fold for fold in folds if fold]


def heads(texts: list[tuple[str, str]]) -> Iterator[str]:
    """The table of the heads taken away."""
    kinds = run(task="kinds", texts=texts)["kinds"]
    yield "heads taken away | bodies | recall rules | recall both | precision rules | precision both"
    total: defaultdict[str, int] = defaultdict(int)
    for fold in folds_of(kinds):
        forms = [row["form"] for row in load_lexicon("bodies") if row["kind"] in fold]
        result = run(task="heads", withheld=forms, texts=texts, train=True)
        yield _line(", ".join(fold), [kind in fold for kind in kinds], result, total)
        yield from (f"    wrong: {wrong}" for wrong in result["both"]["wrong"])
    yield _summary("all folds", total)
    shipped = run(task="heads", texts=texts)
    yield _line("none (names in no lexicon today)", [kind is None for kind in kinds], shipped, defaultdict(int))


def _line(name: str, asked: list[bool], result: dict[str, Any], total: defaultdict[str, int]) -> str:
    own: defaultdict[str, int] = defaultdict(int)
    own["bodies"] = sum(asked)
    for side in ("rules", "both"):
        own[f"{side} found"] = sum(f for f, a in zip(result[side]["found"], asked, strict=True) if a)
        own[f"{side} true"], own[f"{side} predicted"] = result[side]["true"], result[side]["predicted"]
    for key, value in own.items():
        total[key] += value
    return _summary(name, own)


def _summary(name: str, own: defaultdict[str, int]) -> str:
    recall = [own[f"{side} found"] / max(1, own["bodies"]) for side in ("rules", "both")]
    right = [own[f"{side} true"] / max(1, own[f"{side} predicted"]) for side in ("rules", "both")]
    return f"{name} | {own['bodies']} | " + " | ".join(f"{value:.3f}" for value in (*recall, *right))


def sides(texts: list[tuple[str, str]]) -> Iterator[str]:
    """The table of each kind of fact by each side, provinces left out in turn."""
    total: dict[str, dict[str, list[int]]] = {}
    provinces: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for text, gold in texts:
        provinces[Path(text).parent.name].append((text, gold))
    for province, files in sorted(provinces.items()):
        digested = (ROOT / "corpora" / province).is_dir()
        for side, counts in run(task="sides", texts=files, train=digested, province=province).items():
            for kind, count in counts.items():
                sums = total.setdefault(side, {}).setdefault(kind, [0, 0, 0])
                sums[:] = [a + b for a, b in zip(sums, count, strict=True)]
    yield "kind | side | reference | found | precision | recall | F1"
    for kind in next(iter(total.values())):
        for side, counts in total.items():
            wanted, found, true = (float(number) for number in counts[kind])
            precision, recall = true / max(1.0, found), true / max(1.0, wanted)
            f1 = 2 * true / max(1.0, wanted + found)
            yield f"{kind} | {side} | {wanted:.0f} | {found:.0f} | {precision:.3f} | {recall:.3f} | {f1:.3f}"


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("shared", nargs="?", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--table", choices=("heads", "sides", "portal"))
    options = parser.parse_args()
    texts, portal = find_texts(options.shared.resolve()), find_portal_texts(options.shared.resolve())
    for name, table, read in (("heads", heads, texts), ("sides", sides, texts), ("portal", sides, portal)):
        if options.table in (None, name) and read:
            for line in table(read):
                print(line, flush=True)


if __name__ == "__main__":
    main()
