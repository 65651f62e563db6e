"""Labels in the line or the cell before bodies: "Cơ quan chủ trì:" over "Sở Nội vụ"."""

from __future__ import annotations

import regex

from extractors.assignments.chains import Chain
from extractors.assignments.duty import Duty
from extractors.assignments.predicate import find_predicate
from extractors.assignments.words import LABEL, LABEL_ALONE, role_of_label
from extractors.assignments.work import Work
from extractors.rules import enabled
from extractors.structure.types import Block

#: How many lines of bodies stand under one label.
_REACH = 8
#: "Tổ chức thực hiện:" is the title of a section.
_NAMES_BODY = regex.compile(r"(?i:(?:các\s+)?(?:cơ\s+quan|đơn\s+vị|chủ\s+trì|phối\s+hợp|đầu\s+mối)(?!\p{L}))")
_REST = regex.compile(r"[\s.,;:]*")


def find_labelled(work: Work, chain: Chain, index: int) -> Duty | None:
    """The duty of bodies whose role a label gives in the line or the cell before, `None` where there is none."""
    block = work.blocks[index]
    if index == 0 or not _is_list(work, index) or not enabled("assignments.label_line"):
        return None
    at = index - 1
    while at > index - _REACH and at and work.blocks[at].cell is None and _only_bodies(work, at):
        at -= 1
    role = _role(work, work.blocks[at], block)
    return Duty(role, "assignments.label_line", block.start, block.end) if role else None


def _is_list(work: Work, index: int) -> bool:
    """Whether a block begins with a body and says nothing of what it does."""
    block, rows = work.blocks[index], work.chains.get(index, [])
    begins = bool(rows) and rows[0].start == block.start
    return begins and all(find_predicate(work.view, row.end, block.end) is None for row in rows)


def _only_bodies(work: Work, index: int) -> bool:
    block, rows = work.blocks[index], work.chains.get(index, [])
    return _is_list(work, index) and _REST.fullmatch(work.view, rows[-1].end, block.end) is not None


def _role(work: Work, label: Block, block: Block) -> str | None:
    """The role that a block gives as the label of another: of the line, or of the cell to the left."""
    if (label.cell is None) != (block.cell is None):
        return None
    text = work.view[label.start : label.end].rstrip()
    if label.cell is not None and block.cell is not None:
        beside = (block.cell.table, block.cell.row, block.cell.column - 1)
        if (label.cell.table, label.cell.row, label.cell.column) != beside:
            return None
    found = (LABEL.match(text) or LABEL_ALONE.fullmatch(text)) if _NAMES_BODY.match(text) else None
    return role_of_label(found["label"]) if found else None
