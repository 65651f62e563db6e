"""First contacts: what the extractors found in texts that nobody had looked at, and whether each fact was exact.

Accuracy on texts that one has tuned on lies, so confidence is measured on these. `contacts.jsonl.gz` keeps the facts as
they were found at the named commits, without a word of the texts; with the texts and their annotations at hand
`find_outcomes` says of each whether it was exact and what could be seen of it, which `outcomes.csv.gz` keeps.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from extractors.confidence.features import features_of
from extractors.facts import KINDS, Assignment, Citation, Deadline, Fact, Figure
from extractors.steps import read_text
from pipeline.errors import ChitieuError
from pipeline.readers import read_source
from pipeline.score import KINDS as SCORED
from pipeline.score import Item, exact_ones

ROOT = Path(__file__).parent.parent.parent
CONTACTS = Path(__file__).parent / "contacts.jsonl.gz"
OUTCOMES = Path(__file__).parent / "outcomes.csv.gz"
#: Folders of documents of our own, with their annotations in `gold`.
_OWN = ("genre", "genre_second", "genre_held")
_CLASSES: dict[str, type[Fact]] = {
    "figures": Figure,
    "deadlines": Deadline,
    "assignments": Assignment,
    "citations": Citation,
}
#: Fields that hold words of the text.
_WORDS = ("quote", "indicator", "phrase")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fact that was found at a contact in a document: its features, and whether it was exact."""

    contact: str
    #: The province of the document, where it is known, else the document: what is left out in turn.
    group: str
    document: str
    kind: str
    exact: bool
    features: tuple[str, ...]


def folders(shared: Path) -> dict[str, tuple[Path, Path]]:
    """The annotated collections: the folder of the texts and that of the annotations of each."""
    own = {name: (ROOT / "tests" / name, ROOT / "tests" / name / "gold") for name in _OWN}
    return own | {
        "more": (shared / "more" / "corpora", shared / "more" / "gold"),
        "unlabelled": (shared / "unlabelled", ROOT / "tests" / "annotations" / "unlabelled"),
    }


def add_contact(name: str, records: Path, shared: Path, path: Path = CONTACTS) -> int:
    """Keep the records (of `chitieu extract`) of all annotated texts as a contact, in place of one of that name.

    Returns how many texts were found. Records without annotations are passed over.
    """
    kept = [line for line in load_contacts(path) if line["contact"] != name]
    added = []
    for collection, (_, reference) in folders(shared).items():
        for annotation in sorted(reference.rglob("*.json")):
            source = annotation.relative_to(reference).with_suffix("")
            record = next(
                (p for p in (records / source, records / source.name) if p.with_suffix(".json").is_file()), None
            )
            if record is not None:
                documents = json.loads(record.with_suffix(".json").read_text(encoding="utf-8"))["documents"]
                added.append(
                    {
                        "contact": name,
                        "collection": collection,
                        "source": str(source),
                        "documents": [{kind: [_bare(fact) for fact in d[kind]] for kind in KINDS} for d in documents],
                    }
                )
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in kept + added)
    path.write_bytes(gzip.compress(lines.encode(), mtime=0))
    return len(added)


def _bare(fact: Item) -> Item:
    """A fact without words of the text; whether an indicator was read is kept."""
    names = {field.name for cls in _CLASSES.values() for field in fields(cls)} - {*_WORDS, "confidence"}
    kept = {name: value for name, value in fact.items() if name in names and value is not None}
    return kept | ({"indicator": ""} if fact.get("indicator") else {})


def load_contacts(path: Path = CONTACTS) -> list[dict[str, Any]]:
    """The contacts kept: a dictionary for each contact and text, in the order in which they were added."""
    if not path.is_file():
        return []
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().splitlines()]


def find_outcomes(shared: Path, path: Path = CONTACTS) -> Iterator[Outcome]:
    """The outcomes of all contacts kept. Raises `ChitieuError` where a text or its annotations are not at hand."""
    for line in load_contacts(path):
        texts, annotations = folders(shared)[line["collection"]]
        source, annotation = texts / f"{line['source']}.txt", annotations / f"{line['source']}.json"
        if not source.is_file() or not annotation.is_file():
            raise ChitieuError(f"{source}: no such text, or no annotations of it. Give the shared folder.")
        yield from _outcomes(line, source, json.loads(annotation.read_text(encoding="utf-8"))["documents"])


def _outcomes(line: dict[str, Any], source: Path, reference: list[Item]) -> Iterator[Outcome]:
    text = read_source(source).text
    readings = read_text(text)
    group = readings[0].metadata.province or source.stem
    for number, document in enumerate(line["documents"]):
        reading = readings[min(number, len(readings) - 1)]
        for kind in KINDS:
            gold = reference[number][kind] if number < len(reference) else []
            exact = exact_ones(SCORED[kind], gold, document[kind], text)
            facts = tuple(_fact(kind, item, text) for item in document[kind])
            found: dict[str, Any] = {kind: facts}
            seen = features_of(replace(reading, **found), kind)
            for at, features in enumerate(seen):
                yield Outcome(line["contact"], group, source.stem, kind, at in exact, tuple(features))


def _fact(kind: str, item: Item, text: str) -> Fact:
    return _CLASSES[kind](**item, quote=text[item["start"] : item["end"]])


def store_outcomes(outcomes: Iterable[Outcome], path: Path = OUTCOMES) -> None:
    """Keep outcomes in a file; the same outcomes give the same bytes."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow([field.name for field in fields(Outcome)])
    for one in outcomes:
        writer.writerow([one.contact, one.group, one.document, one.kind, int(one.exact), " ".join(one.features)])
    path.write_bytes(gzip.compress(lines.getvalue().encode(), mtime=0))


def load_outcomes(path: Path = OUTCOMES) -> list[Outcome]:
    """The outcomes as they were kept."""
    rows = csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode()))
    return [
        Outcome(r["contact"], r["group"], r["document"], r["kind"], r["exact"] == "1", tuple(r["features"].split()))
        for r in rows
    ]
