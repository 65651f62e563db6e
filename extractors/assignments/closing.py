"""The closing article of a document: all bodies that it lists are told to carry the document out."""

from __future__ import annotations

from extractors.assignments.chains import Chain
from extractors.assignments.duty import Duty
from extractors.assignments.members import CARRY_OUT, FAR, MORE
from extractors.assignments.words import GOVERNOR
from extractors.assignments.work import Work
from extractors.rules import enabled


def find_closing(work: Work, chain: Chain, index: int) -> Duty | None:
    """The duty of a row in a list that ends with "chịu trách nhiệm thi hành Quyết định này", `None` elsewhere.

    A member of the list that is no known body, or a remark in brackets, does not hide the others.
    """
    block = work.blocks[index]
    if not enabled("assignments.closing") or block.end - block.start > 2 * FAR:
        return None
    carried = CARRY_OUT.search(work.view, chain.end, min(block.end, chain.end + FAR))
    if carried is None or MORE.search(work.view, chain.end, carried.start()):
        return None
    if MORE.search(work.view, block.start, chain.start) or GOVERNOR.search(work.view, block.start, chain.start):
        return None
    return Duty("implement", "assignments.closing", block.start, carried.end())
