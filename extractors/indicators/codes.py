"""Wording to code, by the patterns of `indicator_patterns.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extractors.indicators.phrase import folded
from extractors.lexicon import load_lexicon

#: Put before a wording whose value is a decrease.
DECREASE = "@giảm"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of the patterns: `groups` of which each must occur, `never` of which none may."""

    code: str
    groups: tuple[tuple[str, ...], ...]
    never: tuple[str, ...]
    kind: str

    def fits(self, text: str) -> bool:
        """Whether a folded wording is of this pattern."""
        return all(any(form in text for form in group) for group in self.groups) and not any(
            form in text for form in self.never
        )


@cache
def load_patterns() -> tuple[Pattern, ...]:
    """The patterns in the order in which they are tried."""
    return tuple(
        Pattern(row["code"], _groups(row["pattern"]), tuple(f for g in _groups(row["not"]) for f in g), row["kind"])
        for row in load_lexicon("indicator_patterns")
    )


def _groups(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(f" {form.replace('_', ' ')} " for form in group.split("|")) for group in text.split())


def code_of(wording: str, *, kind: str) -> str | None:
    """The code of a wording; `kind` is `percent`, `rank` (also points of an index) or `count`, which has none.

    >>> code_of("thủ tục hành chính được giải quyết đúng hạn", kind="percent")
    'tthc.on_time'
    >>> code_of("hộ nghèo", kind="percent")
    """
    if kind == "count":
        return None
    text = folded(wording)
    return next((p.code for p in load_patterns() if p.kind in ("", kind) and p.fits(text)), None) or None


def indicator_rows() -> tuple[dict[str, str], ...]:
    """The indicators: code, topic, name_vi, name_en, unit, better, note_vi, note_en."""
    return load_lexicon("indicators")


def topic_rows() -> tuple[dict[str, str], ...]:
    """The topics: topic, name_vi, name_en."""
    return load_lexicon("topics")
