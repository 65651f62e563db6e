"""Bare numbers in a table of targets: the unit stands in its own column, in the head or behind the indicator."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import regex

from extractors.figures.changes import rate_of
from extractors.figures.table_units import IN_BRACKETS, stated_unit, takes_unit, unit_of_head, unit_of_words, with_sign
from extractors.figures.types import Quantity
from extractors.figures.units import Unit
from extractors.lexicon import any_of, load_lexicon
from extractors.numbers import DIGITS, parse_number
from extractors.rules import enabled
from extractors.structure.types import DITTO, Block, Structure

_BARE = regex.compile(
    rf"[^\d|]{{0,24}}?(?P<low>{DIGITS})(?:\s*(?:-|÷|đến)\s*(?P<high>{DIGITS})|(?P<of>/\d{{2}}(?!\d)))?(?:\s+trở\s+(?:lên|xuống))?\s*"
)
_YEAR = regex.compile(r"(?<!\d)20\d\d(?!\d)")
_RANKED = regex.compile(
    r"(?i:(?:vị\s+trí\s+)?xếp\s+hạng|thứ\s+hạng|thứ\s+bậc)\s(?:[^()]*\s)?(?:(?i:chỉ\s+số|chuyển\s+đổi\s+số|cải\s+cách|năng\s+lực)|\(?[A-Z]{3,})(?!\p{L})"
)
_COMMUNE = regex.compile(r"(?:(?:\d+[.)]\s+)?(?:Xã|Phường|Đặc\s+khu|Thị\s+trấn)\s+\p{Lu}|Các\s+(?:xã|phường)(?!\p{L}))")
_PERCENT_HEAD = regex.compile(r"(?:%|phần\s+trăm)\s*\)?\s*$")


@dataclass(frozen=True, slots=True)
class Table:
    """The words of the rows of a table, of the heads of its columns, and the unit that the line above it states."""

    rows: dict[int, dict[int, str]]
    heads: dict[int, str]
    unit: Unit | None = None


def find_tables(structure: Structure, blocks: tuple[Block, ...]) -> dict[int, Table]:
    """The tables of a document by their ordinal; where no head is marked the first row is one."""
    rows: dict[int, dict[int, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    heads: dict[int, dict[int, str]] = defaultdict(dict)
    units: dict[int, Unit | None] = {}
    above = ""
    for block in blocks:
        if block.cell is None:
            above = structure.words_of(block)
            continue
        units.setdefault(block.cell.table, stated_unit(above) if enabled("figures.cell_table_unit") else None)
        words = " ".join(structure.words_of(block).split())
        if words == DITTO:
            words = rows[block.cell.table][block.cell.row - 1].get(block.cell.column, "")
        rows[block.cell.table][block.cell.row][block.cell.column] = words
        if block.cell.heads:
            heads[block.cell.table][block.cell.column] = " ".join(block.cell.heads)
    return {
        t: Table({r: dict(c) for r, c in by.items()}, heads[t] or dict(by[min(by)]), units[t]) for t, by in rows.items()
    }


def bare_quantity(view: str, block: Block, table: Table) -> Quantity | None:
    """The quantity of a cell that holds a number alone, where its column is one of targets and its unit is given."""
    if block.cell is None or not enabled("figures.cell"):
        return None
    match = _BARE.fullmatch(view, block.start, block.end)
    head = table.heads.get(block.cell.column, "")
    if match is None or table.rows[block.cell.row].get(block.cell.column) == head:
        return None
    if view[match.start("low") - 1 : match.start("low")].isalpha():
        return None
    share = _is_share(block.cell.heads, head)
    stated = _stated(table, block, head, match["low"])
    if not share and not stated and not _is_target(head) and not tier_of_column(block.cell.heads):
        return None
    low, high = parse_number(match["low"]), parse_number(match["high"]) if match["high"] else None
    unit = _unit_of(table, block.cell.row, (head, *block.cell.heads)) or _rank_of(table, block.cell.row) or stated
    if low is None or unit is None:
        return None
    end = match.end("high") if match["high"] else match.end("low")
    if unit.kind == "places" and rate_of(row_name(table, block.cell.row)) is None:
        unit = Unit(unit.end, "rank", "rank")  # "hạng" of a row that tells no change is a position
    if match["of"] and unit.kind != "rank":
        return None
    quantity = Quantity(
        start=match.start("low"),
        end=end,
        at=match.start("low"),
        until=end,
        value=low,
        high=high,
        unit=unit.name,
        kind=unit.kind,
        comparator="range" if high is not None else "=",
        rules=("figures.cell_percent",) if share else ("figures.cell", *_rule_of(unit, stated, table)),
    )
    before = [words for column, words in table.heads.items() if column < block.cell.column]
    return with_sign(view, quantity, block.start, head, before)


def _rule_of(unit: Unit, stated: Unit | None, table: Table) -> tuple[str, ...]:
    """The rule by which a unit stands outside the row of a cell."""
    if unit != stated:
        return ()
    return ("figures.cell_table_unit",) if stated is table.unit else ("figures.cell_head_unit",)


def _stated(table: Table, block: Block, head: str, printed: str) -> Unit | None:
    """The unit of a cell that the head of its column or the line above the table says.

    A row of ordinals has none, and no table that reckons a sum.
    """
    if block.cell is None or _heads("not").search(head) or not row_name(table, block.cell.row):
        return None
    if any(_heads("reckoned").search(words) for words in table.heads.values()):
        return None
    if enabled("figures.cell_head_unit") and (unit := unit_of_head(head)) and unit.kind != "percent":
        return unit
    return table.unit if table.unit and takes_unit(head, printed, unit=table.unit) else None


def _is_target(head: str) -> bool:
    """Whether a column is one of targets or results: its head names a year or says so, and is no cost or score."""
    if _heads("not").search(head):
        return False
    return bool(_YEAR.search(head) or _heads("target").search(head))


def _is_share(heads: tuple[str, ...], head: str) -> bool:
    """Whether one of the heads of a column ends in `%`: what stands in it are shares, unless a word says scores."""
    shares = any(_PERCENT_HEAD.search(text) for text in heads) and enabled("figures.cell_percent")
    return shares and not _heads("score").search(head)


def tier_of_column(heads: tuple[str, ...]) -> str | None:
    """The tier that is the head of a column (`Thành phố`, `Xã`): what stands in it is of that tier."""
    if not enabled("figures.cell_level"):
        return None
    return next((tier for text in heads if (tier := _tiers().get(IN_BRACKETS.sub("", text).strip().lower()))), None)


def tier_of_row(name: str) -> str | None:
    """`commune` where a commune heads the row: `Xã Bình An`, `Phường Hồng Hà`."""
    return "commune" if _COMMUNE.match(name) and enabled("figures.row_level") else None


@cache
def _tiers() -> dict[str, str]:
    return {row["form"].lower(): row["level"] for row in load_lexicon("levels") if row["use"] == "column"}


def role_of_column(head: str) -> str | None:
    """The role of what a column holds, where its head says it: reached already, or the money for a task."""
    if not enabled("figures.cell_role"):
        return None
    if _heads("budget").search(head):
        return "other"
    reached = _heads("result").search(head) or _done().match(head)
    return "result" if reached and not _heads("plan").search(head) else None


@cache
def _done() -> regex.Pattern[str]:
    """A head that says "done" and the year: `Thực hiện 2023`, `TH (2023)`."""
    forms = [row["form"] for row in load_lexicon("column_heads") if row["use"] == "done"]
    return regex.compile(rf"{any_of(forms)}\s*[(:]?\s*(?:năm\s+)?20\d\d(?!\s*[-–]\s*20\d\d)", regex.IGNORECASE)


@cache
def _heads(use: str) -> regex.Pattern[str]:
    forms = [row["form"] for row in load_lexicon("column_heads") if row["use"] == use]
    return regex.compile(rf"(?<!\p{{L}}){any_of(forms)}(?!\p{{L}})", regex.IGNORECASE)


def row_name(table: Table, row: int) -> str:
    """What a row is about: its first cell with words."""
    cells = table.rows[row]
    return next((cells[c] for c in sorted(cells) if len(cells[c].split()) > 1), "")


def _unit_of(table: Table, row: int, heads: tuple[str, ...]) -> Unit | None:
    """The unit of a row: from the column of units, from the heads of the column, from the indicator's brackets."""
    cells = table.rows[row]
    for column, words in table.heads.items():
        named = _heads("unit").search(words) or words.lower() in ("đơn vị", "đv")
        if named and column in cells and (unit := unit_of_words(cells[column])):
            return unit
    for words in (*heads, *(cells[c] for c in sorted(cells))):
        if unit := unit_of_head(words):
            return unit
    return None


def _rank_of(table: Table, row: int) -> Unit | None:
    """The unit of a row that is the position of an index: `Xếp hạng chỉ số PCI`."""
    ranked = _RANKED.match(row_name(table, row)) if enabled("figures.cell_rank") else None
    return Unit(0, "rank", "rank") if ranked else None
