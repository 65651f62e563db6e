"""How well a run agrees with reference annotations: precision, recall, F1 and exact F1, and facts gained and lost.

A fact agrees with a reference item where its identity fields are the same and both lie at the same place; it is
exact where every scored field agrees too (the scoring rules of the annotation guidelines).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import regex

from extractors.text import fold_tones

Item = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """What is compared of a kind of fact: fields that identify it, further scored fields, fields only reported."""

    identity: tuple[str, ...]
    scored: tuple[str, ...]
    reported: tuple[str, ...] = ()


KINDS = {
    "figures": Kind(
        ("value", "value_high", "unit_class"),
        ("unit", "role", "code", "comparator", "change", "per", "baseline", "level", "deadline", "every"),
        ("section", "indicator"),
    ),
    "deadlines": Kind(("date", "every"), ("kind",)),
    "assignments": Kind((), ("body", "role", "deadline", "every"), ("section",)),
    "citations": Kind(("number", "doc_type"), ("date",), ("issuer",)),
}
METADATA = (
    "doc_type", "number", "issued_on", "place", "province", "issuer", "signer", "signer_title", "title", "period",
    "horizon",
)  # fmt: skip
_CLASSES = {"percent", "rank", "rank_places", "points"}
_EDGES = " .,;:\"'“”*"


@dataclass
class Tally:
    """Counts of one kind: reference items, facts, those that agree, exact ones, and their right fields."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    exact: int = 0
    fields: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    def scores(self) -> dict[str, float]:
        """Precision, recall, F1 and exact F1 (0 to 1)."""
        precision, recall, f1 = _f1(self.found, self.gold, self.predicted)
        return {
            "precision": precision,
            "recall": recall,
            "f1": f1,
            "exact_f1": _f1(self.exact, self.gold, self.predicted)[2],
        }

    def shares(self) -> dict[str, float]:
        """The share of agreeing facts in which a field is right; of `indicator` the mean F1 of its words."""
        return {name: self.fields[name] / self.found if self.found else 0.0 for name in self.fields}


def _f1(true: float, gold: int, predicted: int) -> tuple[float, float, float]:
    precision = true / predicted if predicted else float(gold == 0)
    recall = true / gold if gold else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def comparable(value: Any) -> Any:
    """A value without regard to case, white space, kinds of dash and tone placement.

    >>> comparable("Uỷ ban  nhân dân;") == comparable("ủy ban nhân dân")
    True
    """
    if not isinstance(value, str):
        return value
    text = regex.sub(r"\s*[–—−-]\s*", "-", fold_tones(value).casefold())
    return " ".join(text.split()).strip(_EDGES)


def _value(item: Item, name: str) -> Any:
    if name == "unit_class":
        return item.get("unit") if item.get("unit") in _CLASSES else "count"
    value = comparable(item.get(name))
    return value.removeprefix("các ") if name == "body" and value else value


def _agree(a: Item, b: Item, names: tuple[str, ...]) -> bool:
    return all(_value(a, name) == _value(b, name) for name in names)


def _place(item: Item, text: str) -> tuple[int, int]:
    if "start" in item:
        return item["start"], item["end"]
    start = text.index(item["context"]) + item["context"].index(item["quote"])
    return start, start + len(item["quote"])


def _same_place(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two spans overlap by half of the shorter, and the longer is no net over everything."""
    overlap = min(a[1], b[1]) - max(a[0], b[0])
    short, long = sorted((a[1] - a[0], b[1] - b[0]))
    return overlap > 0 and 2 * overlap >= short and long <= max(3 * short, short + 40)


def _words_f1(a: Any, b: Any) -> float:
    left, right = set((comparable(a) or "").split()), set((comparable(b) or "").split())
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 1.0


def match(kind: Kind, gold: list[Item], predicted: list[Item], text: str | None) -> list[tuple[int, int]]:
    """Pairs of positions that agree, the best agreement first, each used once; without a text, on facts alone."""
    identity = kind.identity or (() if text is not None else ("body",))
    candidates = []
    for g, want in enumerate(gold):
        for p, have in enumerate(predicted):
            if not _agree(want, have, identity):
                continue
            if text is not None and not _same_place(_place(want, text), (have["start"], have["end"])):
                continue
            right = sum(_agree(want, have, (name,)) for name in kind.scored)
            candidates.append((-right, abs(g - p), g, p))
    pairs: list[tuple[int, int]] = []
    for _, _, g, p in sorted(candidates):
        if all(g != other and p != taken for other, taken in pairs):
            pairs.append((g, p))
    return pairs


def exact_ones(kind: Kind, gold: list[Item], predicted: list[Item], text: str | None) -> set[int]:
    """The positions of the facts that agree with an item of the reference in every scored field."""
    pairs = match(kind, gold, predicted, text)
    return {p for g, p in pairs if all(_agree(gold[g], predicted[p], (name,)) for name in kind.scored)}


def add_document(name: str, gold: list[Item], predicted: list[Item], text: str | None, tally: Tally) -> Iterator[str]:
    """Add one document's facts of one kind to the tally; yields a line for each fact missed, invented or wrong."""
    kind = KINDS[name]
    pairs = match(kind, gold, predicted, text)
    tally.gold, tally.predicted, tally.found = (
        tally.gold + len(gold),
        tally.predicted + len(predicted),
        tally.found + len(pairs),
    )
    for g, p in pairs:
        want, have = gold[g], predicted[p]
        wrong = [label for label in kind.scored if not _agree(want, have, (label,))]
        tally.exact += not wrong
        for label in kind.scored:
            tally.fields[label] += label not in wrong
        for label in kind.reported:
            right = (
                _words_f1(want.get(label), have.get(label)) if label == "indicator" else _agree(want, have, (label,))
            )
            tally.fields[label] += right
        if wrong:
            yield f"{name} {want['quote']!r} " + "; ".join(f"{f}: {have.get(f)!r}, not {want.get(f)!r}" for f in wrong)
    for g in sorted(set(range(len(gold))) - {g for g, _ in pairs}):
        yield f"{name} missed {gold[g]['quote']!r} in {gold[g].get('context', '')[:80]!r}"
    for p in sorted(set(range(len(predicted))) - {p for _, p in pairs}):
        yield f"{name} invented {predicted[p]['quote']!r}"


def load_reference(folder: Path) -> Iterator[tuple[Path, Item]]:
    """The reference annotations under a folder, each with its path relative to it."""
    for path in sorted(folder.rglob("*.json")):
        yield path.relative_to(folder), json.loads(path.read_text(encoding="utf-8"))
