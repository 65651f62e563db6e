"""The tier of those whom a title, a group of rows or a sentence speaks of."""

from __future__ import annotations

import regex

from extractors.contexts import titles_over
from extractors.reading import Reading
from extractors.rules import enabled

_UNIT = r"(?P<unit>xã|phường|thị\s+trấn|đặc\s+khu|huyện|quận|thị\s+xã)"
#: `các xã, phường, đặc khu`, `cấp huyện`, `Ủy ban nhân dân các xã`, `Chủ tịch UBND cấp xã`.
_THEM = rf"""(?:các\s+)?(?:(?:chủ\s+tịch|thủ\s+trưởng|người\s+đứng\s+đầu)\s+)?
    (?:(?:ủy\s+ban\s+nhân\s+dân|ubnd|hội\s+đồng\s+nhân\s+dân|hđnd|đảng\s+ủy|cấp\s+ủy|chính\s+quyền)(?:\s*,\s*|\s+và\s+|\s+)){{0,2}}
    (?:(?:các|các\s+đơn\s+vị|đơn\s+vị|địa\s+phương|cấp|đơn\s+vị\s+hành\s+chính\s+cấp|chính\s+quyền\s+địa\s+phương\s+cấp)\s+)?
    {_UNIT}(?!\s+hội)(?:\s*[,/]\s*(?:các\s+)?{_UNIT}|\s+và\s+(?:các\s+)?{_UNIT})*
    (?:\s*,?\s*thành\s+phố(?:\s+(?:thuộc|trực\s+thuộc)\s+(?:tỉnh|thành\s+phố))?)?"""
_BODY = r"(?:chủ\s+tịch|ủy\s+ban|ubnd|hội\s+đồng|hđnd|đảng\s+ủy|cấp\s+ủy|chính\s+quyền)"
_LEAD = r"(?:(?:đối\s+với|nhóm|khối|đề\s+nghị|giao|yêu\s+cầu|nhiệm\s+vụ\s+của|trách\s+nhiệm\s+của|tại)\s+)*"
_PLACE = r"(?:\s+(?:trên\s+địa\s+bàn|thuộc|của)\b[^,;:]{0,60})?"
_TITLE = regex.compile(
    rf"(?:[ivx\d.]+\)?\s+|[a-zđ]\)\s+|[-+*]\s*)?{_LEAD}{_THEM}{_PLACE}\W*",
    regex.IGNORECASE | regex.VERBOSE,
)
_CLAUSE = regex.compile(r"[:;]\s+")
#: At the beginning of a clause: `Đối với các xã:`, `Mỗi phường`, `Đơn vị xã`, `Ủy ban nhân dân các xã:`.
_TOPIC = regex.compile(
    rf"""\W*(?:\d{{1,2}}[.)]\s+)?(?:
      (?:đối\s+với|tại|ở)\s+{_THEM}{_PLACE}\s*[:,]
    | đơn\s+vị\s+{_UNIT}
    | mỗi\s+{_UNIT}(?:\s*,\s*{_UNIT})*\s
    | {_THEM}{_PLACE}\s*:
    | (?=(?:các\s+)?{_BODY}\b){_THEM}\s+(?!và\b|hoặc\b)\p{{L}}
    )""",
    regex.IGNORECASE | regex.VERBOSE,
)
#: `nhiều xã đạt`, `một số phường còn`.
_SOME = regex.compile(
    rf"\b(?:nhiều|một\s+số|những|không\s+ít)\s+{_UNIT}(?:\s*,\s*{_UNIT})*\s+(?:có|đạt|mới|chưa|còn|chỉ)\b[^;:]*$",
    regex.IGNORECASE,
)
#: How far before a value its topic may stand.
_REACH = 400
_DISTRICT = frozenset({"huyện", "quận", "thị xã"})


def tier_over(reading: Reading, offset: int, sentence: int) -> str | None:
    """The tier that is assessed or addressed at an offset in the sentence that begins at `sentence`."""
    if not enabled("figures.level_over"):
        return None
    block = reading.part.block_at(offset)
    near = max(sentence, offset - _REACH)
    clauses = [m.end() for m in _CLAUSE.finditer(reading.view, near, offset)]
    for start in (*reversed(clauses), sentence, block.start if block else sentence):
        if topic := _TOPIC.match(reading.view, start, offset):
            return _tier(topic)
    if some := _SOME.search(reading.view, near, offset):
        return _tier(some)
    for title in titles_over(reading, offset):
        if match := _TITLE.fullmatch(title):
            return _tier(match)
    return None


def _tier(match: regex.Match[str]) -> str | None:
    """The tier of the units that a match names, `None` where they are of two."""
    tiers = {
        "district" if " ".join(unit.lower().split()) in _DISTRICT else "commune" for unit in match.captures("unit")
    }
    return tiers.pop() if len(tiers) == 1 else None
