"""Which duty a row of bodies has in its sentence: what governs it, what it does, which role that gives."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.assignments.chains import Chain
from extractors.assignments.predicate import Predicate, find_predicate
from extractors.assignments.words import GOVERNOR, LABEL, SUPERIOR, USE_OF, fold, role_of_label
from extractors.rules import enabled

_DONE = regex.compile(r"(?<!\p{L})(?:đã|được|chưa|việc|sự|công\s+tác|quy\s+chế|nhiệm\s+vụ|đại\s+diện|đồng\s+chí|cán\s+bộ|về|theo|nội\s+dung|như)\s*$", regex.IGNORECASE)
_OPENS = regex.compile(
    r"(?:^|[,:;.?!…)”-]|(?<!\p{L})(?:và|thì|mà|nhưng|trong\s+đó|đồng\s+thời|hằng\s+năm|hàng\s+năm|định\s+kỳ|theo\s+đó"
    r"|nay|sau\s+đó|năm\s+\d{4}|khi\s+đó|riêng|về\s+phía|đối\s+với|giao\s+cho))\s*$",
    regex.IGNORECASE,
)
_PARTNER = regex.compile(r"(?<!\p{L})phối\s+hợp(?!\p{L})", regex.IGNORECASE)
_ADDRESSED = regex.compile(r"\s*(?:đối\s+với|về\s+phía)\s*$", regex.IGNORECASE)
_AS_FOLLOWS = regex.compile(r":\s*$|như\s+sau\W*$|sau\s+đây\W*$")
_PAPER = regex.compile(
    r"\s*(?:và\s+\p{L}+\s+\p{L}+\s+)?(?:\p{Lu}\p{L}+\s+\p{L}+\s+(?:này|số)|Nghị\s+quyết|Kế\s+hoạch|Chỉ\s+thị|Quyết\s+định|Chương\s+trình)"
)
_AGENT = frozenset(
    {"quy định", "quyết định", "xem xét", "chịu trách nhiệm", "bảo đảm", "đảm bảo", "thực hiện", "chủ trì"}
)


@dataclass(frozen=True, slots=True)
class Duty:
    """The role of a row of bodies, the rule that found it, and the clause of the duty."""

    role: str
    rule: str
    start: int
    end: int
    #: Whether a word such as "phải" says that it is to be done.
    must: bool = False


def find_duty(view: str, chain: Chain, sentence: tuple[int, int], *, opening: bool = False) -> Duty | None:
    """The duty that a row of bodies has in its sentence, `None` where it has none there.

    `opening` is whether the sentence stands before the first section, where an issuer says what follows.
    """
    start, end = sentence
    label = LABEL.search(view[start : chain.start])
    if label is not None and enabled("assignments.label"):
        return Duty(role_of_label(label["label"]), "assignments.label", start, end)
    governor = GOVERNOR.search(view, start, chain.start)
    if governor is None:
        return _as_subject(view, chain, sentence, opening=opening)
    uses = USE_OF[fold(governor["words"])]
    done = _DONE.search(view, start, governor.start()) is not None
    if "order" in uses:
        return None if done else _ordered(view, chain, end)
    if "urge" in uses:
        return None if done else _urged(view, chain, sentence, governor["words"])
    if "partner" in uses:
        return _partner(chain, sentence) if not done and enabled("assignments.partner") else None
    if "agent" in uses:
        return _agent(view, chain, sentence, governor.start())
    if _ADDRESSED.fullmatch(view, start, governor.end()):
        return _as_subject(view, chain, sentence, opening=False)
    return None


def _ordered(view: str, chain: Chain, end: int) -> Duty | None:
    """The object of Giao: alone and without a partner it leads, else it goes by its verb."""
    if not enabled("assignments.order"):
        return None
    found = find_predicate(view, chain.end, end)
    sole = len(chain.mentions) == 1
    role = found.role if found else "implement"
    if role != "lead" and sole and enabled("assignments.sole") and not _PARTNER.search(view, chain.end, end):
        return Duty("lead", "assignments.sole", chain.start, end)
    return Duty(role, "assignments.order", chain.start, end)


def _urged(view: str, chain: Chain, sentence: tuple[int, int], words: str) -> Duty | None:
    """The body that another is to direct or urge goes by its own verb."""
    found = find_predicate(view, chain.end, sentence[1])
    asked = fold(words) in ("yêu cầu", "đề nghị")
    if not enabled("assignments.urge") or (
        found is None and not (asked and _nothing_left(view, chain.end, sentence[1]))
    ):
        return None
    if words == "đề nghị" and found is not None and SUPERIOR.match(view, found.start, sentence[1]):
        return None
    return Duty(found.role if found else "implement", "assignments.urge", chain.start, sentence[1])


def _nothing_left(view: str, at: int, end: int) -> bool:
    return not view[at:end].strip(" \n:.,;")


def _partner(chain: Chain, sentence: tuple[int, int]) -> Duty:
    return Duty("coordinate", "assignments.partner", *sentence)


def _agent(view: str, chain: Chain, sentence: tuple[int, int], at: int) -> Duty | None:
    """The body by which something is to be done: "Số lượng cụ thể do Thủ trưởng các cơ quan quy định"."""
    found = find_predicate(view, chain.end, sentence[1])
    early = len(view[sentence[0] : at].split()) <= 8 and "," not in view[sentence[0] : at]
    if found is None or not early or not enabled("assignments.agent"):
        return None
    return Duty(found.role, "assignments.agent", *sentence) if fold(view[found.start : found.end]) in _AGENT else None


def _as_subject(view: str, chain: Chain, sentence: tuple[int, int], *, opening: bool) -> Duty | None:
    """The subject of a verb of duty."""
    start, end = sentence
    if not enabled("assignments.subject") or not _OPENS.search(view[start : chain.start].strip()):
        return None
    found = find_predicate(view, chain.end, end)
    if found is None or found.weight == "speak":
        return None
    if opening and (_AS_FOLLOWS.search(view, start, end) or _issues(view, found, end)):
        return None
    return Duty(found.role, "assignments.subject", start, end, found.must)


def _issues(view: str, found: Predicate, end: int) -> bool:
    return _PAPER.match(view, found.end, end) is not None
