"""`chitieu ingest --watch`: keeps the database in step with its folders; files still being written are left alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.batch.ingestion import Options
from pipeline.batch.inputs import Inputs
from pipeline.batch.listener import Listener, Silent
from pipeline.batch.stopping import stopping
from pipeline.batch.summary import Summary
from pipeline.errors import ChitieuError
from pipeline.ingest import ingest_files
from pipeline.remote import is_remote

SECONDS = 2.0


@dataclass(slots=True)
class Whole:
    """Leaves out the files whose size or time is not what it was at the last look, unless they are old."""

    seen: dict[str, tuple[int, int] | None] = field(default_factory=dict)

    def __call__(self, inputs: Inputs) -> Inputs:
        """The files that are whole; the others stay known as present."""
        old = (time.time() - SECONDS) * 1e9
        kept = [
            file
            for file in inputs.files
            if file.stamp
            and (
                is_remote(file.path) or self.seen.get(file.key) == file.stamp or (not self.seen and file.stamp[1] < old)
            )
        ]
        self.seen = {file.key: file.stamp for file in inputs.files}
        return replace(inputs, files=kept)


class _Told(Silent):
    """Speaks only where something is done."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.done, self.say = listener.done, listener.say  # type: ignore[method-assign]

    def end(self, summary: Summary) -> None:
        """The summary, where there is something to tell."""
        if summary.new or summary.changed or summary.pruned:
            self.listener.end(summary)


def watch_files(
    paths: Iterable[Path | str],
    db: Path,
    options: Options,
    listener: Listener,
    *,
    rounds: int | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Ingest again and again, with a pause between; ends with Ctrl-C, or after so many rounds."""
    whole, told, given = Whole(), _Told(listener), list(paths)
    count = 0
    while rounds is None or count < rounds:
        count += 1
        try:
            summary = ingest_files(given, db, options, listener=told, keep=whole)
        except ChitieuError as error:
            if "there is no file to read" not in str(error):
                raise
        else:
            if summary.left:
                return
        options = replace(options, rebuild=False, verify=False)
        if _pauses(pause):
            return


def _pauses(pause: Callable[[float], None]) -> bool:
    """Wait; whether an end was asked for meanwhile."""
    with stopping() as stop:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until and not stop():
            pause(0.1)
        return stop()
