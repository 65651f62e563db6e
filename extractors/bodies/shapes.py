"""What the name of a body is made of: heads in one another, each with what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.bodies.parts import Head


@dataclass(frozen=True, slots=True)
class Link:
    """A head of a name and the span of its suffix (holder, place), empty where there is none."""

    head: Head
    suffix: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands: its span, its links from the outer head to the inner; `bare` lacks what a list gives."""

    start: int
    end: int
    kind: str
    links: tuple[Link, ...] = ()
    many: bool = False
    bare: bool = False
    #: Where the field of work stands, an empty span behind the head where there is none.
    field: tuple[int, int] = (0, 0)
    #: Where the list begins whose first body this is; its own start otherwise.
    lead: int = -1
