"""The issuing body behind a citation's number or date: `của Ban Chấp hành Trung ương Đảng (Khóa X)`."""

from __future__ import annotations

from functools import cache

import regex

from extractors.citations.draft import type_pattern
from extractors.citations.pieces import TERM
from extractors.lexicon import any_of, load_lexicon

#: No name of a body has more words.
_LONGEST = 18
_WORD = regex.compile(r"[\p{L}\d]+(?:-[\p{L}\d]+)*")
_TERM = regex.compile(TERM)
#: White space, and a dash between two names: `Ban Kinh tế - Ngân sách`.
_GAP = regex.compile(r"\s+-\s+(?=\p{Lu}\p{Ll})|\s*")
_PARAGRAPH_END = regex.compile(r"\n\s*\n")


@cache
def _stop() -> regex.Pattern[str]:
    """Where the name ends: a word that begins something else, or `và` before another document."""
    titles = [form[0].upper() + form[1:] for form in _forms("title")]
    stops = any_of([*_forms("stop", "title"), *titles])
    types = type_pattern()
    other = rf"(?:{stops}|và\s+(?:các|(?i:{types})))(?!\p{{L}})|và\s+\p{{Ll}}|{types}\s+(?:số\b|\d)"
    return regex.compile(other)


@cache
def _closed() -> regex.Pattern[str]:
    """Names that are complete: a small letter behind them begins something else."""
    return regex.compile(any_of(_forms("closed")) + r"$")


def _forms(*kinds: str) -> list[str]:
    return [row["form"] for row in load_lexicon("issuer_stops") if row["kind"] in kinds]


@cache
def _stop_capitals() -> regex.Pattern[str]:
    return regex.compile(_stop().pattern, regex.IGNORECASE)


def issuer_at(view: str, at: int, end: int) -> tuple[int, int] | None:
    """The span of the body's name that begins at `at`, `None` where no name begins there.

    >>> view = "Bộ trưởng Bộ Nông nghiệp và Môi trường về việc công bố"
    >>> view[slice(*issuer_at(view, 0, len(view)))]
    'Bộ trưởng Bộ Nông nghiệp và Môi trường'
    """
    if at >= end or not view[at].isupper():
        return None
    stop = _stop_capitals() if _WORD.match(view, at).group().isupper() and len(view) > at + 1 else _stop()
    last = at
    for _ in range(_LONGEST):
        word = _WORD.match(view, last if last == at else _behind_gap(view, last), end)
        if word is None or (word.start() > at and _ends(view, at, last, word, stop)):
            break
        last = word.end()
    term = _TERM.match(view, _behind_gap(view, last), end)
    return (at, term.end() if term else last) if last > at else None


def _behind_gap(view: str, at: int) -> int:
    match = _GAP.match(view, at)
    return match.end() if match else at


def _ends(view: str, at: int, last: int, word: regex.Match[str], stop: regex.Pattern[str]) -> bool:
    """Whether the name ends before the word: at a stop, or where a new paragraph begins with a capital."""
    if stop.match(view, word.start()) or (word.group()[0].islower() and _closed().search(view, at, last)):
        return True
    gap = view[last : word.start()]
    return "\n" in gap and _PARAGRAPH_END.search(gap) is not None and word.group()[0].isupper()
