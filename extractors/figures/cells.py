"""What the row and the column of a table say of a value that fills its cell: its change, its tier, its rank."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.figures.changes import rate_of
from extractors.figures.levels import TIERLESS
from extractors.figures.ranks import group_before
from extractors.figures.tables import Table, role_of_column, row_name, tier_of_column, tier_of_row
from extractors.figures.types import Quantity
from extractors.rules import enabled
from extractors.structure.types import Block

_WORD = regex.compile(r"\p{L}")
#: `Tỷ lệ hộ nghèo giảm bình quân hằng năm`, `Tỷ lệ hộ nghèo giảm (%)`.
_FALLING = regex.compile(
    r"(?<!\p{L})(?:(?P<down>giảm)|tăng)(?:\s+thêm)?(?:\s+(?:bình\s+quân|trung\s+bình|hằng\s+năm|hàng\s+năm|mỗi\s+năm))*\s*(?:\([^()]*\)\s*)?$",
    regex.IGNORECASE,
)
#: `Giảm tỷ lệ hộ nghèo`, which is a level where it is not said to be of each year.
_FALL = regex.compile(r"\s*(?:mức\s+)?(?P<down>giảm|kéo\s+giảm)\s", regex.IGNORECASE)
_A_YEAR = regex.compile(
    r"/\s*(?:1\s+)?năm(?!\p{L})|bình\s+quân\s+(?:hằng\s+|hàng\s+|mỗi\s+)?năm|(?:hằng|hàng|mỗi)\s+năm", regex.IGNORECASE
)


def in_cell(view: str, quantity: Quantity, block: Block, table: Table) -> Quantity:
    """The quantity, where it fills its cell with the change of its row, the tier and the role of its column."""
    if block.cell is None:
        return quantity
    if quantity.kind == "rank":
        quantity = _in_group(view, quantity, block)
    if _WORD.search(view[block.start : quantity.start] + view[quantity.end : block.end]):
        return quantity
    quantity = _of_column(quantity, block.cell.heads, table.heads.get(block.cell.column, ""))
    if (
        quantity.levels == (None,)
        and quantity.kind not in TIERLESS
        and (tier := tier_of_row(row_name(table, block.cell.row)))
    ):
        quantity = replace(quantity, levels=(tier,), rules=(*quantity.rules, "figures.row_level"))
    return quantity if quantity.kind == "rank" else _of_row(view, quantity, block, table)


def _of_column(quantity: Quantity, heads: tuple[str, ...], head: str) -> Quantity:
    if quantity.role is None and (role := role_of_column(head)):
        quantity = replace(quantity, role=role, rules=(*quantity.rules, "figures.cell_role"))
    tier = tier_of_column(heads) if quantity.levels == (None,) and quantity.kind not in TIERLESS else None
    return replace(quantity, levels=(tier,), rules=(*quantity.rules, "figures.cell_level")) if tier else quantity


def _in_group(view: str, quantity: Quantity, block: Block) -> Quantity:
    """`Top 20` in the row of a rank."""
    start = group_before(view, quantity.start, block.start)
    if start is None or quantity.comparator != "=":
        return quantity
    return replace(quantity, start=start, comparator="<=", rules=(*quantity.rules, "figures.rank_group"))


def _of_row(view: str, quantity: Quantity, block: Block, table: Table) -> Quantity:
    """A share or count of a row that is a rate: how much it grows or falls, and whether each year."""
    if quantity.change or not enabled("figures.cell_change") or block.cell is None:
        return quantity
    name = row_name(table, block.cell.row)
    cells = table.rows[block.cell.row]
    yearly = _A_YEAR.search(" | ".join([name, view[quantity.start : quantity.end], *cells.values()])) is not None
    change = rate_of(name) or _change_of(name, yearly=yearly)
    if change is None:
        return quantity
    per = "year" if yearly and quantity.kind == "percent" else None
    return replace(quantity, change=change, per=per, rules=(*quantity.rules, "figures.cell_change"))


def _change_of(name: str, *, yearly: bool) -> str | None:
    """`decrease` or `increase` for the name of a row that ends in the verb, or begins with it and is of each year.

    >>> _change_of("Tỷ lệ hộ nghèo giảm bình quân", yearly=False), _change_of("Giảm tỷ lệ hộ nghèo", yearly=True)
    ('decrease', 'decrease')
    """
    match = _FALLING.search(name) or (_FALL.match(name) if yearly else None)
    if match is None:
        return None
    return "decrease" if match["down"] else "increase"
