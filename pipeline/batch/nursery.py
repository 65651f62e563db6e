"""Loaded once by the server that workers are forked from, so that each of them is born with what it needs."""

from __future__ import annotations

from pipeline.batch.worker import warm_up

warm_up()
