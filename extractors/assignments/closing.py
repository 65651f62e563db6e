"""The closing article of a document: all bodies that it lists are told to carry the document out."""

from __future__ import annotations

import regex

from extractors.assignments.chains import Chain
from extractors.assignments.duty import Duty
from extractors.assignments.words import GOVERNOR
from extractors.assignments.work import Work
from extractors.rules import enabled

_PAPER = r"(?:Quyết\s+định|Nghị\s+quyết|Kế\s+hoạch|Chỉ\s+thị|Quy\s+chế|Quy\s+định|Chương\s+trình|Đề\s+án|Thông\s+tư)"
_CARRY_OUT = regex.compile(
    rf"(?:có|chịu)\s+trách\s+nhiệm\s+(?:(?:tổ\s+chức|triển\s+khai)\s+)?(?:thi\s+hành(?!\p{{L}})|thực\s+hiện\s+{_PAPER}\s+này)"
)
#: What makes the words before a row more than a list of bodies.
_MORE = regex.compile(
    r"(?<!\p{L})(?:giao|yêu\s+cầu|đề\s+nghị|căn\s+cứ|theo|trên\s+cơ\s+sở)(?!\p{L})|\.\s", regex.IGNORECASE
)
#: No list of bodies is longer.
_FAR = 1200


def find_closing(work: Work, chain: Chain, index: int) -> Duty | None:
    """The duty of a row in a list that ends with "chịu trách nhiệm thi hành Quyết định này", `None` elsewhere.

    A member of the list that is no known body, or a remark in brackets, does not hide the others.
    """
    block = work.blocks[index]
    if not enabled("assignments.closing") or block.end - block.start > 2 * _FAR:
        return None
    carried = _CARRY_OUT.search(work.view, chain.end, min(block.end, chain.end + _FAR))
    if carried is None or _MORE.search(work.view, chain.end, carried.start()):
        return None
    if _MORE.search(work.view, block.start, chain.start) or GOVERNOR.search(work.view, block.start, chain.start):
        return None
    return Duty("implement", "assignments.closing", block.start, carried.end())
