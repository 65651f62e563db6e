"""The errors a user meets: each message names the file, what is wrong and what to do."""

from __future__ import annotations

from pathlib import Path


class ChitieuError(Exception):
    """An error that ends a command with one sentence."""


class UnusableSourceError(ChitieuError):
    """A file that cannot be used: `reason` is its code in `problems`, `remedy` what the user can do."""

    def __init__(self, path: Path, reason: str, what: str, remedy: str) -> None:
        super().__init__(f"{path}: {what}. {remedy}")
        self.path, self.reason, self.what, self.remedy = path, reason, what, remedy
