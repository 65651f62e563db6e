"""The times of a document that can govern something, found by place; made once for a document."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache

from extractors.deadlines.place import Places
from extractors.reading import Reading, Time
from extractors.structure.types import Block

#: Uses of a time that can govern a figure: a deadline, the year of a result, the year of an old value.
GOVERNING = frozenset({"deadline", "result", "old"})


@dataclass(frozen=True, eq=False)
class Scope:
    """A document with its governing times in the order of the text."""

    reading: Reading
    places: Places

    @cached_property
    def times(self) -> list[Time]:
        """The times that can govern, in order."""
        return sorted((t for t in self.reading.times if t.use in GOVERNING), key=lambda t: t.start)

    @cached_property
    def _starts(self) -> list[int]:
        return [time.start for time in self.times]

    @cached_property
    def rows(self) -> defaultdict[tuple[int, int], list[Block]]:
        """The cells of each row, by the ordinals of table and row."""
        found: defaultdict[tuple[int, int], list[Block]] = defaultdict(list)
        for block in self.places.blocks:
            if block.cell is not None:
                found[block.cell.table, block.cell.row].append(block)
        return found

    @cached_property
    def first_of(self) -> dict[int | None, int]:
        """Where the first of the sections with the same parent begins."""
        found: dict[int | None, int] = {}
        for section in self.reading.part.sections:
            found[section.parent] = min(section.start, found.get(section.parent, section.start))
        return found

    def times_in(self, start: int, end: int, *uses: str) -> list[Time]:
        """The governing times that begin in `start:end`; with `uses`, only those of these uses."""
        found = self.times[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [time for time in found if time.use in uses] if uses else found

    @property
    def view(self) -> str:
        """The view of the source."""
        return self.reading.view


@dataclass(frozen=True, eq=False)
class _Same:
    """A reading that is the same as another if they share document and times."""

    reading: Reading

    def __hash__(self) -> int:
        return hash((id(self.reading.part), id(self.reading.times)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Same):
            return NotImplemented
        return self.reading.part is other.reading.part and self.reading.times is other.reading.times


@lru_cache(maxsize=4)
def _made(same: _Same) -> Scope:
    return Scope(same.reading, Places(same.reading))


def scope_of(reading: Reading) -> Scope:
    """The scope of a reading, made once for each document and its times."""
    return _made(_Same(reading))
