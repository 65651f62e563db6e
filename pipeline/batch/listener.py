"""Who is told how an ingest goes on."""

from __future__ import annotations

from typing import Protocol

from pipeline.batch.summary import Summary
from pipeline.batch.task import Failure


class Listener(Protocol):
    """Is told how many files there are, of each file what came of it, and the end."""

    def begin(self, total: int) -> None:
        """So many files are to be read."""

    def grow(self, more: int) -> None:
        """An archive brings so many more."""

    def done(self, kind: str, name: str, failure: Failure | None) -> None:
        """A file is done: `new`, `changed` or `failed`."""

    def say(self, line: str) -> None:
        """Something that a user should know."""

    def end(self, summary: Summary) -> None:
        """Everything is done."""


class Silent:
    """Tells nobody."""

    def begin(self, total: int) -> None:
        """Nothing."""

    def grow(self, more: int) -> None:
        """Nothing."""

    def done(self, kind: str, name: str, failure: Failure | None) -> None:
        """Nothing."""

    def say(self, line: str) -> None:
        """Nothing."""

    def end(self, summary: Summary) -> None:
        """Nothing."""
