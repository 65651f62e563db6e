"""The unit of a table that stands outside its cells: in the line above it, in brackets in the head of a column."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import regex

from extractors.figures.types import Quantity
from extractors.figures.units import MEASURES, Unit, unit_at
from extractors.lexicon import any_of, load_lexicon
from extractors.rules import enabled

IN_BRACKETS = regex.compile(r"\((?:(?:đơn\s+vị|ĐVT)(?:\s+tính)?\s*:\s*)?(?P<unit>[^()\d]{1,40}|[^()]{1,30})\)\s*$")
#: `(Đơn vị tính: triệu đồng)`, `ĐVT: ha` at the end of the line above a table.
_STATED = regex.compile(
    r"(?:^|(?<!\p{L}))(?:đơn\s+vị(?:\s+tính)?|ĐVT)\s*:\s*(?P<unit>[^():;\d]{1,40}?)[\s).*_]*$", regex.IGNORECASE
)
#: A change told by its sign: `Tăng (+), giảm (-)`, `Chênh lệch`.
_SIGNED = regex.compile(r"(?<!\p{L})(?:tăng|giảm|chênh\s+lệch|so\s+(?:sánh|với))(?!\p{L})|\(\s*\+", regex.IGNORECASE)
_SIGN = regex.compile(r"[-–−+]$")
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TWO = 2


def stated_unit(line: str) -> Unit | None:
    """The unit that the line above a table states, `None` where it states none.

    >>> stated_unit("Biểu phân bổ kinh phí (Đơn vị tính: triệu đồng)").name
    'triệu đồng'
    """
    stated = _STATED.search(line)
    return unit_of_words(stated["unit"]) if stated else None


def unit_of_head(head: str) -> Unit | None:
    """The unit in brackets at the end of the head of a column, `None` where none stands there.

    >>> unit_of_head("Chiều dài (km)").name
    'km'
    """
    bracket = IN_BRACKETS.search(head)
    return unit_of_words(bracket["unit"]) if bracket else None


def unit_of_words(words: str) -> Unit | None:
    """The unit that the words are, `None` where they are none.

    >>> unit_of_words("Triệu đồng/người/năm").name
    'triệu đồng/người/năm'
    """
    text = words.strip(" :.").lower() if not words.isupper() else words.strip(" :.")
    unit = unit_at(text, 0, len(text))
    if unit is None or unit.end != len(text) or unit.kind in ("copy", "grade"):
        return None
    return Unit(unit.end, unit.name, unit.kind) if unit.kind in MEASURES else unit


def takes_unit(head: str, printed: str, *, unit: Unit) -> bool:
    """Whether a number in a column is in the unit of its table: no year, no share, no count of something else.

    >>> takes_unit("Tổng mức đầu tư", "1.200", unit=Unit(0, "triệu đồng", "money"))
    True
    >>> takes_unit("Số hộ", "120", unit=Unit(0, "triệu đồng", "money"))
    False
    """
    if not head or _YEAR.fullmatch(printed) or _own().search(head):
        return False
    return unit.kind in ("people", "thing", "open", "place") or _counts().match(head) is None


def with_sign(view: str, quantity: Quantity, start: int, head: str, before: list[str]) -> Quantity:
    """The quantity with the change that the sign before it tells in a column of changes.

    It is against the year that the head names, or the first of two years that the heads of columns `before` name.
    """
    sign = _SIGN.search(view[start : quantity.at].rstrip())
    if sign is None or not _SIGNED.search(head) or not enabled("figures.cell_sign"):
        return quantity
    change = "increase" if sign.group() == "+" else "decrease"
    rules = (*quantity.rules, "figures.cell_sign")
    return replace(quantity, start=start + sign.start(), change=change, baseline=_against(head, before), rules=rules)


def _against(head: str, before: list[str]) -> str | None:
    named = _YEAR.search(head)
    if named:
        return str(named.group())
    years = sorted({year.group() for words in before for year in _YEAR.finditer(words)})
    return str(years[0]) if len(years) == _TWO else None


@cache
def _own() -> regex.Pattern[str]:
    """A head whose column has a unit of its own."""
    return regex.compile(rf"(?<!\p{{L}}){any_of(_heads('own'))}(?!\p{{L}})|%", regex.IGNORECASE)


@cache
def _counts() -> regex.Pattern[str]:
    return regex.compile(rf"\W*{any_of(_heads('count'))}(?!\p{{L}})", regex.IGNORECASE)


def _heads(use: str) -> list[str]:
    return [row["form"] for row in load_lexicon("column_heads") if row["use"] == use]
