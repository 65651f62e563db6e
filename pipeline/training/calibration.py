"""How well confidence agrees with accuracy, by tenths of the scale, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.confidence.weigh import SURE
from extractors.facts import KINDS
from pipeline.training.contacts import Outcome

#: A fact, its confidence, and as how many facts it counts.
Rated = tuple[Outcome, float, float]


def tenth_of(confidence: float) -> int:
    """The tenth of the scale: 0 to 9.

    >>> tenth_of(0.29), tenth_of(0.3), tenth_of(1.0)
    (2, 3, 9)
    """
    return min(9, int(confidence * 10 + 1e-9))


def calibration(rated: list[Rated]) -> Iterator[str]:
    """The table: for each tenth its facts, their mean confidence and the share of exact ones; then each kind, then all.

    >>> one = Outcome("first", "a", "a", "figures", True, ())
    >>> [line.split() for line in calibration([(one, 0.94, 1.0)])][1]
    ['0.9', '1', '0.940', '1.000', '+0.060']
    """
    yield f"{'tenth':12} {'facts':>5} {'confidence':>10} {'exact':>6}"
    for tenth in range(10):
        inside = [row for row in rated if tenth_of(row[1]) == tenth]
        if inside:
            mean, exact = mean_of(inside), exact_of(inside)
            yield f"{tenth / 10:<12.1f} {_size(inside):5.0f} {mean:10.3f} {exact:6.3f} {exact - mean:+.3f}"
    yield f"{'kind':12} {'facts':>5} {'confidence':>10} {'exact':>6} {'sure':>6} {'of these exact':>14}"
    for kind in (*KINDS, "all"):
        inside = [row for row in rated if kind in (row[0].kind, "all")]
        if inside:
            surest = [row for row in inside if row[1] >= SURE]
            yield (
                f"{kind:12} {_size(inside):5.0f} {mean_of(inside):10.3f} {exact_of(inside):6.3f} "
                f"{_size(surest) / _size(inside):6.3f} {exact_of(surest):14.3f}"
            )


def _size(rated: list[Rated]) -> float:
    return sum(counts for _, _, counts in rated)


def mean_of(rated: list[Rated]) -> float:
    """The mean confidence."""
    return sum(sure * counts for _, sure, counts in rated) / max(_size(rated), 1e-9)


def exact_of(rated: list[Rated]) -> float:
    """The share of exact facts."""
    return sum(counts for one, _, counts in rated if one.exact) / max(_size(rated), 1e-9)
