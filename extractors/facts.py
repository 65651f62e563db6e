"""The facts that are read from a text: frozen dataclasses that can prove where they were read.

Offsets count code points of the source's text in NFC; `text[start:end] == quote` holds for every fact.
What the text does not say is `None`. The fields are those of the annotation guidelines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

#: The kinds of facts, in the order in which a record lists them.
KINDS = ("figures", "deadlines", "assignments", "citations")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A piece of the text and what was read from it.

    >>> Fact(quote="tối thiểu 90%", start=10, end=23, rule="percent").length
    13
    """

    quote: str
    start: int
    end: int
    rule: str
    #: `rule`, `model` or `both`: who found it.
    origin: str = field(default="rule", compare=False)
    #: Probability between 0 and 1 that every field is right (`extractors.confidence`); `None` before it is weighed.
    confidence: float | None = field(default=None, compare=False)

    @property
    def length(self) -> int:
        """The length of the quote in code points."""
        return self.end - self.start


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure(Fact):
    """A stated quantity that says how much of something."""

    value: float
    value_high: float | None = None
    unit: str
    comparator: str = "="
    change: str | None = None
    per: str | None = None
    baseline: str | None = None
    level: str | None = None
    role: str = "other"
    #: By how much its role outweighs the next one; `None` where the form of the figure says it.
    margin: float | None = field(default=None, compare=False)
    indicator: str | None = None
    code: str | None = None
    #: The indicator's wording, normalised, so that figures without a code can be grouped.
    phrase: str | None = None
    section: str | None = None
    deadline: str | None = None
    every: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline(Fact):
    """A time expression that bounds a target or a task; `date` is EDTF."""

    kind: str
    date: str | None = None
    every: str | None = None
    section: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Assignment(Fact):
    """A named body that is given a duty."""

    body: str
    role: str = "implement"
    section: str | None = None
    deadline: str | None = None
    every: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation(Fact):
    """Another document that is named."""

    doc_type: str
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    #: How the citing document stands to it: `based_on`, `implements`, `amends`, `replaces`, `repeals`, `attached`.
    relation: str | None = None
    section: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Metadata:
    """What a document says of itself; `spans` maps a field to the (start, end) it was read from."""

    doc_type: str | None = None
    number: str | None = None
    issued_on: str | None = None
    place: str | None = None
    province: str | None = None
    issuer: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    title: str | None = None
    period: str | None = None
    horizon: str | None = None
    spans: dict[str, tuple[int, int]] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentFacts:
    """All that was read from one document of a source; `start` and `end` bound the document in it."""

    start: int
    end: int
    metadata: Metadata
    figures: tuple[Figure, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    citations: tuple[Citation, ...] = ()

    def of_kind(self, kind: str) -> tuple[Any, ...]:
        """The facts of one of `KINDS`, in the order of the text."""
        return tuple(getattr(self, kind))
