"""How to ingest: what a user can choose."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.limits import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to ingest. `processes` 0 reads in this process, without a guard; `wait` is in seconds.

    `engine` is `local` or `dask`, the latter with the address of a scheduler or a local cluster of `processes`.
    """

    processes: int = 0
    limits: Limits = Limits()
    rebuild: bool = False
    verify: bool = False
    prune: bool = False
    dry_run: bool = False
    wait: float = 60.0
    engine: str = "local"
    scheduler: str | None = None
    corrections: Path | None = None
