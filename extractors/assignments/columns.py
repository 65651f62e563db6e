"""Columns of tables whose heads say the role of the bodies in them."""

from __future__ import annotations

from collections import defaultdict

import regex

from extractors.assignments.words import role_of_heads
from extractors.reading import Reading

_SPANNING = regex.compile(r"(?i)(?:phân\s+công|trách\s+nhiệm|đơn\s+vị|cơ\s+quan|thực\s+hiện)")


def column_roles(reading: Reading) -> dict[tuple[int, int], str]:
    """The role that each column of each table gives, by ordinal of the table and column.

    The heads are those of the first two rows, where a second row of heads stands under the one cell of the first
    that spans it, else those that the cells record.
    """
    rows: dict[int, dict[int, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    recorded: dict[int, dict[int, str]] = defaultdict(dict)
    for block in reading.part.blocks:
        if (cell := block.cell) is None:
            continue
        if cell.row < 2:
            rows[cell.table][cell.row].append((cell.column, reading.view[block.start : block.end]))
        if (role := role_of_heads(cell.heads)) is not None:
            recorded[cell.table][cell.column] = role
    roles: dict[tuple[int, int], str] = {}
    for table, found in rows.items():
        own = {column: role for column, head in enumerate(_heads(found)) if (role := role_of_heads((head,)))}
        roles |= {(table, column): role for column, role in (own or recorded[table]).items()}
    return roles


def _heads(rows: dict[int, list[tuple[int, str]]]) -> list[str]:
    """The heads by column: the first row, with the second in the place of the cell that spans it."""
    first = dict(rows.get(0, []))
    heads = [first.get(column, "") for column in range(max(first, default=-1) + 1)]
    second = [text for _, text in sorted(rows.get(1, []))]
    if len(second) < 2 or any(role_of_heads((text,)) is None for text in second):
        return heads
    spanning = [column for column, head in enumerate(heads) if _SPANNING.search(head)]
    if not spanning:
        return heads
    return heads[: spanning[-1]] + second + heads[spanning[-1] + 1 :]
