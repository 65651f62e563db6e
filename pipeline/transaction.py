"""Transactions that wait for their turn: a second writer stands in line instead of failing half-way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database


@contextmanager
def transaction(database: Database) -> Iterator[None]:
    """Everything in the block is written, or nothing; inside another transaction it is part of that one."""
    if database.conn.in_transaction:
        with database.atomic():
            yield
        return
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.conn.rollback()
        raise
    else:
        database.conn.commit()
