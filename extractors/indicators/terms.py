"""Lengths of time that bound a duty."""

from __future__ import annotations

import regex

from extractors.indicators.clauses import clause_before, closed, end_of
from extractors.indicators.words import word_of
from extractors.rules import enabled

_TERM = regex.compile(
    r"(?:\b(?:trong vòng|trong|thời hạn|thời gian|chậm nhất|sau)\s*)+"
    r"(?:(?:không quá|tối đa|tối thiểu|ít nhất|là)\s*)*$",
    regex.IGNORECASE,
)
_LENGTH = regex.compile(r"\d\s*(?:ngày|giờ|tháng|tuần)\b", regex.IGNORECASE)
_CLAUSE = regex.compile(r",\s+")
_WORD = regex.compile(r"\p{L}{2}")
_SINCE = regex.compile(
    r"[\s,]*(?:kể từ|tính từ|từ ngày|sau khi|từ khi|sau ngày)[^,;.]*(?:,\s*|(?=[;.]|$))", regex.IGNORECASE
)


def term_of(left: str, right: str) -> str:
    """What has to be done within a length of time, "" where the length bounds nothing.

    >>> term_of("Trong thời hạn", ", kể từ ngày nhận đơn, Sở A trả lời.")
    'Sở A trả lời'
    >>> term_of("Sở A trả lời đơn trong thời hạn", " kể từ ngày nhận.")
    'Sở A trả lời đơn'
    """
    if not enabled("figures.subject_term") or not _TERM.search(left):
        return ""
    before = str(_TERM.sub("", left)).rstrip()
    told = "" if not before or before[-1] in ",;.:" else _duty_before(left)
    return told or _duty_behind(right) or _duty_before(left) or _heading(left) or "thời hạn"


def _duty_behind(right: str) -> str:
    """What is done behind the length of time, up to the clause of the next length."""
    since = _SINCE.match(right)
    rest = right[since.end() :] if since else right.lstrip(" ,")
    done = rest[: end_of(rest)]
    length = _LENGTH.search(done)
    if length and (comma := done.rfind(", ", 0, length.start())) > 0:
        done = done[:comma]
    done = closed(done)
    return done if _WORD.search(done) else ""


def _heading(left: str) -> str:
    """What stands before the colon that leads to the length of time."""
    head, colon, _ = left.rpartition(": ")
    return clause_before(head)[0].strip(" ,-+") if colon else ""


def _duty_before(left: str) -> str:
    """What is done before the length of time, from the clause behind the length before it."""
    duty = str(_TERM.sub("", clause_before(left)[0])).strip(" ,")
    at = max((match.end() for match in _LENGTH.finditer(duty)), default=0)
    duty = duty[duty.rfind(", ", at) + 1 :] if at else duty
    clauses = [match.start() for match in _CLAUSE.finditer(duty) if word_of("duty", "action").match(duty, match.end())]
    duty = duty[clauses[-1] :] if clauses else duty
    return duty.strip(" ,-+") if _WORD.search(duty) else ""
