"""Lengths of time that bound a duty."""

from __future__ import annotations

import regex

from extractors.indicators.clauses import clause_before, closed, end_of
from extractors.indicators.words import strip_end
from extractors.rules import enabled

_TERMS = ("trong", "thời hạn", "thời gian", "trong vòng", "chậm nhất", "sau")
_TERM = regex.compile(rf"(?:\b(?:{'|'.join(_TERMS)})\s*)+$", regex.IGNORECASE)
_SINCE = regex.compile(
    r"[\s,]*(?:kể từ|tính từ|từ ngày|sau khi|từ khi|sau ngày)[^,;.]*(?:,\s*|(?=[;.]|$))", regex.IGNORECASE
)


def term_of(left: str, right: str) -> str:
    """What has to be done within a length of time, "" where the length bounds nothing.

    >>> term_of("Trong thời hạn", ", kể từ ngày nhận đơn, Sở A trả lời.")
    'thời hạn Sở A trả lời'
    """
    if not enabled("figures.subject_term") or not strip_end(left, "compare", "bound")[0].lower().endswith(_TERMS):
        return ""
    since = _SINCE.match(right)
    rest = right[since.end() :] if since else right.lstrip(" ,")
    done = closed(rest[: end_of(rest)]) if rest.strip(" ,;.") else ""
    return f"thời hạn {done or _duty_before(left)}".rstrip()


def _duty_before(left: str) -> str:
    clause = strip_end(clause_before(left)[0], "compare", "bound")[0]
    return str(_TERM.sub("", clause)).strip(" ,")
