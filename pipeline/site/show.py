"""Values as people write them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pipeline.site.words import words_in

_SIGNS = {">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "≈ "}


def show_number(value: float, language: str = "vi") -> str:
    """A number with the separators of the language.

    >>> show_number(1234.5), show_number(90.0), show_number(1234.5, "en")
    ('1.234,5', '90', '1,234.5')
    """
    text = f"{value:,.10g}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def show_value(row: Mapping[str, Any], language: str = "vi") -> str:
    """Comparator, value and unit of a figure, with a sign where it is a change.

    >>> show_value({"comparator": ">=", "value": 90.0, "unit": "percent"})
    '≥ 90%'
    >>> show_value({"comparator": "=", "value": 10.0, "unit": "percent", "change": "decrease", "baseline": "2021"})
    '−10% so với 2021'
    >>> show_value({"comparator": ">=", "value": 10.0, "unit": "percent", "change": "decrease"})
    'giảm ≥ 10%'
    """
    words = words_in(language)
    number = show_number(row["value"], language)
    if row.get("value_high") is not None:
        number += f"–{show_number(row['value_high'], language)}"
    text = _sign(row["comparator"], row.get("change"), language) + number + show_unit(row["unit"], language)
    if row.get("per"):
        text += f" {words('per.' + row['per'])}"
    if row.get("baseline"):
        text += f" {words('since')} {show_date(row['baseline'])}"
    return text


def _sign(comparator: str, change: str | None, language: str) -> str:
    """What stands before a number: a sign for a change, a word where it has a comparator besides."""
    sign = _SIGNS.get(comparator, "")
    if not change:
        return sign
    if sign:
        return f"{words_in(language)('change.' + change)} {sign}"
    return {"increase": "+", "decrease": "−"}[change]


def show_unit(unit: str, language: str = "vi") -> str:
    """What follows a number: nothing for a rank, the sign for percent, a blank and the word for the rest."""
    if unit == "rank":
        return ""
    return "%" if unit == "percent" else f" {words_in(language)('unit.' + unit)}"


def show_date(date: str) -> str:
    """An EDTF interval with a dash."""
    return date.replace("/", "–")


def show_read(row: Mapping[str, Any], language: str = "vi") -> str:
    """What the program had read of a fact that a reader has changed; empty where nobody has.

    >>> row = {"comparator": ">=", "value": 95.0, "unit": "percent", "read_as": '{"value": 90.0}'}
    >>> show_read(row), show_read({"read_as": '{"body": "Sở Mẫu"}'}), show_read({"read_as": None})
    ('≥ 90%', 'body: Sở Mẫu', '')
    """
    read = json.loads(row.get("read_as") or "{}")
    shown = {*read} & {"comparator", "value", "value_high", "unit", "change", "per", "baseline"}
    parts = [show_value({**row, **read}, language)] if shown else []
    parts += [f"{name}: {'∅' if value is None else value}" for name, value in read.items() if name not in shown]
    return ", ".join(parts)
