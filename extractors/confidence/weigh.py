"""The last step: each fact gets the probability that it is exact, from its features and `confidence.csv`."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from extractors.confidence.features import features_of
from extractors.facts import KINDS
from extractors.lexicon import load_lexicon
from extractors.reading import Reading

#: The row of a kind that holds for each of its facts.
ALWAYS = "always"
#: No fact is surer or less sure than this: what has never failed may yet.
LEAST, MOST = 0.01, 0.99
#: From here on a fact is sure; below `DOUBTFUL` a human eye is wanted.
SURE, DOUBTFUL = 0.9, 0.5


def weigh_facts(reading: Reading) -> Reading:
    """The reading with the confidence of each fact: the probability that all its scored fields are right."""
    weighed: dict[str, Any] = {
        kind: tuple(
            replace(fact, confidence=confidence_of(kind, features))
            for fact, features in zip(getattr(reading, kind), features_of(reading, kind), strict=True)
        )
        for kind in KINDS
    }
    return replace(reading, **weighed)


def confidence_of(kind: str, features: Iterable[str]) -> float:
    """The probability for a fact of a kind with these features, to two places; a feature without a row has no weight.

    >>> confidence_of("citations", []) > 0.5
    True
    """
    weights = _weights()[kind]
    return probability(weights.get(ALWAYS, 0.0) + sum(weights.get(feature, 0.0) for feature in features))


def reasons_of(kind: str, features: Iterable[str]) -> list[tuple[str, float]]:
    """The features that have a weight, with it, the heaviest first.

    >>> reasons_of("figures", ["no such feature"])
    []
    """
    weights = _weights()[kind]
    found = [(feature, weights[feature]) for feature in features if feature in weights]
    return sorted(found, key=lambda reason: (-abs(reason[1]), reason[0]))


def probability(weight: float) -> float:
    """The probability of a sum of weights, between `LEAST` and `MOST`.

    >>> probability(0.0), probability(50.0)
    (0.5, 0.99)
    """
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-max(-30.0, min(30.0, weight)))))), 2)


@cache
def _weights() -> dict[str, dict[str, float]]:
    """The weights by kind and feature; no row, no weight."""
    weights: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
    for row in load_lexicon("confidence"):
        weights[row["kind"]][row["feature"]] = float(row["weight"])
    return weights
