"""How well confidence agrees with accuracy, by tenths of the scale, as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.confidence.weigh import SURE
from extractors.facts import KINDS
from pipeline.training.contacts import Outcome

#: A fact and its confidence.
Rated = tuple[Outcome, float]


def calibration(rated: list[Rated]) -> Iterator[str]:
    """The table: for each tenth its facts, their mean confidence and their accuracy; then each kind, then all.

    >>> one = Outcome("first", "a", "a", "figures", True, ())
    >>> [line.split() for line in calibration([(one, 0.94)])][1]
    ['0.9', '1', '0.940', '1.000', '+0.060']
    """
    yield f"{'tenth':12} {'facts':>5} {'confidence':>10} {'exact':>6}"
    for tenth in range(10):
        inside = [(one, sure) for one, sure in rated if min(9, int(sure * 10 + 1e-9)) == tenth]
        if inside:
            mean, exact = _mean(inside), _exact(inside)
            yield f"{tenth / 10:<12.1f} {len(inside):5} {mean:10.3f} {exact:6.3f} {exact - mean:+.3f}"
    yield f"{'kind':12} {'facts':>5} {'confidence':>10} {'exact':>6} {'sure':>6} {'of these exact':>14}"
    for kind in (*KINDS, "all"):
        inside = [(one, sure) for one, sure in rated if kind in (one.kind, "all")]
        if inside:
            surest = [(one, sure) for one, sure in inside if sure >= SURE]
            yield (
                f"{kind:12} {len(inside):5} {_mean(inside):10.3f} {_exact(inside):6.3f} "
                f"{len(surest) / len(inside):6.3f} {_exact(surest):14.3f}"
            )


def _mean(rated: Iterable[Rated]) -> float:
    values = [sure for _, sure in rated]
    return sum(values) / len(values)


def _exact(rated: list[Rated]) -> float:
    return sum(one.exact for one, _ in rated) / len(rated) if rated else 0.0
