"""`chitieu score`: extract a folder of sources, compare with reference annotations and with a stored run."""

from __future__ import annotations

import json
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import ChitieuError
from pipeline.extract import extract_files
from pipeline.offsets import with_words
from pipeline.readers import READERS, read_source
from pipeline.score import KINDS, METADATA, Item, Tally, add_document, comparable, load_reference


@dataclass
class Evaluation:
    """Tallies by kind, fields of metadata (right, all), documents (found, all), what is wrong, and every fact."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in KINDS})
    metadata: list[int] = field(default_factory=lambda: [0, 0])
    documents: list[int] = field(default_factory=lambda: [0, 0])
    misses: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)

    def summary(self) -> dict[str, Any]:
        """The figures as plain data, rounded to four places."""
        kinds: dict[str, Any] = {}
        for name, tally in self.tallies.items():
            scores = {key: round(value, 4) for key, value in tally.scores().items()}
            shares = {key: round(value, 4) for key, value in tally.shares().items()}
            kinds[name] = {"gold": tally.gold, "predicted": tally.predicted, **scores, "fields": shares}
        right, total = self.metadata
        return {
            **kinds,
            "metadata": {"accuracy": round(right / total, 4) if total else 0.0, "documents": self.documents},
        }


def evaluate(corpora: Path, gold: Path, *, facts_only: bool = False) -> Evaluation:
    """Extract each source that has a reference and compare; `facts_only` leaves places out of account.

    The source of a reference may be of another kind than the reference names (a PDF of the same document): then
    places cannot be compared and facts alone are. Raises `ChitieuError` where a source is missing.
    """
    result = Evaluation()
    with tempfile.TemporaryDirectory() as folder:
        for name, reference in load_reference(gold):
            path = _source_of(corpora, reference["source"])
            record = _record(path, Path(folder))
            text = unicodedata.normalize("NFC", read_source(path).text)
            alone = facts_only or path.suffix != Path(reference["source"]).suffix
            wanted = [with_words(document, text) for document in reference["documents"]]
            _add(result, str(name), wanted, record["documents"], None if alone else text)
    return result


def _source_of(corpora: Path, source: str) -> Path:
    wanted = corpora / source
    found = [wanted.with_suffix(suffix) for suffix in (wanted.suffix, *READERS) if wanted.with_suffix(suffix).is_file()]
    if not found:
        raise ChitieuError(f"{wanted}: no such source. Give the folder that the reference annotations were made of.")
    return found[0]


def _record(path: Path, folder: Path) -> Item:
    for _, error in extract_files([path], folder):
        if error is not None:
            raise error
    record: Item = json.loads((folder / f"{path.stem}.json").read_text(encoding="utf-8"))
    return record


def _add(result: Evaluation, name: str, gold: list[Item], predicted: list[Item], text: str | None) -> None:
    result.documents[0] += len(predicted)
    result.documents[1] += len(gold)
    nothing: Item = {"metadata": {}}
    for number in range(max(len(gold), len(predicted))):
        want = gold[number] if number < len(gold) else nothing
        have = predicted[number] if number < len(predicted) else nothing
        for kind, tally in result.tallies.items():
            lines = add_document(kind, want.get(kind, []), have.get(kind, []), text, tally)
            result.misses.extend(f"{name}: {line}" for line in lines)
            result.facts.extend(f"{name}: {line}" for line in _lines(kind, have.get(kind, [])))
        if number < len(gold):
            _add_metadata(result, name, want["metadata"], have["metadata"])


def _add_metadata(result: Evaluation, name: str, want: Item, have: Item) -> None:
    for key in METADATA:
        right = comparable(want.get(key)) == comparable(have.get(key))
        result.metadata[0] += right
        result.metadata[1] += 1
        result.facts.append(f"{name}: metadata {key} = {have.get(key)!r}")
        if not right:
            result.misses.append(f"{name}: metadata {key}: {have.get(key)!r}, not {want.get(key)!r}")


def _lines(kind: str, items: Iterable[Item]) -> Iterable[str]:
    names = [name for name in (*KINDS[kind].identity, *KINDS[kind].scored) if name != "unit_class"]
    for item in items:
        fields = ", ".join(f"{name} {item[name]}" for name in names if item.get(name) is not None)
        yield f"{kind} {' '.join(item['quote'].split())!r} at {item['start']}: {fields}"


def changes(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """The facts gained and lost between two runs, each in order.

    >>> changes(["a", "b"], ["b", "c"])
    (['c'], ['a'])
    """
    return sorted(set(after) - set(before)), sorted(set(before) - set(after))


def table(result: Evaluation) -> str:
    """The evaluation as lines of text."""
    lines = [f"{'':12} {'gold':>5} {'found':>5} {'P':>7} {'R':>7} {'F1':>7} {'exact':>7}  share of each field right"]
    for name, tally in result.tallies.items():
        s = tally.scores()
        shares = " ".join(f"{key} {value:.2f}" for key, value in tally.shares().items())
        lines.append(
            f"{name:12} {tally.gold:5} {tally.predicted:5} {s['precision']:7.3f} {s['recall']:7.3f} "
            f"{s['f1']:7.3f} {s['exact_f1']:7.3f}  {shares}"
        )
    right, total = result.metadata
    lines.append(f"metadata     {right} of {total} fields right ({right / total if total else 0:.3f})")
    lines.append(f"documents    {result.documents[0]} found, {result.documents[1]} in the reference")
    return "\n".join(lines)
