"""Which rules are on: every rule has a name, so that a fact can say who found it and a test can take it away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_without: ContextVar[frozenset[str]] = ContextVar("rules taken away", default=frozenset())


def enabled(rule: str) -> bool:
    """Whether the rule of that name is on.

    >>> enabled("figures.percent")
    True
    """
    return rule not in _without.get()


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Take the named rules away while the block runs.

    >>> with without("figures.percent"):
    ...     enabled("figures.percent")
    False
    """
    token = _without.set(_without.get() | frozenset(names))
    try:
        yield
    finally:
        _without.reset(token)
