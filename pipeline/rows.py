"""Rows of the tables as plain data, which a worker can hand to the one writer; lasting ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SourceRows:
    """The rows of one source by table; `source_id` is the same for files of the same content."""

    source_id: str
    name: str
    tables: dict[str, list[Row]] = field(default_factory=dict)

    def __getitem__(self, table: str) -> list[Row]:
        return self.tables.setdefault(table, [])


def stable_id(*parts: object) -> str:
    """An id that depends on the parts alone: 16 hexadecimal digits.

    >>> stable_id("abc", "figures", 10, 23, 0)
    '47b56a2fd1d77923'
    """
    return sha256(":".join(str(part) for part in parts).encode()).hexdigest()[:16]


def year_of(date: str | None) -> int | None:
    """The year in which an EDTF date or interval ends, or None.

    >>> year_of("2022/2025"), year_of("2024-04/2024-06"), year_of(None)
    (2025, 2024, None)
    """
    last = (date or "").rpartition("/")[2][:4]
    return int(last) if last.isdigit() else None
