"""Positions in a league table and places gained."""

from __future__ import annotations

import regex

from extractors.figures.types import Numeral
from extractors.figures.words import words_for
from extractors.numbers import parse_ordinal
from extractors.rules import enabled

_GROUP = regex.compile(
    rf"(?P<in>{words_for('within')}\s+)?(?P<group>{words_for('group')})(?:\s+có)?\s*$", regex.IGNORECASE
)
_LEADING = regex.compile(
    rf"\s*(?:{words_for('league')}|[,;.)]|$|về\s+(?:các\s+)?(?:chỉ\s+số|(?-i:\p{{Lu}}{{2}})))", regex.IGNORECASE
)
_LEAD = words_for("ordinal")
_ORDINAL = regex.compile(rf"(?P<verb>(?:{words_for('rank_verb')}\s+)+)?(?P<lead>{_LEAD})\s*$", regex.IGNORECASE)
_EVENT = regex.compile(rf"{words_for('event')}\s+thứ\s*$", regex.IGNORECASE)
_WEEKDAY = regex.compile(r"[^.;]{0,24}(?:tuần|chủ\s+nhật)", regex.IGNORECASE)
#: Stars of a grade: `hạng 5 sao`.
_STARS = regex.compile(r"\s*sao(?!\p{L})", regex.IGNORECASE)
_TABLE = regex.compile(rf"\s*(?:/\s*\d|{words_for('table')})")
#: `20 tỉnh, thành phố dẫn đầu`.
_BEST = regex.compile(
    rf"(?P<places>\s+{words_for('places')}(?:,\s*thành\s+phố)?)[^.;\d]{{0,30}}?{words_for('leading')}", regex.IGNORECASE
)
_WITHIN = regex.compile(rf"{words_for('within')}(?:\s+(?:số|những))?\s*$", regex.IGNORECASE)
_SPELLED = regex.compile(
    rf"{words_for('rank_verb')}\s+(?:ở\s+)?(?:vị\s+trí\s+)?(?P<quote>thứ\s+(?P<word>\p{{Ll}}+))(?!\p{{L}})",
    regex.IGNORECASE,
)


def group_of(view: str, numeral: Numeral, start: int, end: int) -> tuple[int, int] | None:
    """Where the quote of a rank group stands: `nhóm 30`, `top 10`, `20 tỉnh` of "trong 20 tỉnh dẫn đầu"."""
    if not enabled("figures.rank_group") or numeral.of is not None:
        return None
    match = _GROUP.search(view, max(start, numeral.start - 24), numeral.start)
    if match:
        named = match["group"].lower() != "nhóm" or match["in"]
        return (match.start("group"), numeral.end) if named or _LEADING.match(view, numeral.end, end) else None
    best = _BEST.match(view, numeral.end, end)
    if best and _WITHIN.search(view, max(start, numeral.start - 20), numeral.start):
        return numeral.start, best.end("places")
    return None


def group_before(view: str, at: int, low: int) -> int | None:
    """Where the word of a rank group begins that stands right before `at`, `None` where none does.

    >>> group_before("Top 20", 4, 0)
    0
    """
    match = _GROUP.search(view, max(low, at - 24), at) if enabled("figures.rank_group") else None
    return match.start("group") if match else None


def ordinal_of(view: str, numeral: Numeral, start: int, end: int) -> tuple[int, int] | None:
    """Where the quote of a rank stands: `thứ 33/63`, `hạng 12`, `21/63` behind "xếp"."""
    if not enabled("figures.rank"):
        return None
    before = max(start, numeral.start - 40)
    match = _ORDINAL.search(view, before, numeral.start)
    if match is None or _EVENT.search(view, before, numeral.start) or _WEEKDAY.match(view, numeral.end, end):
        return None
    if _STARS.match(view, numeral.end, end) and enabled("figures.not_grade"):
        return None
    lead = " ".join(match["lead"].lower().split())
    ranked = numeral.of is not None or _TABLE.match(view, numeral.end, end)
    if numeral.of is None and (lead == "xếp" or lead == "hạng" and not match["verb"]):
        return None
    if not (ranked or match["verb"] or lead in ("thứ hạng", "thứ bậc", "xếp hạng")):
        return None
    return (numeral.start if lead == "xếp" else match.start("lead")), numeral.end


def spelled_ranks(view: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """Ranks in words as (start, end, rank): `đứng thứ hai`."""
    if view.find("thứ", start, end) < 0 or not enabled("figures.rank_words"):
        return []
    found = [(m, parse_ordinal(m["word"])) for m in _SPELLED.finditer(view, start, end)]
    return [(m.start("quote"), m.end("quote"), rank) for m, rank in found if rank]
