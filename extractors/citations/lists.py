"""Citations in a list share what is printed once: the date, the issuer."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.citations.draft import Draft
from extractors.rules import enabled

_JOINED = regex.compile(r"(?i)\s*(?:,|;|và|,\s*và|cùng(?:\s+với)?|hoặc)\s*(?:các\s+)?")
_YEAR = regex.compile(r"/((?:19|20)\d\d)/")


def shared(view: str, drafts: list[Draft]) -> list[Draft]:
    """The drafts (in order), a date or issuer printed once behind a list given to all that it holds for."""
    done = list(drafts)
    for i in range(len(done) - 2, -1, -1):
        left, right = done[i], done[i + 1]
        if left.number and right.number and _JOINED.fullmatch(view[left.end : max(left.end, right.start)]):
            done[i] = _with_issuer(_with_date(left, right), right)
    return done


def _with_date(left: Draft, right: Draft) -> Draft:
    if left.date or left.issuer or not right.date or not enabled("citations.shared_date"):
        return left
    alike = left.doc_type == right.doc_type or left.sign == right.sign
    year = _YEAR.search(left.number or "")
    return replace(left, date=right.date) if alike and (not year or year[1] == right.date[:4]) else left


def _with_issuer(left: Draft, right: Draft) -> Draft:
    if left.issuer or not right.issuer or left.sign != right.sign or not enabled("citations.shared_issuer"):
        return left
    return replace(left, issuer=right.issuer)
