"""Loaded once by the server that workers are forked from, so that each of them is born with what it needs."""

from __future__ import annotations

from contextlib import suppress

from pipeline.batch.worker import warm_up

with suppress(Exception):  # what is amiss is told of the files that need it
    warm_up()
