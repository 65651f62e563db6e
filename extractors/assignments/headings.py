"""Headings that name an addressee: the body is the subject of the duties under it."""

from __future__ import annotations

from itertools import pairwise

import regex

from extractors.assignments.chains import Chain
from extractors.assignments.duty import Duty
from extractors.assignments.predicate import find_predicate
from extractors.assignments.work import Work
from extractors.rules import enabled
from extractors.structure.types import Block, Section

_LEAD_IN = regex.compile(
    r"\s*(?:(?:cấp\s+(?:tỉnh|thành\s+phố|huyện|xã)\s*\(\s*)|(?:trách\s+nhiệm|nhiệm\s+vụ|phân\s+công\s+trách\s+nhiệm|nhiệm\s+vụ\s+cụ\s+thể)\s+(?:của\s+)?|đối\s+với\s+|về\s+phía\s+|(?P<order>giao|đề\s+nghị|yêu\s+cầu)\s+(?:cho\s+)?)?",
    regex.IGNORECASE,
)
_LEFT = regex.compile(
    r"\s*(?:\([^()]{0,200}\))?\s*(?:có\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|thực\s+hiện(?:\s+(?:các\s+)?(?:nhiệm\s+vụ|nội\s+dung)(?:\s+sau)?)?|như\s+sau|sau|[:.;,)\s])*"
)
#: What says which body is meant, or that duties follow, before the colon.
_QUALIFIED = regex.compile(
    r"(?:\s+(?:đến|có\s+quyền\s+hạn|có\s+nhiệm\s+vụ|là\s+cơ\s+quan|là\s+đơn\s+vị|được\s+giao)\b[^:.;]{0,160}|\s*\([^()]{0,200}\)[^:.;]{0,60}):\s*"
)
#: In a heading: "Thủ trưởng sở, ngành trong Hội đồng …".
_MEMBERS = regex.compile(r"\s+(?:trong|thuộc|là\s+thành\s+viên|có\s+đại\s+diện)\b[^.;:]{0,120}[:.]?\s*")
#: In a title: "Trách nhiệm của các đơn vị sử dụng tài sản công".
_TITLED = regex.compile(r"\s*(?:trách\s+nhiệm|nhiệm\s+vụ)", regex.IGNORECASE)
_IN_MATTER = regex.compile(
    r"\s+(?:được|sử\s+dụng|quản\s+lý|tham\s+gia|trực\s+tiếp|nơi|khi|đối\s+với|về|trong|có)\b[^.;:]{1,160}[:.]?\s*"
)
#: The last of several addressees, which is no known body: "Sở A, Báo B và mạng lưới loa xã:".
_LAST = regex.compile(r"(?:\s*,|\s+và)(?:\s+\p{L}+){2,8}\s*:\s*")
#: The same behind one addressee: "UBND các xã, đặc khu Hòn Bàu:".
_LAST_OF_TWO = regex.compile(
    r"(?:\s*,|\s+và)\s+(?:các|đặc\s+khu|thành\s+phố|phường|xã|mạng\s+lưới|hệ\s+thống|đội|tổ|trạm|đơn\s+vị|tổ\s+chức|cơ\s+quan|doanh\s+nghiệp"
    r"|lực\s+lượng)(?:\s+\p{L}+){1,8}\s*:\s*"
)
#: Members of the list of addressees between two rows that are no known bodies.
_BETWEEN = regex.compile(r"[^.;:()]{1,120}?(?:,|\svà)\s+")
_BY_CLAUSE = regex.compile(r"(?i:trên\s+cơ\s+sở|căn\s+cứ|theo|trong\s+phạm\s+vi|tùy\s+theo)\s[^.;:]*,\s*")
#: "Bước 1: ".
_STEP = regex.compile(r"(?:Bước|Giai\s+đoạn|Đợt)\s+(?:\d+|[IVX]+)\s*[:.]\s*")
#: Sections whose heading names a subject, not an addressee.
_TOO_HIGH = frozenset({"phan", "chuong", "muc", "phu_luc", "roman"})
#: A heading of so many words is a duty that leads in to others.
_WORDY = 8
#: How many blocks under a heading are looked at.
_REACH = 12


def find_addressee(work: Work, chain: Chain, index: int) -> Duty | None:
    """The duty of the bodies that a heading or a line before a list names, `None` where the block is no such line."""
    view, block = work.view, work.blocks[index]
    first, last = _row_of(work, chain, index)
    lead = _LEAD_IN.match(view, block.start, block.end) if first.start - block.start < 60 else None
    if not enabled("assignments.heading") or lead is None or lead.end() != first.start:
        return None
    left = _QUALIFIED.match(view, last.end, block.end) or _LEFT.match(view, last.end, block.end)
    if left is None or left.end() < block.end:
        member = _MEMBERS.match(view, last.end, block.end) if block.kind == "heading" else None
        member = member or (_IN_MATTER.match(view, last.end, block.end) if _TITLED.match(lead.group()) else None)
        several = first is not last or len(chain.mentions) > 1
        left = member or (_LAST if several else _LAST_OF_TWO).match(view, last.end, block.end)
    if left is None or left.end() < block.end or block.kind in ("cell", "head_cell"):
        return None
    if not _is_heading(work, block):
        return None
    said = find_predicate(view, chain.end, block.end)
    if said is not None and said.role == "advise":
        return Duty("advise", "assignments.heading", block.start, block.end)
    return _duty_below(work, chain, index, ordered=(lead["order"] or "").lower() == "giao")


def _row_of(work: Work, chain: Chain, index: int) -> tuple[Chain, Chain]:
    """The first and the last row of the addressees, more than the row itself where unknown members stand between."""
    rows = work.chains[index]
    if len(rows) < 2 or not enabled("assignments.heading_list") or rows[0].end > rows[-1].start:
        return chain, chain
    gaps = [(one.end, other.start) for one, other in pairwise(rows)]
    listed = all(_BETWEEN.fullmatch(work.view, *gap) and find_predicate(work.view, *gap) is None for gap in gaps)
    return (rows[0], rows[-1]) if listed and chain in rows else (chain, chain)


def _is_heading(work: Work, block: Block) -> bool:
    """Whether what follows stands under the block: it heads a section, or ends in a colon."""
    if work.view[block.start : block.end].rstrip().endswith(":"):
        return True
    if block.section is None:
        return False
    section = work.reading.part.sections[block.section]
    return block.kind == "heading" or (section.start <= block.start <= section.body and block.depth == 0)


def _duty_below(work: Work, chain: Chain, index: int, *, ordered: bool) -> Duty | None:
    """The first duty under the heading that has no subject of its own."""
    block, waiting, taken = work.blocks[index], None, 0
    section = _section_of(work, block)
    if section is not None and section.kind in _TOO_HIGH:
        return None
    for i, below in enumerate(work.blocks[index + 1 : index + 1 + _REACH], start=index + 1):
        if section is not None and below.start >= section.end:
            break
        sentence = work.sentences(i)[0]
        own_subjects = [c for c in work.chains.get(i, []) if _own_subject(work.view, c, below, sentence)]
        if any(_same(c, chain) for c in own_subjects) and waiting is None:
            return None
        if own_subjects:
            own = _section_of(work, below)
            taken = own.end if own is not None and below.section != block.section else below.end
        if below.start < taken or (
            below.kind == "heading" and len(work.view[below.start : below.end].split()) < _WORDY
        ):
            continue
        step = _STEP.match(work.view, *sentence)
        found = find_predicate(work.view, step.end() if step else sentence[0], sentence[1])
        if found is not None:
            alone = ordered and len(chain.mentions) == 1 and found.role not in ("coordinate", "lead")
            return Duty("lead" if alone else found.role, "assignments.heading", *sentence)
        waiting = waiting or Duty("lead" if ordered else "implement", "assignments.heading", *sentence)
    return waiting if ordered or work.view[chain.end : block.end].rstrip().endswith(":") else None


def _same(one: Chain, other: Chain) -> bool:
    """Whether both rows begin with the same body: a title over a clause that names its subject again."""
    return one.mentions[0].name == other.mentions[0].name and enabled("assignments.heading_again")


def _section_of(work: Work, block: Block) -> Section | None:
    return work.reading.part.sections[block.section] if block.section is not None else None


def _own_subject(view: str, chain: Chain, block: Block, sentence: tuple[int, int]) -> bool:
    """Whether a block under the heading begins with a body of its own, or with words that lead in to one."""
    if chain.end > sentence[1]:
        return False
    if chain.start == block.start:
        return True
    led_in = _BY_CLAUSE.fullmatch(view, block.start, chain.start) is not None
    return led_in and find_predicate(view, chain.end, sentence[1]) is not None
