"""The names of provinces and centrally run cities in a text."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import regex

from extractors.lexicon import any_of, load_lexicon

_UNIT = r"(?:tỉnh|thành\s+phố|TP\.?|Tỉnh\s+ủy|Thành\s+ủy)"


@cache
def province_forms() -> dict[str, str]:
    """The name of the province for each form in use (short forms in capitals too)."""
    forms: dict[str, str] = {}
    for row in load_lexicon("provinces"):
        for form in (row["name"], *filter(None, row["aliases"].split("|"))):
            forms.setdefault(form, row["name"])
    return forms


@cache
def _patterns() -> tuple[Any, Any, dict[str, str]]:
    forms = province_forms()
    names = any_of(list(forms)).replace(r"\ \-\ ", r"\s*-\s*")
    known = {_key(form): name for form, name in forms.items()}
    anywhere = regex.compile(rf"(?<!\p{{L}})(?P<name>{names})(?!\p{{L}})", regex.IGNORECASE)
    unit = regex.compile(rf"(?<!\p{{L}})(?:{_UNIT})\s+(?P<name>{names})(?!\p{{L}})", regex.IGNORECASE)
    return anywhere, unit, known


def _key(form: str) -> str:
    return " ".join(form.lower().replace("-", " ").replace("–", " ").split())


def find_province(view: str, start: int, end: int, *, bare: bool = False) -> tuple[str, int, int] | None:
    """The province named in a piece of a view and where: the first behind tỉnh or thành phố; `bare` without these too.

    >>> find_province("UBND TỈNH HÀ TĨNH", 0, 17)
    ('Hà Tĩnh', 10, 17)
    """
    anywhere, unit, known = _patterns()
    match = unit.search(view, start, end) or (anywhere.search(view, start, end) if bare else None)
    return (known[_key(match["name"])], match.start("name"), match.end("name")) if match else None


def most_named_province(view: str, start: int, end: int) -> tuple[str, int, int] | None:
    """The province that a piece of a view names most often behind tỉnh or thành phố, and where it does first."""
    _, unit, known = _patterns()
    counted: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    for match in unit.finditer(view, start, end):
        name = known[_key(match["name"])]
        counted[name] += 1
        first.setdefault(name, match.span("name"))
    if not counted:
        return None
    name = max(counted, key=lambda n: (counted[n], -first[n][0]))
    return name, *first[name]
