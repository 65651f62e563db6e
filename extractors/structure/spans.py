"""Spans by place: which of many stand over an offset, without a look at all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Generic, Protocol, TypeVar


class Spanning(Protocol):
    """What has a start and an end."""

    @property
    def start(self) -> int:
        """The first offset."""

    @property
    def end(self) -> int:
        """The offset behind the last."""


T = TypeVar("T", bound=Spanning)


class Spans(Generic[T]):
    """Spans that may nest or overlap; each knows the last before it that may still be open where it begins."""

    def __init__(self, items: Sequence[T]) -> None:
        self.items = sorted(items, key=lambda item: item.start)
        self.starts = [item.start for item in self.items]
        self.around: list[int] = []
        opened: list[int] = []
        for number, item in enumerate(self.items):
            while opened and self.items[opened[-1]].end <= item.start:
                opened.pop()
            self.around.append(opened[-1] if opened else -1)
            opened.append(number)

    def over(self, offset: int) -> Iterator[T]:
        """The spans that hold the offset, the one that begins last first."""
        at = bisect_right(self.starts, offset) - 1
        while at >= 0:
            if offset < self.items[at].end:
                yield self.items[at]
            at = self.around[at]
