"""What stands behind a body: the verb of its duty, and the role that verb gives."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractors.assignments.phrases import forbidden_end, given_end, helped_end, verbs_in
from extractors.assignments.words import GENERIC, PAST, VERB, VERB_ROWS, fold
from extractors.rules import enabled

_PAREN = regex.compile(r"\s*\([^()]{0,400}\)")
_GENERIC = regex.compile(rf"\s*(?:,\s*(?:và\s+)?|;\s*|và\s+){GENERIC}")
_BREAK = regex.compile(r"[\s,:+-]+|(?<=:\s*)\(?(?:[a-zđ]|\d{1,2}|[ivx]{1,4})\)\s")
#: "theo chức năng, nhiệm vụ được giao", "căn cứ Kế hoạch này," between the body and its verb.
_BY = regex.compile(
    r"(?i:theo|căn\s+cứ|trên\s+cơ\s+sở|trong\s+phạm\s+vi|tùy\s+theo|bằng|với|khi|sau\s+khi|ngoài|hằng\s+năm|hàng\s+năm|hằng\s+quý"
    r"|định\s+kỳ|trong\s+(?:phạm\s+vi|quá\s+trình|năm|tháng|quý|thời|giai\s+đoạn|khi|khuôn\s+khổ|lĩnh\s+vực|\d+)|trước|từ|đến|đối\s+với|tại|ở|ngay|nơi|mình|đó|này|nêu\s+trên|có\s+liên\s+quan|liên\s+quan|là\s+cơ\s+quan|cùng\s+với)(?!\p{L})"
)
#: What a verb with a capital stands behind: a mark, or the label of a point in the same line.
_CLAUSE_BEFORE = regex.compile(r"(?:[:.+-]|:\s*\(?(?:[a-zđ]|\d{1,2}|[ivx]{1,4})\))$")
_STOP = regex.compile(r"[;:]")
#: Verbs that are nouns in a list: "tình hình, yêu cầu, nhiệm vụ".
_NOUN = regex.compile(r"(?:yêu\s+cầu|đề\s+nghị|kiến\s+nghị|chỉ\s+đạo)\s*,")
_BOUND = regex.compile(
    r"(?:,|(?:(?:Quyết|Nghị|Kế|Chỉ|Chương)\s+\p{L}+|giao|nhiệm\s+vụ|chức\s+năng|mình|quyền\s+hạn|quản\s+lý|phụ\s+trách|phân\s+công|này|hiện\s+hành|quy\s+định|thẩm\s+quyền"
    r"|tỉnh|pháp\s+luật|năm|quý|tháng|kỳ|quan|trên|phương|đơn\s+vị|thực\s+tế|đó|để|năm\s+\d+|\d))\s*$"
)
#: "được giao nhiệm vụ chủ trì …", "chưa hoàn thành …" say who is meant; the duty comes behind.
_NAMED = regex.compile(
    r"\s*(?:được\s+(?:giao|phân\s+công|chỉ\s+định|cử)|chưa|còn)\b[^;:.]{0,200}?"
    r"\s(?=(?:có|chịu)\s+trách\s+nhiệm|phải\s|cần\s|(?:chủ\s+động|tích\s+cực|khẩn\s+trương|tập\s+trung|nghiêm\s+túc)\s)"
)

#: "là cơ quan thường trực, chủ trì …" says what the body is; the duty comes behind.
_IS = regex.compile(r"\s*(?i:là)\s+(?:cơ\s+quan|đơn\s+vị|bộ\s+phận)\b[^,;:.]{0,100}[,;]\s*(?=\p{Ll})")
#: "là cơ quan tham mưu cho UBND tỉnh": what the body is, is its duty.
_ADVISES = regex.compile(
    r"\s*(?i:là)\s+(?:cơ\s+quan|đơn\s+vị|tổ\s+chức|bộ\s+phận)\s+(?:chuyên\s+môn\s+)?(?P<what>tham\s+mưu|chủ\s+trì)(?!\s+(?:và|hoặc))"
)
#: Words up to "có trách nhiệm" that say who is meant: "… tham gia phối hợp có trách nhiệm".
_MEANT = regex.compile(
    r"(?:\s+(?!(?:các|những|người|cá\s+nhân|tổ\s+chức|đơn\s+vị|cơ\s+quan|để|và|hoặc|không)\b)[^\s,;.:()]+){0,8}?(?=\s+(?:có|chịu)\s+trách\s+nhiệm\s)"
)
_HUB = regex.compile(r"\s*(?i:là|làm)\s+(?:cơ\s+quan\s+|đơn\s+vị\s+)?đầu\s+mối")


@dataclass(frozen=True, slots=True)
class Predicate:
    """The role a verb gives, its weight, where it stands, and whether a word before it says that it must be done."""

    role: str
    weight: str
    start: int
    end: int
    must: bool = False


def find_predicate(view: str, at: int, end: int) -> Predicate | None:
    """The first verb of duty of the subject that ends at `at`, `None` where it has none or reports what was done.

    >>> find_predicate(" tăng cường kiểm tra việc thực hiện", 0, 35).role
    'monitor'
    >>> find_predicate(" đã kiểm tra việc thực hiện", 0, 27) is None
    True
    """
    light: Predicate | None = None
    first, must = at, False
    for _ in range(12):
        at = _skip(view, at, end)
        if light is None and (said := _of_its_kind(view, at, end)) is not None:
            return said
        if PAST.match(view, at, end) and light is None and not _HUB.match(view, at, end):
            if (named := _named_to(view, at, end)) is None:
                return None
            at = named
            continue
        match = VERB.match(view, at, end)
        if match is not None and view[at].isupper() and not _begins(view, first, match):
            return light
        if match is None:
            if (bound := _after_phrase(view, at, end)) is None:
                return light
            at = bound
            continue
        row = VERB_ROWS[fold(match.group())]
        if (past := _past_verb(view, match, end, main=row["weight"] in ("main", "speak") and not must)) is not None:
            (at, must), light = past, light if past[1] else None
            continue
        if row["weight"] == "link" and light is None:
            return None
        must = must or row["weight"] == "must"
        found = Predicate(row["role"], row["weight"], match.start(), match.end(), must)
        if row["weight"] not in ("light", "must", "link") or not enabled("assignments.light_verb"):
            return found
        light, at = replace(found, start=light.start if light else found.start), match.end()
    return light


def _past_verb(view: str, verb: regex.Match[str], end: int, *, main: bool) -> tuple[int, bool] | None:
    """Where the verb of the duty is looked for behind one that says who is helped or meant, and whether it must be."""
    if enabled("assignments.helped") and (helped := helped_end(view, verb.start(), end)) is not None:
        return helped, True
    meant = _MEANT.match(view, verb.end(), end) if main and enabled("assignments.meant") else None
    return (meant.end(), False) if meant else None


def _named_to(view: str, at: int, end: int) -> int | None:
    """Where the words end that only say who is meant, `None` where what was done is told."""
    if (named := _NAMED.match(view, at, end)) is not None:
        return int(named.end())
    if (given := given_end(view, at, end)) is not None:
        return given
    said = _IS.match(view, at, end)
    return int(said.end()) if said else None


def _of_its_kind(view: str, at: int, end: int) -> Predicate | None:
    """What is said without a verb of duty that stands first: what the body is there for, or what it is not to do."""
    if (advises := _ADVISES.match(view, at, end)) is not None and enabled("assignments.advisory"):
        role = "advise" if advises["what"].startswith("tham") else "lead"
        return Predicate(role, "main", advises.start(), advises.end())
    if (forbidden := forbidden_end(view, at, end)) is not None and enabled("assignments.forbidden"):
        return Predicate("implement", "main", at, forbidden, must=True)
    return None


def _begins(view: str, first: int, verb: regex.Match[str]) -> bool:
    """Whether a clause begins with the verb, so that it has a capital; words all in capitals are no verb."""
    if verb.group().isupper():
        return False
    before = view[first : verb.start()].rstrip()
    return not before or _CLAUSE_BEFORE.search(before) is not None


def _skip(view: str, at: int, end: int) -> int:
    """Past white space, commas, remarks in parentheses and generic partners of the subject."""
    while True:
        match = _PAREN.match(view, at, end) or _GENERIC.match(view, at, end) or _BREAK.match(view, at, end)
        if match is None:
            return at
        at = match.end()


def _after_phrase(view: str, at: int, end: int) -> int | None:
    """Where the verb stands behind a phrase that says by what or when, `None` where none does."""
    if not _BY.match(view, at, end):
        return None
    stop = _STOP.search(view, at, min(end, at + 400))
    for match in verbs_in(view, at, stop.start() if stop else min(end, at + 400)):
        if _BOUND.search(view, at, match.start()) and not _NOUN.match(view, match.start(), match.end() + 1):
            return int(match.start())
    return None
