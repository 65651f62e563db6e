"""How an ingest tells what it does: a bar on a terminal, plain lines in a pipe, JSON for machines."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import click

from pipeline.batch.listener import Listener
from pipeline.batch.summary import Summary
from pipeline.batch.task import Failure

_PAUSE = 5.0  # seconds between two plain lines


def choose_listener(*, as_json: bool) -> Listener:
    """The listener for the standard output and error of this process."""
    if as_json:
        return Events()
    return Bar() if sys.stderr.isatty() else Lines()


def rate(done: int, total: int, seconds: float) -> str:
    """How many a second, and how long it will go on.

    >>> rate(50, 200, 10.0)
    '5.0/s, 30 s left'
    """
    if not done or seconds <= 0:
        return ""
    speed = done / seconds
    left = (total - done) / speed
    return f"{speed:.1f}/s, " + (f"{left:.0f} s left" if left < 120 else f"{left / 60:.0f} min left")


class Lines:
    """Plain lines: one for each file that cannot be used, and now and then how far it is."""

    def __init__(self) -> None:
        self.total = self.count = 0
        self.start = self.last = time.monotonic()

    def begin(self, total: int) -> None:
        """Start to count."""
        self.total, self.count, self.start = total, 0, time.monotonic()
        self.last = self.start

    def grow(self, more: int) -> None:
        """Count on."""
        self.total += more

    def done(self, kind: str, name: str, failure: Failure | None) -> None:
        """Tell of a file that cannot be used, and how far it is."""
        self.count += 1
        if failure:
            self.say(f"{name}: {failure.what}. {failure.remedy}")
        moment = time.monotonic()
        if moment - self.last > _PAUSE:
            self.last = moment
            self.say(f"{self.count} of {self.total}, {rate(self.count, self.total, moment - self.start)}")

    def say(self, line: str) -> None:
        """A line on standard error."""
        click.echo(line, err=True)

    def end(self, summary: Summary) -> None:
        """The summary on standard output."""
        click.echo(str(summary))


class Bar(Lines):
    """A bar with rate and remaining time; lines go above it."""

    def __init__(self) -> None:
        super().__init__()
        self.bar: Any = None

    def begin(self, total: int) -> None:
        """Draw the bar, where there is something to do."""
        super().begin(total)
        if total:
            self.bar = click.progressbar(
                length=total,
                file=sys.stderr,
                show_pos=True,
                item_show_func=lambda name: name,
            )
            self.bar.render_progress()

    def grow(self, more: int) -> None:
        """Make the bar longer."""
        super().grow(more)
        if self.bar:
            self.bar.length = self.total

    def done(self, kind: str, name: str, failure: Failure | None) -> None:
        """Move the bar."""
        self.count += 1
        if failure:
            self.say(f"{name}: {failure.what}. {failure.remedy}")
        if self.bar:
            self.bar.update(1, rate(self.count, self.total, time.monotonic() - self.start))

    def say(self, line: str) -> None:
        """A line in the place of the bar, which is drawn anew under it."""
        if self.bar:
            click.echo("\r\x1b[K", nl=False, err=True)
        super().say(line)
        if self.bar:
            self.bar.render_progress()

    def end(self, summary: Summary) -> None:
        """Take the bar away and print the summary."""
        if self.bar:
            self.bar.render_finish()
            self.bar = None
        super().end(summary)


class Events:
    """One JSON object a line on standard output."""

    def _emit(self, event: str, **values: Any) -> None:
        click.echo(json.dumps({"event": event, **values}, ensure_ascii=False))

    def begin(self, total: int) -> None:
        """`begin` with the number of files to be read."""
        self._emit("begin", total=total)

    def grow(self, more: int) -> None:
        """`grow`: an archive brings more."""
        self._emit("grow", more=more)

    def done(self, kind: str, name: str, failure: Failure | None) -> None:
        """`file` with its outcome, and with reason and remedy where it failed."""
        told = {"reason": failure.reason, "what": failure.what, "remedy": failure.remedy} if failure else {}
        self._emit("file", name=name, outcome=kind, **told)

    def say(self, line: str) -> None:
        """`message`."""
        self._emit("message", text=line)

    def end(self, summary: Summary) -> None:
        """`summary` with the counts."""
        self._emit("summary", **summary.as_row())
