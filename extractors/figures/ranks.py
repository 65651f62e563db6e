"""Positions in a league table and places gained."""

from __future__ import annotations

import regex

from extractors.figures.types import Numeral
from extractors.rules import enabled

_GROUP = regex.compile(
    r"(?P<lead>(?P<in>(?:trong|vào|thuộc|lọt|ở|đạt|giữ)\s+)?(?P<group>nhóm|tốp|top))(?:\s+có)?\s*$", regex.IGNORECASE
)
_LEADING = regex.compile(
    r"\s*(?:(?:các|những)\s+)?(?:tỉnh|thành\s+phố|địa\s+phương|đơn\s+vị|nước|quốc\s+gia|đầu|dẫn\s+đầu|đứng\s+đầu|cao|khá|"
    r"tốt|cả\s+nước|toàn\s+quốc|của\s+cả\s+nước|trong|[,;.)]|$)",
    regex.IGNORECASE,
)
_ORDINAL = regex.compile(
    r"(?P<verb>\b(?:xếp|đứng|giữ|đạt|lên|xuống|vị\s+trí|hạng|ở|từ|là|duy\s+trì)\s+(?:ở\s+|vị\s+trí\s+|hạng\s+)*)?"
    r"(?P<lead>thứ(?:\s+(?:hạng|bậc))?|xếp\s+hạng|hạng|vị\s+trí|xếp)\s*$",
    regex.IGNORECASE,
)
_NOT = regex.compile(
    r"\b(?:lần|kỳ\s+họp|khóa|khoá|buổi|tuần|năm|tháng|ngày|con|người|Kỳ\s+họp)\s+thứ\s*$", regex.IGNORECASE
)
_TABLE = regex.compile(r"\s*(?:/\s*\d|(?:cả|toàn)\s+(?:nước|quốc)|trong|khu\s+vực|tỉnh|so\s+với)")
_BEST = regex.compile(
    r"(?P<places>\s+(?:tỉnh,\s*thành\s+phố|tỉnh|địa\s+phương|thành\s+phố|nước|quốc\s+gia))[^.;\d]{0,30}?"
    r"(?:đứng\s+đầu|dẫn\s+đầu|tốp\s+đầu|cao\s+nhất|tốt\s+nhất)",
)
_WITHIN = regex.compile(r"\b(?:trong|vào|thuộc|nằm\s+trong)(?:\s+(?:số|những))?\s*$", regex.IGNORECASE)
_SPELLED = regex.compile(
    r"\b(?:xếp|đứng|giữ|vị\s+trí|xếp\s+hạng)\s+(?:ở\s+)?(?:vị\s+trí\s+)?(?P<quote>thứ\s+(?P<word>nhất|nhì|hai|ba|tư|năm|sáu|bảy|"
    r"tám|chín|mười))(?!\p{L})",
    regex.IGNORECASE,
)
_PLACE = {
    "nhất": 1,
    "nhì": 2,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}


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


def ordinal_of(view: str, numeral: Numeral, start: int, end: int) -> tuple[int, int] | None:
    """Where the quote of a rank stands: `thứ 33/63`, `hạng 12`, `21/63` behind "xếp"."""
    if not enabled("figures.rank"):
        return None
    before = max(start, numeral.start - 40)
    match = _ORDINAL.search(view, before, numeral.start)
    if match is None or _NOT.search(view, before, numeral.start):
        return None
    lead = match["lead"].lower()
    ranked = numeral.of is not None or _TABLE.match(view, numeral.end, end)
    if lead == "xếp" and numeral.of is None:
        return None
    if not (ranked or match["verb"] or lead.startswith(("thứ h", "thứ b", "xếp hạng"))):
        return None
    return (numeral.start if lead == "xếp" else match.start("lead")), numeral.end


def spelled_ranks(view: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """Ranks in words as (start, end, rank): `đứng thứ hai`."""
    if "thứ" not in view[start:end] or not enabled("figures.rank_words"):
        return []
    matches = _SPELLED.finditer(view, start, end)
    return [(m.start("quote"), m.end("quote"), _PLACE[m["word"].lower()]) for m in matches]
