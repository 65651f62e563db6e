"""What an ingest did, in one line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Summary:
    """What an ingest did: files by outcome, failures by reason, and how many were read by another version."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    outdated: int = 0
    gone: int = 0
    removed: list[str] = field(default_factory=list)
    pruned: int = 0
    left: int = 0
    dry: bool = False

    @property
    def usable(self) -> int:
        """How many files are in the database now."""
        return self.new + self.changed + self.unchanged

    def __str__(self) -> str:
        failed = ", ".join(f"{count} {reason}" for reason, count in sorted(self.failed.items()))
        line = f"{self.new} new, {self.changed} changed, {self.unchanged} unchanged, {self.failed.total()} failed"
        return "; ".join([line + (f" ({failed})" if failed else ""), *self._remarks()])

    def _remarks(self) -> list[str]:
        remarks = {
            f"{len(self.removed)} removed from their folders are still in the database (--prune takes them out)": len(
                self.removed
            ),
            f"{self.pruned} taken out": self.pruned,
            f"{self.outdated} were read by another version of the code or word lists (--rebuild reads them anew)": (
                self.outdated
            ),
            f"{self.gone} corrections are of facts that are gone (table corrections)": self.gone,
            f"stopped with {self.left} files left: run it again to go on": self.left,
            "nothing was written": self.dry,
        }
        return [remark for remark, count in remarks.items() if count]

    def as_row(self) -> dict[str, Any]:
        """The summary as plain data for machines."""
        counts = {name: getattr(self, name) for name in ("new", "changed", "unchanged", "outdated", "pruned", "left")}
        return {**counts, "failed": dict(self.failed), "removed": self.removed}
