"""Words behind collectives and places that say which are meant: "liên quan đến …", "nơi … cư trú", "ven biển"."""

from __future__ import annotations

import regex

from extractors.bodies.forms import any_form
from extractors.bodies.parts import AGENCY, SCHOOL, VERB_BEHIND
from extractors.lexicon import load_lexicon
from extractors.rules import enabled


def _forms(use: str) -> str:
    return any_form([row["form"] for row in load_lexicon("body_tails") if row["use"] == use])


_VERB = VERB_BEHIND.pattern
_MUST = r"\s+(?:(?:có|chịu)\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|phải|cần)(?!\p{L})"
_CLOSED = r"\s*(?:[,;.:()]|$)"
_AND = r"(?:\s*,\s*|\s+và\s+)"
#: What is the label of a form: "Cơ quan phối hợp giải quyết: ".
_LABEL = r"[^.;:]{0,60}:"
_SORT, _TRADE = _forms("sort"), _forms("trade")
#: What firms and forces are for; a verb of trade stands first or in a row: "sản xuất, kinh doanh giống".
_SORTS = regex.compile(rf"(?i:\s+(?:{_TRADE}|{_SORT})(?:{_AND}(?:{_TRADE}|{_SORT})(?!{_MUST})|\s+{_SORT})*)")
#: An office that its work names, before the verb of its duty: "cơ quan lấy ý kiến gửi dự thảo".
_OFFICE = regex.compile(rf"(?i:\s+{_forms('office')})(?!\s+giao)(?={_VERB}|{_MUST})(?!{_LABEL})")
_OFFICE_OF_MANY = regex.compile(rf"(?i:\s+(?:{_forms('office')}|{_forms('partner')}))(?={_MUST})")
_PARTNER = regex.compile(
    rf"(?i:\s+{_forms('partner')})(?=\s*,|{_MUST}|(?<=với\s+\p{{L}}+\s+\p{{L}}+(?:\s+\p{{L}}+){{2,4}})(?:{_VERB}|{_CLOSED}))"
)
_GROUND = regex.compile(rf"(?i:\s+{_forms('ground')}(?:{_AND}{_forms('ground')})*)")
_WHERE = _forms("where")
_PLACED = regex.compile(
    rf"\s+nơi(?:\s+\p{{Ll}}+){{0,4}}?\s+(?:đang\s+|có\s+)?{_WHERE}(?:(?:\s*,\s*|\s+(?:và|hoặc)\s+){_WHERE})*"
)
#: "liên quan đến công tác quản lý đất đai", up to a mark or the verb of duty.
_RELATED = regex.compile(
    rf"(?:\s+có)?\s+liên\s+quan\s+(?:đến|tới)(?!\s+(?:(?:các|những)\s+)?(?:nội\s+dung|vấn\s+đề|Kế\s+hoạch|Quyết\s+định))(?:\s+(?:công\s+tác|việc|hoạt\s+động|lĩnh\s+vực|nhiệm\s+vụ|quá\s+trình))?"
    rf"\s+[^\s,;.:()]+(?:(?!{_VERB}|{_MUST})\s+[^\s,;.:()]+){{0,9}}(?={_CLOSED}|{_VERB}|{_MUST})"
)
_PART = r"(?:điểm|khoản|Điều|[Mm]ục|[Pp]hần|Phụ\s+lục|Chương)\s+(?:\d+|[IVX]+|[a-zđ])(?!\p{L})"
_STATED = regex.compile(
    rf"\s+(?:(?:được\s+)?(?:quy\s+định|nêu)|có\s+tên)\s+(?:tại|trong)\s+{_PART}(?:(?:\s*,\s*|\s+và\s+|\s+){_PART})*"
    r"(?:\s+(?:của\s+)?(?:Quy\s+(?:chế|định|trình)|Quyết\s+định|Nghị\s+quyết|Kế\s+hoạch|Chương\s+trình|Chỉ\s+thị|Đề\s+án))?(?:\s+này)?"
)
#: One unit of these classes counts only with words that say its sort.
_NEED_SORT = frozenset({"sort", "force"})
_SORTED = frozenset({"sort", "force", "health", "school", "owner", "bank"})


def sort_end(view: str, first: str, at: int, end: int, *, kind: str, many: bool, count: int) -> int | None:
    """Where the words end that make a collective's units a sort of their own, `None` where there are none.

    `first` is the first unit, `kind` the class of the units, `count` their number.

    >>> text = "các doanh nghiệp kinh doanh xăng dầu dự trữ hàng"
    >>> text[16 : sort_end(text, "doanh nghiệp", 16, len(text), kind="sort", many=True, count=1)]
    ' kinh doanh xăng dầu'
    """
    match = None
    if kind == "unit":
        match = (SCHOOL if first.casefold() == "trường" else AGENCY).match(view, at, end)
        if enabled("bodies.acting"):
            match = _acting(view, at, end, many=many, count=count) or match
    elif kind in _SORTED and enabled("bodies.sort"):
        match = _SORTS.match(view, at, end)
    return match.end() if match else None


def needs_sort(kind: str) -> bool:
    """Whether units of a class count only with words that say their sort: "các doanh nghiệp" are anyone.

    >>> needs_sort("sort"), needs_sort("health")
    (True, False)
    """
    return kind in _NEED_SORT


def _acting(view: str, at: int, end: int, *, many: bool, count: int) -> regex.Match[str] | None:
    if many:
        return _OFFICE_OF_MANY.match(view, at, end)
    return _OFFICE.match(view, at, end) or (_PARTNER.match(view, at, end) if count == 1 else None)


def which_at(view: str, at: int, end: int) -> regex.Match[str] | None:
    """What says which offices a collective means: "nơi cá nhân công tác", "quy định tại Điều 2 Quy chế này".

    >>> text = "đơn vị nơi cá nhân công tác xác nhận"
    >>> which_at(text, 6, len(text)).group()
    ' nơi cá nhân công tác'
    """
    if not enabled("bodies.which"):
        return None
    return _RELATED.match(view, at, end) or _PLACED.match(view, at, end) or _STATED.match(view, at, end)


def ground_at(view: str, at: int, end: int) -> regex.Match[str] | None:
    """What says which places are meant: "các xã biên giới".

    >>> ground_at("các xã ven biển tuần tra", 6, 24).group()
    ' ven biển'
    """
    return _GROUND.match(view, at, end) if enabled("bodies.ground") else None
