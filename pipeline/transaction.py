"""Transactions that wait for their turn: a second writer stands in line instead of failing half-way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database


@contextmanager
def transaction(database: Database) -> Iterator[None]:
    """Everything in the block is written, or nothing; inside another transaction it is part of that one.

    An error in such an inner block is for the outer one, which undoes all. There is no savepoint between them, for
    at each one full-text search writes out what it has gathered.
    """
    if database.conn.in_transaction:
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
