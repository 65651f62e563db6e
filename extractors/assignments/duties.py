"""Which duty a row of bodies has in its sentence: what governs it, what it does, which role that gives."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.assignments.chains import Chain
from extractors.assignments.duty import NEAR, Duty, opens
from extractors.assignments.predicate import find_predicate
from extractors.assignments.subjects import as_subject, behind_member, behind_unknown, behind_words
from extractors.assignments.words import GOVERNOR, LABEL, SUPERIOR, USE_OF, VERB, fold, role_of_label
from extractors.rules import enabled

_DONE = regex.compile(
    r"(?<!\p{L})(?:đã|được|chưa|trong|việc|sự|công\s+tác|quy\s+chế|nhiệm\s+vụ|đại\s+diện|đồng\s+chí|cán\s+bộ|về|theo|nội\s+dung|như|tập\s+thể|của|ban)\s*$",
    regex.IGNORECASE,
)
_PARTNER = regex.compile(r"(?<!\p{L})phối\s+hợp(?!\p{L})", regex.IGNORECASE)
_ADDRESSED = regex.compile(r"[(:;.]?\s*(?:đối\s+với|về\s+phía)\s*", regex.IGNORECASE)
_PROPOSED = regex.compile(r"[\W\d]*(?:\p{L}\)\s*)?kiến\s+nghị\s+(?:với\s+)?", regex.IGNORECASE)
#: "Nhiệm vụ của UBND cấp xã: Rà soát …".
_TITLE = regex.compile(r"[\W\d]*(?:\p{L}\)\s*)?(?:trách\s+nhiệm|nhiệm\s+vụ)(?:\s+cụ\s+thể)?\s+của\s+", regex.IGNORECASE)
_COLON = regex.compile(r"\s*:")
_OPENING_MARK = regex.compile(r"[(:;.]\s*(?:đối\s+với|về\s+phía)\s*$", regex.IGNORECASE)
_TAKES_OVER = regex.compile(r"\s+(?!để\s)[^.;:]{0,80}?\bchủ\s+trì(?!\p{L})")
#: "… phản ánh về Sở A tổng hợp, báo cáo …": without "để" the recipient is the one that does it.
_SENT = regex.compile(r"(?i)(?<!\p{L})(?:gửi|phản\s+ánh|báo\s+cáo)(?:\s+[^\s,.;:]+){0,8}$")
_TO = ("về", "đến", "tới", "cho", "gửi", "báo cáo")
#: That it only gathers what is sent is no duty: it must go on, "… tổng hợp, trình UBND tỉnh".
_GATHERS = regex.compile(
    r"\s+(?:kiểm\s+tra,\s+)?(?:tổng\s+hợp(?!(?:\s+chung)?\s*(?:[.;)]|$))|thẩm\s+định|thẩm\s+tra)(?!\p{L})"
)
_GUIDED = regex.compile(r"(?i)(?:hướng\s+dẫn|tập\s+huấn|tạo\s+điều\s+kiện)(?:\s+\p{L}+){0,6}\s*$")
_SPEAKER = regex.compile(
    r"(?<!\p{L})(?:tỉnh|thành\s+phố|nhân\s+dân|ủy|vụ|huyện|xã|phường|bộ|phủ|sở|(?:đại|kỳ)\s+(?:hội|họp))$",
    regex.IGNORECASE,
)
_OF = regex.compile(r"(?<!\p{L})(?:của|do|được|trong|theo)(?!\p{L})")
_AGENT = frozenset(
    {"quy định", "quyết định", "xem xét", "chịu trách nhiệm", "bảo đảm", "đảm bảo", "thực hiện", "chủ trì"}
)


#: Partners that no lexicon knows, before the row: "phối hợp với lực lượng tại chỗ và UBND các xã".
_PARTNERS = regex.compile(
    r"(?<!\p{L})(?i:phối)\s+hợp(?:\s+chặt\s+chẽ)?(?:\s+(?:với|cùng))?(?:\s+(?P<word>\p{Ll}+)){1,6}(?:\s*,\s*|\s+(?:và|hoặc)\s+)$"
)
#: In a form: "(Phần dành cho người tự đánh giá hoặc …".
_MEANT_FOR = regex.compile(r"(?i:phần|mục|cột)\s+(?:này\s+)?dành\s+cho\s[^;:]*$")
#: What is done by a body, before "do": a kind of work, or a clause that ends in "thì".
_WORK = regex.compile(
    r"^[\W\d]*(?:\p{L}\)\s*)?(?:việc|công\s+tác|nội\s+dung|kinh\s+phí|chi\s+phí|nhiệm\s+vụ|danh\s+(?:sách|mục)|dự\s+toán|mức"
    r"|thủ\s+tục|phần\s+việc)(?!\p{L})[^:;]*$|(?<!\p{L})thì\s*$",
    regex.IGNORECASE,
)
#: The verb of an agent ends its clause: "… do Sở Tài chính tổng hợp, trình …".
_LAST = regex.compile(r"(?:\s+(?!(?:được|đã|phải|có|là|và|để)\s)[^\s,;.:()]+){0,3}\s*(?:[,;.:)]|$)")


def find_duty(view: str, chain: Chain, sentence: tuple[int, int], *, opening: bool = False) -> Duty | None:
    """The duty that a row of bodies has in its sentence, `None` where it has none there.

    `opening` is whether the sentence stands before the first section, where an issuer says what follows.
    """
    start, end = sentence
    label = _label(view, start, chain.start)
    if label is not None and enabled("assignments.label"):
        return Duty(_labelled(view, chain, end, label), "assignments.label", start, end)
    if _MEANT_FOR.search(view, max(start, chain.start - 3 * NEAR), chain.start):
        return None
    governor = GOVERNOR.search(view, max(start, chain.start - NEAR), chain.start)
    if governor is None and _has_partners(view, max(start, chain.start - 2 * NEAR), chain.start):
        return Duty("coordinate", "assignments.partner_row", *sentence) if enabled("assignments.partner_row") else None
    if governor is None:
        return as_subject(view, chain, sentence, opening=opening)
    uses = USE_OF[fold(governor["words"])]
    done = _DONE.search(view, max(start, governor.start() - NEAR), governor.start()) is not None
    if "order" in uses:
        return (
            _ordered(view, chain, end, words=fold(governor["words"]))
            if not done and _is_said(view[start : governor.start()])
            else None
        )
    if "urge" in uses:
        return None if done else _urged(view, chain, sentence, governor["words"])
    if "partner" in uses:
        return _partner(chain, sentence) if not done and enabled("assignments.partner") else None
    if "agent" in uses:
        return _agent(view, chain, sentence, governor.start())
    if (taken := _hidden(view, chain, sentence, fold(governor["words"]), governor.start())) is not None:
        return taken
    if _PROPOSED.fullmatch(view, start, governor.end()) and enabled("assignments.proposed"):
        asked = _urged(view, chain, sentence, "đề nghị")
        return replace(asked, rule="assignments.proposed") if asked else None
    titled = _TITLE.fullmatch(view, start, governor.end()) and _COLON.match(view, chain.end, sentence[1])
    if titled or _is_addressed(view, start, governor.end()):
        sentence = (chain.start, sentence[1]) if titled else sentence
        return as_subject(view, chain, sentence, opening=False)
    return None


def _labelled(view: str, chain: Chain, end: int, label: str) -> str:
    """The role that a label gives; under one that only says who acts, a verb that leads decides."""
    role = role_of_label(label)
    found = find_predicate(view, chain.end, end) if role == "implement" and enabled("assignments.label_verb") else None
    return found.role if found and found.role == "lead" else role


def _hidden(view: str, chain: Chain, sentence: tuple[int, int], words: str, at: int) -> Duty | None:
    """The duty of a body that is governed otherwise: "gửi Sở A tổng hợp, chủ trì …", "hướng dẫn cho các xã làm"."""
    if not enabled("assignments.hidden"):
        return None
    if words.startswith("gửi") and _TAKES_OVER.match(view, chain.end, sentence[1]):
        return Duty("lead", "assignments.hidden", chain.start, sentence[1])
    if (
        len(chain.mentions) == 1
        and words.endswith(_TO)
        and _SENT.search(view, max(sentence[0], at - 2 * NEAR), at + len(words))
        and _GATHERS.match(view, chain.end)
    ):
        found = find_predicate(view, chain.end, sentence[1])
        return Duty(found.role, "assignments.hidden", chain.start, sentence[1]) if found else None
    if words == "cho" and _GUIDED.search(view, max(sentence[0], at - 2 * NEAR), at):
        found = find_predicate(view, chain.end, sentence[1])
        return Duty(found.role, "assignments.hidden", chain.start, sentence[1]) if found else None
    return None


def _is_addressed(view: str, start: int, end: int) -> bool:
    """Whether "đối với" opens the sentence or a clause up to `end`."""
    if _ADDRESSED.fullmatch(view, start, end):
        return True
    return _OPENING_MARK.search(view, max(start, end - NEAR), end) is not None


def _is_said(before: str) -> bool:
    """Whether Giao is said by the document or by a body, not told of something ("nội dung Luật giao UBND tỉnh")."""
    words = before.strip()
    return opens(words) or bool(_SPEAKER.search(words) and not _OF.search(words[-80:]))


def _has_partners(view: str, start: int, end: int) -> bool:
    """Whether partners that no lexicon knows stand before a row that begins at `end`; none of their words is a verb."""
    found = _PARTNERS.finditer(view, start, end, overlapped=True)
    return any(not any(VERB.match(view, at, end) for at in partners.starts("word")) for partners in found)


def _label(view: str, start: int, at: int) -> str | None:
    """The label that stands in front of a row of bodies."""
    before = view[start:at].rstrip()
    if not before.endswith((":", "là")):
        return None
    label = LABEL.search(before[-80:])
    return str(label["label"]) if label else None


def _ordered(view: str, chain: Chain, end: int, *, words: str) -> Duty | None:
    """The object of Giao: alone and without a partner it leads, else it goes by its verb."""
    if not enabled("assignments.order"):
        return None
    found = find_predicate(view, chain.end, end)
    sole = len(chain.mentions) == 1 and words.startswith("giao")
    role = found.role if found else "implement"
    if role != "lead" and sole and enabled("assignments.sole") and not _PARTNER.search(view, chain.end, end):
        return Duty("lead", "assignments.sole", chain.start, end)
    return Duty(role, "assignments.order", chain.start, end)


def _urged(view: str, chain: Chain, sentence: tuple[int, int], words: str) -> Duty | None:
    """The body that another is to direct or urge goes by its own verb."""
    found = (
        find_predicate(view, chain.end, sentence[1])
        or behind_member(view, chain.end, sentence[1])
        or behind_unknown(view, chain.end, sentence[1])
        or behind_words(view, chain, sentence[1])
    )
    asked = fold(words) in ("yêu cầu", "đề nghị")
    if not enabled("assignments.urge") or (
        found is None and not (asked and _nothing_left(view, chain.end, sentence[1]))
    ):
        return None
    if words == "đề nghị" and found is not None and SUPERIOR.match(view, chain.end, sentence[1]):
        return None
    return Duty(found.role if found else "implement", "assignments.urge", chain.start, sentence[1])


def _nothing_left(view: str, at: int, end: int) -> bool:
    return not view[at:end].strip(" \n:.,;")


def _partner(chain: Chain, sentence: tuple[int, int]) -> Duty:
    return Duty("coordinate", "assignments.partner", *sentence)


def _agent(view: str, chain: Chain, sentence: tuple[int, int], at: int) -> Duty | None:
    """The body by which something is to be done: "Số lượng cụ thể do Thủ trưởng các cơ quan quy định"."""
    found = find_predicate(view, chain.end, sentence[1])
    if found is None or not enabled("assignments.agent"):
        return None
    before = view[sentence[0] : at]
    early = len(before.split()) <= 8 and "," not in before
    told = early and fold(view[found.start : found.end]) in _AGENT
    if not told and not (_WORK.search(before) and _LAST.match(view, found.end, sentence[1])):
        return None
    return Duty(found.role, "assignments.agent", *sentence)
