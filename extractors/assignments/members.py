"""The members of the list in a closing article, those among them that no lexicon knows."""

from __future__ import annotations

import regex

from extractors.reading import Mention
from extractors.rules import enabled
from extractors.text import squeeze

_PAPER = r"(?:Quyết\s+định|Nghị\s+quyết|Kế\s+hoạch|Chỉ\s+thị|Quy\s+chế|Quy\s+định|Chương\s+trình|Đề\s+án|Thông\s+tư)"
CARRY_OUT = regex.compile(
    rf"(?:(?:có|chịu)\s+trách\s+nhiệm\s+(?:(?:tổ\s+chức|triển\s+khai)\s+)?(?:thi\s+hành(?!\p{{L}})|thực\s+hiện\s+{_PAPER}\s+này)"
    rf"|căn\s+cứ\s+{_PAPER}(?:\s+này)?\s*,?\s+(?:tổ\s+chức\s+|triển\s+khai\s+)?(?:thi\s+hành|thực\s+hiện)(?!\p{{L}}))"
)
_ANYONE = r"(?:cơ\s+quan|đơn\s+vị|địa\s+phương|tổ\s+chức|doanh\s+nghiệp|tập\s+thể|cá\s+nhân)"
#: A member of such a list that no lexicon knows: "các tổ chức, cá nhân có liên quan", "các quỹ tín dụng nhân dân".
_MEMBER = regex.compile(
    rf"(?:[,;]\s*(?:và\s+)?|\s+và\s+)(?P<body>(?i:các|những|toàn\s+thể)\s+{_ANYONE}(?:(?:\s*,\s*|\s+và\s+){_ANYONE})*(?:\s+có)?\s+liên\s+quan"
    r"|(?i:các|những|toàn\s+thể)\s+\p{Ll}+(?:\s+(?!và\s)[^\s,;.()]+){0,11})(?=\s*[,;]|\s+và\s|\s+(?:có|chịu)\s+trách|\s+căn\s+cứ)"
)
#: What makes the words before a row more than a list of bodies.
MORE = regex.compile(
    r"(?<!\p{L})(?:giao|yêu\s+cầu|đề\s+nghị|căn\s+cứ|theo|trên\s+cơ\s+sở)(?!\p{L})|\.\s", regex.IGNORECASE
)
#: No list of bodies is longer.
FAR = 1200


def with_unknown_members(view: str, start: int, end: int, mentions: list[Mention]) -> list[Mention]:
    """The bodies of a block, with the members of a closing list that no lexicon knows.

    >>> text = "Sở Y tế và các tổ chức, cá nhân liên quan chịu trách nhiệm thi hành Quyết định này."
    >>> [m.name for m in with_unknown_members(text, 0, len(text), [Mention(0, 7, "Sở Y tế", "entity")])]
    ['Sở Y tế', 'các tổ chức, cá nhân liên quan']
    """
    if not mentions or end - start > 2 * FAR or not enabled("assignments.closing_member"):
        return mentions
    carried = CARRY_OUT.search(view, mentions[-1].end, end)
    if carried is None or MORE.search(view, mentions[0].start, carried.start()):
        return mentions
    found = _MEMBER.finditer(view, mentions[0].end, carried.start() + 10)
    free = [
        m.span("body") for m in found if all(m.end("body") <= k.start or k.end <= m.start("body") for k in mentions)
    ]
    return sorted(mentions + [Mention(s, e, squeeze(view[s:e]), "closing") for s, e in free], key=lambda m: m.start)
