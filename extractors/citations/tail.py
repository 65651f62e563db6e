"""What follows a citation's number: its date and its issuer, in either order."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.citations.issuer import issuer_at
from extractors.citations.pieces import DATE, GAP, date_of
from extractors.rules import enabled
from extractors.text import squeeze

_DATE = regex.compile(rf"{GAP}*,?{GAP}*\(?{DATE}")
_OF = regex.compile(rf"(?i){GAP}*,?\s*(?:của|do)\s+(?:các\s+)?")
#: A body that stands behind the date without `của`.
_BODY = regex.compile(
    rf"{GAP}*,?\s+(?=Ban\s+Chấp|Ban\s+Thường|Ban\s+Bí|Bộ\s+Chính|Hội\s+nghị|Đại\s+hội|Ủy\s+ban|Hội\s+đồng|Quốc\s+hội)"
)


@dataclass(frozen=True, slots=True)
class Tail:
    """Where the citation ends, its date and its issuer as printed."""

    end: int
    date: str | None = None
    issuer: str | None = None


def tail_at(view: str, at: int, end: int) -> Tail:
    """The date and the issuer that stand at `at`.

    >>> view = "18-NQ/TU, ngày 01/8/2007 của Ban Thường vụ Tỉnh ủy về"
    >>> tail_at(view, 8, len(view))
    Tail(end=50, date='2007-08-01', issuer='Ban Thường vụ Tỉnh ủy')
    """
    tail = _with_date(view, Tail(at), end)
    tail = _with_issuer(view, tail, end)
    return tail if tail.date else _with_date(view, tail, end)


def _with_date(view: str, tail: Tail, end: int) -> Tail:
    match = _DATE.match(view, tail.end, end)
    date = date_of(match) if match and enabled("citations.date") else None
    return Tail(match.end(), date, tail.issuer) if match and date else tail


def _with_issuer(view: str, tail: Tail, end: int) -> Tail:
    match = _OF.match(view, tail.end, end) or (_BODY.match(view, tail.end, end) if tail.date else None)
    if match is None or not enabled("citations.issuer"):
        return tail
    span = issuer_at(view, match.end(), end)
    return Tail(span[1], tail.date, squeeze(view[slice(*span)])) if span else tail
