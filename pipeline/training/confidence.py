"""`chitieu train --what confidence`: the weights of `confidence.csv`, from the outcomes of first contacts.

For each kind of fact a logistic regression with strong shrinkage: few rows, many of them alike. What each outcome
counts says `pipeline.training.shares`. Contacts made before whole classes of errors were mended tell which features
fail, not how often: each has a weight of its own for each kind, which is not kept.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from extractors.confidence.weigh import ALWAYS, LEAST, MOST
from extractors.facts import KINDS
from extractors.lexicon import LEXICONS
from pipeline.extract import extract_files
from pipeline.training.calibration import Rated, calibration
from pipeline.training.contacts import (
    ROOT,
    Outcome,
    add_contact,
    find_outcomes,
    folders,
    load_contacts,
    load_outcomes,
    store_outcomes,
)
from pipeline.training.regression import Floats, regress
from pipeline.training.shares import HELD_OUT, NOW, OLDER, carried_over, counts_of, shares_of

WEIGHTS = LEXICONS / "confidence.csv"
#: The page that tells of it, with the table.
PAGE = ROOT / "docs" / "confidence.md"
#: Shrinkage of a feature's weight and of the weight of all facts of a kind.
SHRINKAGE, SHRINKAGE_ALWAYS = 5.0, 0.05
#: A feature of fewer documents says too little.
FEWEST = 3
Weights = dict[str, dict[str, float]]


def fit(outcomes: list[Outcome], *, carried: dict[str, float] | None = None) -> Weights:
    """The weight of each feature, by kind; `carried` is `carried_over` of these outcomes unless it is given."""
    counts = counts_of(outcomes, carried_over(outcomes) if carried is None else carried)
    weights: Weights = {}
    for kind in KINDS:
        rows = [at for at, one in enumerate(outcomes) if one.kind == kind and counts[at] > 0]
        found = _fit_kind([outcomes[at] for at in rows], np.array([counts[at] for at in rows])) if rows else {}
        weights[kind] = found
    return weights


def _fit_kind(outcomes: list[Outcome], counts: Floats) -> dict[str, float]:
    names = _names(outcomes)
    index = {name: at for at, name in enumerate(names)}
    seen = [
        [index[name] for name in dict.fromkeys((ALWAYS, *one.features, *_own(one))) if name in index]
        for one in outcomes
    ]
    exact = np.array([float(one.exact) for one in outcomes])
    free = np.array([name == ALWAYS or name.startswith("contact=") for name in names])
    weights = regress(seen, exact, counts, np.where(free, SHRINKAGE_ALWAYS, SHRINKAGE))
    return {name: float(weights[at]) for name, at in index.items() if not name.startswith("contact=")}


def _own(one: Outcome) -> tuple[str, ...]:
    return (f"contact={one.contact}",) if one.contact in OLDER else ()


def _names(outcomes: list[Outcome]) -> list[str]:
    """The features of enough documents, in order."""
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for one in outcomes:
        for name in one.features:
            documents[name].add(one.document)
    kept = sorted(name for name, found in documents.items() if len(found) >= FEWEST)
    return [ALWAYS, *sorted({name for one in outcomes for name in _own(one)}), *kept]


def confidence(weights: Weights, one: Outcome) -> float:
    """The confidence that an outcome's fact would have had."""
    own = weights[one.kind]
    total = own.get(ALWAYS, 0.0) + sum(own.get(name, 0.0) for name in one.features)
    return float(np.clip(1 / (1 + np.exp(-total)), LEAST, MOST))


def left_out(outcomes: list[Outcome]) -> list[Rated]:
    """Each outcome that stands for text not seen, with its confidence by the weights of all other provinces."""
    carried = carried_over(outcomes)
    shares = shares_of(outcomes, carried)
    found: list[Rated] = []
    for group in sorted({one.group for one in outcomes}):
        weights = fit([one for one in outcomes if one.group != group], carried=carried)
        for one, share in zip(outcomes, shares, strict=True):
            if one.group == group and share > 0 and one.contact not in OLDER:
                found.append((one, round(confidence(weights, one), 2), share))
    return found


def make_confidence(
    *, shared: Path | None = None, contact: tuple[str, Path] | None = None, now: bool = False
) -> Iterator[str]:
    """Write `confidence.csv` from the outcomes kept; yields the table of what holds on provinces left out in turn.

    With the `shared` folder the outcomes are found anew from the facts kept of first contacts and the annotations;
    `contact` adds the records in a folder under a name, `now` what is found today in the texts of first contacts.
    """
    if shared is not None:
        if contact is not None:
            yield f"{add_contact(*contact, shared)} texts kept as contact {contact[0]}"
        if now:
            yield f"{_read_again(shared)} texts read again"
        store_outcomes(list(find_outcomes(shared)))
    outcomes = load_outcomes()
    WEIGHTS.write_text(rows_of(fit(outcomes)), encoding="utf-8")
    lines = list(table_of(outcomes))
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8"), lines), encoding="utf-8")
    yield from lines
    yield f"{WEIGHTS.name} and the table of {PAGE.name} written from {len(outcomes)} outcomes"


def table_of(outcomes: list[Outcome]) -> Iterator[str]:
    """How confidence agrees with accuracy on provinces left out in turn, then on the texts held out."""
    rated = left_out(outcomes)
    gains = ", ".join(f"{kind} {share:.2f}" for kind, share in carried_over(outcomes).items())
    yield f"Provinces left out in turn; of what mending gained there count: {gains}"
    yield from calibration(rated)
    if held := [row for row in rated if row[0].document in HELD_OUT]:
        yield "Of these the texts whose errors nobody looks at"
        yield from calibration(held)


def with_table(page: str, lines: list[str]) -> str:
    """The page with these lines as its table.

    >>> with_table("a <!-- table --> b <!-- end --> c", ["1"]).split()
    ['a', '<!--', 'table', '-->', '```', '1', '```', '<!--', 'end', '-->', 'c']
    """
    before, rest = page.split("<!-- table -->", 1)
    body = "\n".join(line.rstrip() for line in lines)
    return f"{before}<!-- table -->\n\n```\n{body}\n```\n\n<!-- end -->{rest.split('<!-- end -->', 1)[1]}"


def _read_again(shared: Path) -> int:
    """Keep what is found now in the texts that had their first contact with extractors not much older."""
    firsts = [line for line in load_contacts() if line["contact"] not in OLDER | {NOW}]
    files = sorted({folders(shared)[line["collection"]][0] / f"{line['source']}.txt" for line in firsts})
    with tempfile.TemporaryDirectory() as folder:
        for _, error in extract_files(files, Path(folder)):
            if error is not None:
                raise error
        return add_contact(NOW, Path(folder), shared)


def rows_of(weights: Weights) -> str:
    """The weights as the lexicon `confidence.csv`."""
    lines = io.StringIO()
    lines.write(_HEADER)
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(("kind", "feature", "weight"))
    for kind in KINDS:
        ordered = sorted(weights[kind].items(), key=lambda item: (item[0] != ALWAYS, item[0]))
        writer.writerows((kind, name, f"{weight:.2f}") for name, weight in ordered if abs(weight) >= 0.005)
    return lines.getvalue()


_HEADER = """\
# How sure a fact is: the weights of what can be seen of it (extractors/confidence), added up and taken as log odds.
# Written by `chitieu train --what confidence` from outcomes of first contacts; not to be edited.
"""
