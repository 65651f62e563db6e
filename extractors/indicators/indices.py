"""Indices by name: "Chỉ số … (PAPI)", several of which can share one rank."""

from __future__ import annotations

import regex

from extractors.indicators.words import VALUE, strip_end, word_of

_SHORT = r"(?:PAR[ -]INDEX|PAPI|SIPAS|PCI|DTI|ICT[ -]INDEX)"
_NAME = regex.compile(rf"\b(?:chỉ số|(?<!chỉ số ){_SHORT})\b", regex.IGNORECASE)
#: `các chỉ số`, the first of which is not named behind it.
_ALL = regex.compile(rf"(?:mỗi|từng|các|những) chỉ số(?!\s+{_SHORT})\b", regex.IGNORECASE)
_ABBREVIATION = regex.compile(r"\([^()]{2,30}\)")
_EACH = regex.compile(r"\b(?:mỗi|từng|các|những) chỉ số\b", regex.IGNORECASE)
_JOIN = regex.compile(r"[\s,]*(?:và)?\s*")


def find_indices(left: str, right: str, *, ranked: bool) -> list[str]:
    """The indices whose rank or score a value is: those named last before it, all of them where it is said of each.

    >>> find_indices("Chỉ số PAPI, Chỉ số PCI nằm trong ", " các tỉnh", ranked=True)
    ['Chỉ số PAPI', 'Chỉ số PCI']
    """
    behind = _behind(right) if ranked else []
    names = _names(left)
    if behind or not names:
        return behind
    if _EACH.search(_BREAK.split(right[:_EACH_REACH], 1)[0]) or _EACH.search(left[-_EACH_REACH:]):
        return list(dict.fromkeys(left[s:e] for s, e in names if not _ALL.match(left, max(0, s - 4))))
    gap = left[names[-1][1] :]
    if not ranked and (VALUE.search(gap) or ";" in gap or ". " in gap):
        return []
    first = len(names) - 1
    while first and _JOIN.fullmatch(left[names[first - 1][1] : names[first][0]]):
        first -= 1
    return [left[s:e] for s, e in names[first:]] if ranked or len(names) - first > 1 else []


def _behind(right: str) -> list[str]:
    """The indices named directly behind a value: "tăng 2 bậc Chỉ số PCI"."""
    clause = _BREAK.split(right, 1)[0]
    value = VALUE.search(clause)
    clause = clause[: value.start()] if value else clause
    names = _names(clause)
    near = names and _TO_NAME.fullmatch(clause, 0, names[0][0])
    return [clause[s:e] for s, e in names] if near else []


#: What may stand between a rank and the index it is of.
_TO_NAME = regex.compile(
    r"\s*(?:(?:\p{L}+[, ]+){0,9}(?:về|của|đối với|trong) (?:xếp hạng |bảng xếp hạng )?)?", regex.IGNORECASE
)
_EACH_REACH = 60
_BREAK = regex.compile(r"[;.](?=\s|$)|$")


def _names(left: str) -> list[tuple[int, int]]:
    starts = [m.start() for m in _NAME.finditer(left) if not _inside(left, m.start())]
    ends = [*starts[1:], len(left)][: len(starts)]
    return [(s, _end(left, s, e)) for s, e in zip(starts, ends, strict=True)]


def _inside(left: str, at: int) -> bool:
    return left.rfind("(", 0, at) > left.rfind(")", 0, at)


def _end(left: str, start: int, limit: int) -> int:
    abbreviation = _ABBREVIATION.search(left, start, limit)
    stop = _STOP.search(left, start + 6, limit)
    if abbreviation and (not stop or abbreviation.end() <= stop.start() + 1):
        return int(abbreviation.end())
    end: int = stop.start() if stop else limit
    return start + len(strip_end(left[start:end], "reach", "compare", "lead")[0])


_STOP = regex.compile(rf";|:|\.\s|{VALUE.pattern}|{word_of('index_end').pattern}", regex.IGNORECASE | regex.VERBOSE)
