"""What can be seen of a fact that tells whether it is right: named features, the same in training and in reading.

A feature is `name=value`, where a value is a word or a class of sizes. What a document is called, where it comes from
and which words it has are no features.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import regex

from extractors.deadlines.scope import Scope, scope_of
from extractors.facts import Assignment, Citation, Deadline, Fact, Figure
from extractors.figures.levels import UNIT_TIERS
from extractors.lexicon import any_of
from extractors.reading import Reading
from extractors.structure.types import Block

#: Where the classes of sizes end: of a sentence in characters, of the facts in it, of a margin of roles, of a name.
_LENGTHS, _NUMBERS, _MARGINS, _WORDS = (60, 150, 300), (2, 4), (1, 2, 4, 7), (3, 7)
#: And of what stands behind a figure in its sentence, in characters.
_BEHIND = (4, 20, 80)
#: The same for how often a document has a unit or a body, and for the share of its figures whose role is doubtful.
_OFTEN, _SHARES = (2, 5, 10, 20), (0.25, 0.5, 0.75)
#: A role of less margin may be another.
_DOUBTFUL = 4
_CLASSES = frozenset({"percent", "rank", "rank_places", "points"})
_MONEY = ("đồng", "USD", "EUR")
_TIERS = regex.compile(rf"(?<!\p{{L}}){any_of(tuple(UNIT_TIERS))}(?!\p{{L}})", regex.IGNORECASE)


def features_of(reading: Reading, kind: str) -> list[list[str]]:
    """For each fact of a kind of `KINDS`, in the order of the reading, its features."""
    facts: tuple[Fact, ...] = getattr(reading, kind)
    seen = _Seen(scope_of(reading), facts)
    return [list(dict.fromkeys(seen.features(fact))) for fact in facts]


def size_of(value: float, bounds: Sequence[float]) -> str:
    """The class of a size: below a bound, or not below the last.

    >>> size_of(59, (60, 300)), size_of(60, (60, 300)), size_of(300, (60, 300))
    ('<60', '<300', '300..')
    """
    at = bisect_right(bounds, value)
    return f"<{bounds[at]:g}" if at < len(bounds) else f"{bounds[-1]:g}.."


def unit_of(figure: Figure) -> str:
    """The class of a figure's unit."""
    if figure.unit in _CLASSES:
        return figure.unit
    if any(word in figure.unit for word in _MONEY):
        return "money"
    if "/" in figure.unit:
        return "ratio"
    return figure.rule.split()[0].removeprefix("figures.")


@dataclass(frozen=True)
class _Seen:
    """Sees the facts of one kind of a document."""

    scope: Scope
    facts: tuple[Fact, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [fact.start for fact in self.facts]

    @cached_property
    def _same(self) -> Counter[str]:
        """How often the document's figures have each unit, its duties each body."""
        return Counter(_what(fact) for fact in self.facts)

    @cached_property
    def _doubtful(self) -> str:
        """The share of figures whose role may be another, among those whose role was weighed."""
        margins = [fact.margin for fact in self.facts if isinstance(fact, Figure) and fact.margin is not None]
        return size_of(sum(margin < _DOUBTFUL for margin in margins) / max(1, len(margins)), _SHARES)

    def features(self, fact: Fact) -> Iterator[str]:
        block = self.scope.places.block_of(fact.start)
        low, high = self.scope.places.sentence_of(self.scope.view, fact.start, fact.end)
        yield f"block={block.kind if block else 'none'}"
        yield f"sentence={size_of(high - low, _LENGTHS)}"
        yield f"beside={size_of(bisect_left(self._starts, high) - bisect_left(self._starts, low), _NUMBERS)}"
        yield f"found_by={fact.origin}"
        if getattr(fact, "section", None) is None:
            yield "section=none"
        match fact:
            case Figure():
                yield from _of_figure(fact, self._time_of(fact, block, low, high))
                yield f"same={size_of(self._same[_what(fact)], _OFTEN)}"
                yield f"doubtful_roles={self._doubtful}"
                yield f"depth={_depth_of(fact)}"
                yield f"behind={size_of(high - fact.end, _BEHIND)}"
                if fact.level is None:
                    yield f"tier_passed_over={self._tier_of(low, high)}"
            case Assignment():
                yield f"same={size_of(self._same[_what(fact)], _OFTEN)}"
                yield from self._of_assignment(fact, self._time_of(fact, block, low, high))
            case Deadline():
                yield f"rule={fact.rule}"
                yield f"kind={fact.kind}"
                yield f"every={fact.every or 'none'}"
            case Citation():
                yield f"rule={fact.rule}"
                yield f"type={fact.doc_type or 'none'}"
                yield f"printed={'number' if fact.number else ''}{'date' if fact.date else ''}"
                yield f"relation={fact.relation or 'none'}"

    def _time_of(self, fact: Figure | Assignment, block: Block | None, low: int, high: int) -> str:
        """Where the deadline of a fact was read: in its sentence, in its block, above; or that it has none."""
        near = self.scope.times_in(low, high)
        if not fact.deadline and not fact.every:
            return "passed_over" if near else "none"
        if any(t.date == fact.deadline if fact.deadline else t.every == fact.every for t in near):
            return "sentence" if len(near) == 1 else "one_of_several"
        if block and any(t.date == fact.deadline for t in self.scope.times_in(block.start, block.end)):
            return "block"
        return "above"

    @cached_property
    def _title_tier(self) -> str:
        title = self.scope.reading.part.title
        return "title" if title and _TIERS.search(self.scope.view, *title) else "none"

    def _tier_of(self, low: int, high: int) -> str:
        """Where a tier is named that a figure without one might have: in its sentence, in the title, nowhere."""
        return "sentence" if _TIERS.search(self.scope.view, low, high) else self._title_tier

    @cached_property
    def _bodies(self) -> dict[int, str]:
        return {mention.start: mention.kind for mention in self.scope.reading.bodies}

    @cached_property
    def _names(self) -> list[str]:
        return sorted({mention.name.lower() for mention in self.scope.reading.bodies})

    def _is_cut(self, name: str) -> bool:
        """Whether the document names a body that goes on where this name ends: the name may be short for it."""
        at = bisect_right(self._names, name)
        return at < len(self._names) and self._names[at].startswith(f"{name} ")

    def _of_assignment(self, fact: Assignment, time: str) -> Iterator[str]:
        yield f"rule={fact.rule}"
        yield f"role={fact.role}"
        yield f"time={time}"
        yield f"body={self._bodies.get(fact.start, 'none')}"
        yield f"short_for={'some' if self._is_cut(fact.body.lower()) else 'none'}"
        yield f"named={'as_printed' if fact.body.lower() == ' '.join(fact.quote.lower().split()) else 'filled_in'}"
        yield f"words={size_of(len(fact.body.split()), _WORDS)}"


def _what(fact: Fact) -> str:
    return fact.unit if isinstance(fact, Figure) else fact.body.lower() if isinstance(fact, Assignment) else ""


def _depth_of(fact: Figure) -> int:
    """How many sections hold a figure, at most four."""
    return min(4, fact.section.count(" > ") + 1) if fact.section else 0


def _of_figure(fact: Figure, time: str) -> Iterator[str]:
    unit = unit_of(fact)
    for rule in fact.rule.split():
        yield f"rule={rule}"
    yield f"unit={unit}"
    yield f"role={fact.role}"
    yield f"role+unit={fact.role}+{unit}"
    yield f"role+time={fact.role}+{time}"
    yield f"margin={'none' if fact.margin is None else size_of(fact.margin, _MARGINS)}"
    yield f"time={time}"
    yield f"comparator={fact.comparator}"
    yield f"level={fact.level or 'none'}"
    yield f"code={'some' if fact.code else 'none'}"
    for name in ("change", "baseline", "per", "every"):
        if getattr(fact, name):
            yield f"{name}=some"
    if fact.indicator is None:
        yield "indicator=none"
