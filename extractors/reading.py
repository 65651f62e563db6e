"""What is known of one document while it is read: each step takes a reading and returns a fuller one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from extractors.facts import Assignment, Citation, Deadline, DocumentFacts, Figure, Metadata
from extractors.structure.types import Part, Structure


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression, whatever it is for: `use` is `deadline`, `baseline`, `citation`, `name`, `result`, `length` …

    `date` is EDTF or None, `kind` and `every` as of a deadline.
    """

    start: int
    end: int
    use: str
    kind: str
    date: str | None = None
    every: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A body named in the text: `name` is its full form, `kind` the row of the lexicon that made it."""

    start: int
    end: int
    name: str
    kind: str
    rule: str = ""
    #: Mentions joined by one conjunction ("Sở A, Sở B và C") share a group number.
    group: int = -1
    #: Where the head of the list stands whose first body this is ("UBND các xã: "), -1 for the others.
    lead: int = -1
    #: `rule`, `model` or `both`: who found it.
    origin: str = "rule"


@dataclass(frozen=True, slots=True)
class Reading:
    """One document of a source and what has been found in it so far. All offsets are those of the source's text."""

    structure: Structure
    part: Part
    metadata: Metadata = field(default_factory=Metadata)
    citations: tuple[Citation, ...] = ()
    times: tuple[Time, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    bodies: tuple[Mention, ...] = ()
    figures: tuple[Figure, ...] = ()
    assignments: tuple[Assignment, ...] = ()

    @property
    def text(self) -> str:
        """The text of the source (quotes are cut from it)."""
        return self.structure.text

    @property
    def view(self) -> str:
        """The view of the source (patterns are matched on it)."""
        return self.structure.view

    def facts(self) -> DocumentFacts:
        """The facts found, each kind in the order of the text."""
        return DocumentFacts(
            start=self.part.start,
            end=self.part.end,
            metadata=self.metadata,
            figures=self.figures,
            deadlines=self.deadlines,
            assignments=self.assignments,
            citations=self.citations,
        )


#: A step of reading.
Step = Callable[[Reading], Reading]
