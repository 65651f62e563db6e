"""Indices by name: "Chỉ số … (PAPI)", several of which can share one rank."""

from __future__ import annotations

import regex

from extractors.indicators.words import VALUE, strip_end, word_of

_SHORT = r"(?:PAR[ -]INDEX|PAPI|SIPAS|PCI|DTI|ICT[ -]INDEX)"
_ONLY = regex.compile(rf"\W*(?:chỉ số )?{_SHORT}\W*", regex.IGNORECASE)
#: A colon behind the name of an index.
_LABELLED = regex.compile(r"\s*:")
#: The end of a sentence.
_STOPPED = regex.compile(r"[.?!]\s")
_NAME = regex.compile(rf"\b(?:chỉ số|(?<!chỉ số ){_SHORT})\b", regex.IGNORECASE)
#: `các chỉ số`, the first of which is not named behind it.
_ALL = regex.compile(rf"(?:mỗi|từng|các|những) chỉ số(?!\s+{_SHORT})\b", regex.IGNORECASE)
_ABBREVIATION = regex.compile(r"\([^()]{2,30}\)")
_EACH = regex.compile(r"\b(?:mỗi|từng|các|những) chỉ số\b", regex.IGNORECASE)
_JOIN = regex.compile(r"[\s,]*(?:và)?\s*")


def is_index(text: str) -> bool:
    """Whether the text is the short name of an index and no more.

    >>> is_index("SIPAS"), is_index("Sở Nội vụ")
    (True, False)
    """
    return _ONLY.fullmatch(text) is not None


def find_indices(left: str, right: str, *, ranked: bool) -> list[str]:
    """The indices whose rank or score a value is: those named last before it, all of them where it is said of each.

    >>> find_indices("Chỉ số PAPI, Chỉ số PCI nằm trong ", " các tỉnh", ranked=True)
    ['Chỉ số PAPI', 'Chỉ số PCI']
    """
    behind = _behind(right) if ranked else []
    names = _names(left)
    if behind or not names or (not ranked and _STOPPED.search(left, names[-1][1])):
        return behind
    gap = left[names[-1][1] :]
    if not ranked and _LABELLED.match(gap):
        return [left[s:e] for s, e in names[_first(left, names) :]] if _is_led(gap) else []
    if _EACH.search(_BREAK.split(right[:_EACH_REACH], 1)[0]) or _EACH.search(left[-_EACH_REACH:]):
        return list(dict.fromkeys(left[s:e] for s, e in names if not _ALL.match(left, max(0, s - 4))))
    if not ranked and (VALUE.search(gap) or ";" in gap or ". " in gap):
        return []
    first = _first(left, names)
    return [left[s:e] for s, e in names[first:]] if ranked or len(names) - first > 1 else []


def _first(left: str, names: list[tuple[int, int]]) -> int:
    """Which of the names is the first that is joined to the last."""
    first = len(names) - 1
    while first and _JOIN.fullmatch(left[names[first - 1][1] : names[first][0]]):
        first -= 1
    return first


def _is_led(gap: str) -> bool:
    """Whether between an index with a colon and its score stand words of reaching alone, or its other scores.

    >>> _is_led(": đạt "), _is_led(": đạt 82,15% ("), _is_led(": chủ trì rà soát ")
    (True, True, False)
    """
    pieces = _SCORES.sub(",", gap).split(",")
    return ";" not in gap and not any(strip_end(piece, "reach", "compare", "lead", "change")[0] for piece in pieces)


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
_SCORES = regex.compile(rf"{VALUE.pattern}|\d[\d.,]*/\d+(?:\s+điểm)?|\(", regex.IGNORECASE | regex.VERBOSE)
_EACH_REACH = 60
_BREAK = regex.compile(r"[;.](?=\s|$)|$")


def _names(left: str) -> list[tuple[int, int]]:
    found = [m for m in _NAME.finditer(left) if not _inside(left, m.start())]
    ends = [*(m.start() for m in found[1:]), len(left)][: len(found)]
    return [(m.start(), _end(left, m.start(), m.end(), e)) for m, e in zip(found, ends, strict=True)]


def _inside(left: str, at: int) -> bool:
    return left.rfind("(", 0, at) > left.rfind(")", 0, at)


def _end(left: str, start: int, named: int, limit: int) -> int:
    abbreviation = _ABBREVIATION.search(left, start, limit)
    stop = _STOP.search(left, named, limit)
    if abbreviation and (not stop or abbreviation.end() <= stop.start() + 1):
        return int(abbreviation.end())
    end: int = stop.start() if stop else limit
    return start + len(strip_end(left[start:end], "reach", "compare", "lead")[0])


_STOP = regex.compile(rf";|:|\.\s|{VALUE.pattern}|{word_of('index_end').pattern}", regex.IGNORECASE | regex.VERBOSE)
