"""Lengths of time that bound a duty."""

from __future__ import annotations

import regex

from extractors.indicators.clauses import clause_before, closed, end_of
from extractors.rules import enabled

_TERM = regex.compile(
    r"(?:\b(?:trong vòng|trong|thời hạn|thời gian|chậm nhất|sau)\s*)+"
    r"(?:(?:không quá|tối đa|tối thiểu|ít nhất|là)\s*)*$",
    regex.IGNORECASE,
)
_WORD = regex.compile(r"\p{L}{2}")
_SINCE = regex.compile(
    r"[\s,]*(?:kể từ|tính từ|từ ngày|sau khi|từ khi|sau ngày)[^,;.]*(?:,\s*|(?=[;.]|$))", regex.IGNORECASE
)


def term_of(left: str, right: str) -> str:
    """What has to be done within a length of time, "" where the length bounds nothing.

    >>> term_of("Trong thời hạn", ", kể từ ngày nhận đơn, Sở A trả lời.")
    'thời hạn Sở A trả lời'
    """
    if not enabled("figures.subject_term") or not _TERM.search(left):
        return ""
    since = _SINCE.match(right)
    rest = right[since.end() :] if since else right.lstrip(" ,")
    done = closed(rest[: end_of(rest)])
    done = done if _WORD.search(done) else ""
    told = done or _duty_before(left)
    return f"thời hạn {told}" if told else _heading(left) or "thời hạn"


def _heading(left: str) -> str:
    """What stands before the colon that leads to the length of time."""
    head, colon, _ = left.rpartition(": ")
    return clause_before(head)[0].strip(" ,-+") if colon else ""


def _duty_before(left: str) -> str:
    return str(_TERM.sub("", clause_before(left)[0])).strip(" ,")
