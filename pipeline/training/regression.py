"""A logistic regression of few weights on features that are seen or not, each weight drawn towards zero."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_ROUNDS, _NEAR = 60, 1e-5


def regress(seen: list[list[int]], exact: Floats, counts: Floats, shrinkage: Floats) -> Floats:
    """Weights of a logistic regression by Newton's method; `seen` has the features of each row, by number.

    Each row counts as `counts` says; `shrinkage` is the penalty of half the square of each weight.
    Sums go over the features that are seen: a row has some 25 of 200, and the sums are the same on every machine.

    >>> regress([[0], [0], [0], [0]], np.array([1.0, 1, 1, 0]), np.ones(4), np.array([0.001])).round(2)
    array([1.1])
    """
    size = len(shrinkage)
    features = np.array([at for row in seen for at in row])
    row_of = np.repeat(np.arange(len(seen)), [len(row) for row in seen])
    pairs = np.concatenate([np.add.outer(np.array(row) * size, row).ravel() for row in seen])
    pair_row = np.repeat(np.arange(len(seen)), [len(row) ** 2 for row in seen])
    weights = np.zeros(size)
    for _ in range(_ROUNDS):
        total = np.bincount(row_of, weights[features], minlength=len(seen))
        chance = 1 / (1 + np.exp(-np.clip(total, -30, 30)))
        slope = np.bincount(features, (counts * (exact - chance))[row_of], minlength=size) - shrinkage * weights
        bend = np.bincount(pairs, (counts * chance * (1 - chance))[pair_row], minlength=size * size)
        step = np.linalg.solve(bend.reshape(size, size) + np.diag(shrinkage), slope)
        weights += step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < _NEAR:
            break
    return weights
