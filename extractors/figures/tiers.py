"""The tier of those whom a title, a group of rows or a sentence speaks of."""

from __future__ import annotations

import regex

from extractors.contexts import lead_of, titles_over
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
_LEAD = (
    r"(?:(?:đối\s+với|nhóm|khối|đề\s+nghị|giao|yêu\s+cầu|nhiệm\s+vụ\s+của|trách\s+nhiệm\s+của|tại"
    r"|chỉ\s+tiêu|mục\s+tiêu|cho|của)\s+)*"
)
_PLACE = r"(?:\s+(?:trên\s+địa\s+bàn|thuộc|của)\b[^,;:]{0,60})?"
_TITLE = regex.compile(
    rf"(?:[ivx\d.]+\)?\s+|[a-zđ]\)\s+|[-+*]\s*)?{_LEAD}{_THEM}{_PLACE}\W*",
    regex.IGNORECASE | regex.VERBOSE,
)
_CLAUSE = regex.compile(r"[:;]\s+")
#: At the beginning of a clause: `Đối với các xã:`, `Mỗi phường`, `Đơn vị xã`, `Ủy ban nhân dân các xã:`.
_TOPIC = regex.compile(
    rf"""\W*(?:\d{{1,2}}[.)]\s+)?(?:(?:đến|trong|vào|từ)\s+[^,;:.]{{0,25}},\s*)?(?:(?:phấn\s+đấu|bảo\s+đảm|đảm\s+bảo|h[ằà]ng\s+năm)\s*,?\s*)?(?:
      (?:đối\s+với|tại|ở)\s+{_THEM}{_PLACE}\s*[:,]
    | (?:(?:đối\s+với|tại|ở)\s+)?(?:các\s+cơ\s+quan\s+)?cấp\s+(?P<unit>tỉnh)\s*[:,]
    | đơn\s+vị\s+{_UNIT}
    | (?P<each>mỗi)\s+{_UNIT}(?:\s*,\s*(?:{_UNIT}|thành\s+phố))*\s
    | mỗi\s+(?P<unit>trạm\s+y\s+tế)\s
    | {_UNIT}(?:\s*,\s*{_UNIT}|\s+và\s+{_UNIT})*\s+(?:được|đạt|có|phải|đáp\s+ứng|không)\s
    | {_THEM}{_PLACE}\s*:
    | (?=(?:các\s+)?{_BODY}\b){_THEM}\s+(?!và\b|hoặc\b)\p{{L}}
    )""",
    regex.IGNORECASE | regex.VERBOSE,
)
#: `nhiều xã đạt`, `một số phường còn`, `huyện cao nhất`.
_SOME = regex.compile(
    rf"""\b(?:(?:nhiều|một\s+số|những|không\s+ít)\s+{_UNIT}(?:\s*,\s*{_UNIT})*\s+(?:(?:có|đạt|mới|chưa|còn|chỉ)\b(?:(?!(?:cao|thấp)\s+nhất)[^;:])*)?
    | (?<!\p{{L}}){_UNIT}(?:\s*,\s*{_UNIT})*\s+có\s+(?:tỷ\s+lệ|tỉ\s+lệ|số\s+(?:hộ|người))\b[^;:.,]*
    | {_UNIT}\s+(?:cao|thấp)\s+nhất\b[^,;:]*)$""",
    regex.IGNORECASE | regex.VERBOSE,
)
#: What makes a unit one of its class: `xã nghèo là xã đáp ứng`; hamlets have no tier.
_DEFINED = regex.compile(
    r"\blà\s+(?P<unit>xã|phường|thị\s+trấn|huyện|quận|thị\s+xã|tỉnh|thôn|ấp|bản|tổ\s+dân\s+phố)(?:\s*\(\p{L}+\))?\s+(?:đáp\s+ứng|có|đạt|thuộc|nằm)\b",
    regex.IGNORECASE,
)
#: `Tiêu chí phân định xã khu vực III`, `Phân loại phường`.
_CLASSED = regex.compile(
    r"""(?:[ivx\d.]+\)?\s+|[a-zđ]\)\s+|\(\d+\)\s+)?
    (?:(?:tiêu\s+chí|tiêu\s+chuẩn|điều\s+kiện)\s+(?:phân\s+định|phân\s+loại|xác\s+định|công\s+nhận|xếp\s+loại)
    | phân\s+định|phân\s+loại|tiêu\s+chí|tiêu\s+chuẩn)
    \s+(?:các\s+)?(?P<unit>xã|phường|huyện)(?!\p{L}|\s+hội|\s*[,/])[^,;]*""",
    regex.IGNORECASE | regex.VERBOSE,
)
#: Procedures of one tier: `Danh mục thủ tục hành chính thuộc thẩm quyền giải quyết của cấp xã`.
_PROCEDURES = regex.compile(r"thủ\s+tục\s+hành\s+chính\b.*\bcấp\s+(?P<unit>tỉnh|huyện|xã)\W*$", regex.IGNORECASE)
#: Shares that the budgets of several tiers bear.
_BUDGET = regex.compile(
    r"ngân\s+sách\s+(?:cấp\s+)?(?P<unit>tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường)(?!\p{L})", regex.IGNORECASE
)
#: Between a budget and its share.
_SHARE = regex.compile(r"[^\d;.%]{0,60}")
#: A share, with the words that compare it.
_PERCENT = regex.compile(r"(?:\p{L}+\s+){0,2}\d[\d.,]*\s*%")
#: How far before a value its topic may stand.
_REACH = 400
#: How many words of the line above a list are read for what it defines.
_LEADING = 24
_TIERS = {"huyện": "district", "quận": "district", "thị xã": "district", "tỉnh": "province", "thành phố": "province"}
_HAMLETS = frozenset({"thôn", "ấp", "bản", "tổ dân phố"})


def tier_over(reading: Reading, offset: int, sentence: int) -> str | None:
    """The tier that is assessed or addressed at an offset in the sentence that begins at `sentence`."""
    if not enabled("figures.level_over"):
        return None
    block = reading.part.block_at(offset)
    near = max(sentence, offset - _REACH)
    clauses = [m.end() for m in _CLAUSE.finditer(reading.view, near, offset)]
    for start in (*reversed(clauses), sentence, block.start if block else sentence):
        if topic := _TOPIC.match(reading.view, start, offset):
            if topic["each"] and _is_apart(reading.view, clauses[-1] if clauses else sentence, offset):
                break
            return _tier(topic)
    if some := _SOME.search(reading.view, near, offset):
        return _tier(some)
    for title in titles_over(reading, offset):
        if match := _TITLE.fullmatch(title):
            return _tier(match)
    return None


def _is_apart(view: str, clause: int, offset: int) -> bool:
    """Whether a share opens a clause of its own: `Mỗi xã có 01 tổ; 100% trường học …`."""
    parted = view[max(0, clause - 3) : clause].rstrip().endswith(";") and not view[clause:offset].strip()
    return parted and _PERCENT.match(view, offset) is not None


def tier_defined(reading: Reading, offset: int, sentence: int) -> str | None:
    """The tier of the units that the passage defines or whose procedures it lists, of figures of any kind."""
    if not enabled("figures.level_defined"):
        return None
    found = _DEFINED.search(reading.view, max(sentence, offset - _REACH), offset)
    block = reading.part.block_at(offset)
    if found is None and block is not None:
        found = _DEFINED.search(lead_of(reading.part, block, reading.view, last=_LEADING))
    titles = [] if found else titles_over(reading, offset)
    for title in titles:
        if found := _DEFINED.search(title) or _CLASSED.fullmatch(title) or _PROCEDURES.search(title):
            break
    return _tier(found) if found else None


def tier_of_budget(reading: Reading, offset: int) -> str | None:
    """The tier whose budget bears a share, where the passage names the budget of another tier too."""
    block = reading.part.block_at(offset)
    if block is None or not enabled("figures.level_budget"):
        return None
    first, last = max(block.start, offset - _REACH), min(block.end, offset + _REACH)
    tiers = [(m.start(), _tier(m)) for m in _BUDGET.finditer(reading.view, first, last)]
    before = [(at, tier) for at, tier in tiers if at < offset]
    if not before or len({tier for _, tier in tiers}) < 2:
        return None
    at, tier = before[-1]
    return tier if _SHARE.fullmatch(reading.view, at, offset) else None


def _tier(match: regex.Match[str]) -> str | None:
    """The tier of the units that a match names, `None` where they are of two."""
    units = {" ".join(unit.lower().split()) for unit in match.captures("unit")}
    tiers = {_TIERS.get(unit, "commune") for unit in units}
    return tiers.pop() if len(tiers) == 1 and not units & _HAMLETS else None
