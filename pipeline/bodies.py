"""Bodies as rows: the kind, tier and place that a name itself tells."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

import regex

from extractors.lexicon import load_lexicon
from pipeline.fold import slug
from pipeline.rows import Row
from pipeline.schema import load_rows

#: Words that look like a tier and name none.
_NO_TIER = regex.compile(r"\bxã hội\b", regex.IGNORECASE)


def body_row(id_: str, name: str) -> Row:
    """The row of a body: `kind` by the head of its name, `tier` by the words in it, `place` the province it names.

    >>> body_row("so-noi-vu-tinh-an-giang", "Sở Nội vụ tỉnh An Giang")["place"]
    'An Giang'
    >>> names = ("Các cơ quan, đơn vị", "Đảng bộ tỉnh", "Bộ Nội vụ", "Quận ủy", "các tổ chức chính trị - xã hội tỉnh")
    >>> [body_row("", name)["tier"] for name in names]
    [None, 'province', 'central', 'district', 'province']
    """
    words = f"-{slug(name)}-"
    plain = _NO_TIER.sub(" ", unicodedata.normalize("NFC", name))
    return {
        "id": id_,
        "name": name,
        "kind": next((kind for form, kind in _kinds() if words.startswith(f"-{form}-")), None),
        "tier": next((tier for form, tier in _tiers() if form.search(plain)), None),
        "place": next((place for form, place in _places() if words.endswith(f"-{form}-")), None),
    }


@cache
def _kinds() -> tuple[tuple[str, str], ...]:
    try:
        rows = load_lexicon("bodies")
    except FileNotFoundError:
        return ()
    return _longest_first((slug(row["form"]), row["kind"]) for row in rows)


@cache
def _tiers() -> tuple[tuple[regex.Pattern[str], str], ...]:
    return tuple((_pattern(row["form"]), row["tier"]) for row in load_rows("tiers.csv"))


def _pattern(form: str) -> regex.Pattern[str]:
    """A whole word of a tier; one with a capital counts only so (`Bộ` but not the *bộ* of *Đảng bộ*)."""
    flags = 0 if form != form.lower() else regex.IGNORECASE
    return regex.compile(rf"\b{regex.escape(form)}\b", flags)


@cache
def _places() -> tuple[tuple[str, str], ...]:
    return _longest_first((slug(row["name"]), row["name"]) for row in load_lexicon("provinces"))


def _longest_first(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))
