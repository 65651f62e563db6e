"""Words behind collectives and places that say which are meant: "liên quan đến …", "nơi … cư trú", "ven biển"."""

from __future__ import annotations

import regex

from extractors.bodies.forms import any_form
from extractors.bodies.parts import AGENCY, SCHOOL, verb_behind
from extractors.lexicon import load_lexicon
from extractors.rules import enabled


def _forms(*uses: str) -> regex.Pattern[str]:
    return regex.compile(f"(?i:{any_form([row['form'] for row in load_lexicon('body_tails') if row['use'] in uses])})")


_SORT, _TRADE = _forms("sort"), _forms("sort", "trade")
_OFFICE, _PARTNER, _GROUND, _WHERE = _forms("office"), _forms("partner"), _forms("ground"), _forms("where")
_SPACE, _AND = regex.compile(r"\s+"), regex.compile(r"\s*,\s*|\s+và\s+")
_AND_OR = regex.compile(r"\s*,\s*|\s+(?:và|hoặc)\s+")
_MUST = regex.compile(r"\s+(?:(?:có|chịu)\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|phải|cần)(?!\p{L})")
_CLOSED, _COMMA = regex.compile(r"\s*(?:[,;.:()]|$)"), regex.compile(r"\s*,")
#: What is the label of a form: "Cơ quan phối hợp giải quyết: ".
_LABEL = regex.compile(r"[^.;:]{0,60}(?<!sau):")
_ORDERS = regex.compile(r"\s+giao")
_WITH = regex.compile(r"với\s+\p{L}+\s+\p{L}+$")
_PLACED = regex.compile(r"\s+nơi(?=\s)")
_BUSY = regex.compile(r"\s+(?:đang\s+|có\s+)?(?=\p{Ll})")
_WORD, _TOKEN = regex.compile(r"\s+\p{Ll}+"), regex.compile(r"\s+[^\s,;.:()]+")
_RELATED = regex.compile(
    r"(?:\s+có)?\s+liên\s+quan\s+(?:đến|tới)(?!\s+(?:(?:các|những)\s+)?(?:nội\s+dung|vấn\s+đề|Kế\s+hoạch|Quyết\s+định))"
    r"(?:\s+(?:công\s+tác|việc|hoạt\s+động|lĩnh\s+vực|nhiệm\s+vụ|quá\s+trình))?\s+[^\s,;.:()]+"
)
_CHARGE = (
    r"(?:quản\s+lý|sử\s+dụng|soạn\s+thảo|vận\s+hành|tiếp\s+nhận|lập|xây\s+dựng|thẩm\s+định|khai\s+thác|quan\s+trắc"
    r"|cung\s+cấp|cung\s+ứng)"
)
#: "được giao quản lý, sử dụng tài sản", not "được giao chủ trì …", which the duty goes on.
_CHARGED = regex.compile(
    r"\s+được\s+(?:(?P<one>giao|phân\s+công|lựa\s+chọn|chỉ\s+định|ủy\s+quyền)|lấy\s+ý\s+kiến|thanh\s+tra|kiểm\s+tra|kiểm\s+toán)"
    r"(?!\s+(?:chủ\s+trì|nhiệm\s+vụ|trách\s+nhiệm|thực\s+hiện|triển\s+khai)|\s+\d)"
    rf"(?:\s+{_CHARGE}(?:(?:\s*,\s*|\s+và\s+){_CHARGE})*)?"
)
_PART = r"(?:điểm|khoản|Điều|[Mm]ục|[Pp]hần|Phụ\s+lục|Chương)\s+(?:\d+|[IVX]+|[a-zđ])(?!\p{L})"
_STATED = regex.compile(
    rf"\s+(?:(?:được\s+)?(?:quy\s+định|nêu)|có\s+tên)\s+(?:tại|trong)\s+{_PART}(?:(?:\s*,\s*|\s+và\s+|\s+){_PART})*"
    r"(?:\s+(?:của\s+)?(?:Quy\s+(?:chế|định|trình)|Quyết\s+định|Nghị\s+quyết|Kế\s+hoạch|Chương\s+trình|Chỉ\s+thị|Đề\s+án))?"
    r"(?:\s+này)?"
)
#: How many words stand between "nơi" and what is done there, and in what a body has to do with.
_NEAR, _LONGEST, _SHORT = 4, 9, 4
#: "Mỗi xã có … tổ chức 01 lễ hội" is an aim.
_EACH = regex.compile(r"(?i:mỗi)\s[^.;:]*$")
_HAS = regex.compile(
    r"\s+có\s+(?!(?:trách|nhiệm|thẩm|liên|ý|quyền|thể|văn|tính|khả|tỷ|số|hiệu|gì|sự|mặt|lý|đủ)\s|\d)\p{Ll}+(?=\s|[,;.:])"
)
_OTHERS = regex.compile(r"\s+(?:khác|còn\s+lại)(?=\s+(?:của|thuộc|trực\s+thuộc|cấp|tỉnh|xã)\s)")
#: What follows a unit that closes a row of bodies.
_CLOSES_ROW = regex.compile(r"\s*(?:[,;:.()]|$)|\s+(?:phải|và)\s")
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
    if kind == "unit":
        stop = _acting(view, at, end, many=many, count=count) if enabled("bodies.acting") else None
        match = (SCHOOL if first.casefold() == "trường" else AGENCY).match(view, at, end) if stop is None else None
        return int(match.end()) if match else stop
    return _sorts(view, at, end) if kind in _SORTED and enabled("bodies.sort") else None


def needs_sort(kind: str) -> bool:
    """Whether units of a class count only with words that say their sort: "các doanh nghiệp" are anyone.

    >>> needs_sort("sort"), needs_sort("health")
    (True, False)
    """
    return kind in _NEED_SORT


def _behind(pattern: regex.Pattern[str], before: regex.Pattern[str], view: str, at: int, end: int) -> int | None:
    """Where a form ends that stands at `at` behind what goes before it, or `None`."""
    joint = before.match(view, at, end)
    match = pattern.match(view, joint.end(), end) if joint else None
    return int(match.end()) if match else None


def _sorts(view: str, at: int, end: int) -> int | None:
    """What firms and forces are for; a verb of trade stands first or in a row: "sản xuất, kinh doanh giống"."""
    stop = _behind(_TRADE, _SPACE, view, at, end)
    while stop is not None:
        more = _behind(_TRADE, _AND, view, stop, end)
        more = _behind(_SORT, _SPACE, view, stop, end) if more is None or _MUST.match(view, more, end) else more
        if more is None:
            return stop
        stop = more
    return None


def _acting(view: str, at: int, end: int, *, many: bool, count: int) -> int | None:
    """An office that its work names, before its duty: "cơ quan lấy ý kiến gửi dự thảo"; several only before a must."""
    office, partner = _behind(_OFFICE, _SPACE, view, at, end), _behind(_PARTNER, _SPACE, view, at, end)
    for stop in (office, partner):
        if stop is not None and _MUST.match(view, stop, end):
            return stop
    if many:
        return None
    if office is not None and verb_behind(view, office, end):
        return None if _ORDERS.match(view, office, end) or _LABEL.match(view, office, end) else office
    if partner is None or count > 1:
        return None
    joined = _WITH.search(view, max(0, at - 20), at) is not None
    closed = _CLOSED.match(view, partner, end) or verb_behind(view, partner, end)
    return partner if _COMMA.match(view, partner, end) or (joined and closed) else None


def which_end(view: str, at: int, end: int, *, many: bool = False) -> int | None:
    """Where the words end that say which offices a collective means, or `None`: "nơi cá nhân công tác".

    What one office is charged with is part of its name, what several are is not (`many`).

    >>> text = "đơn vị nơi cá nhân công tác xác nhận"
    >>> text[6 : which_end(text, 6, len(text))]
    ' nơi cá nhân công tác'
    """
    if not enabled("bodies.which"):
        return None
    if (related := _RELATED.match(view, at, end)) is not None:
        return _matter(view, related.end(), end)
    if (placed := _PLACED.match(view, at, end)) is not None:
        return _where(view, placed.end(), end)
    if (charged := _CHARGED.match(view, at, end)) is not None:
        return _matter(view, charged.end(), end) if not (many and charged["one"]) else None
    stated = _STATED.match(view, at, end)
    return int(stated.end()) if stated else None


def _matter(view: str, at: int, end: int, longest: int = _LONGEST) -> int | None:
    """The end of what a body has to do with, up to a mark or the verb of its duty."""
    for _ in range(longest):
        if _CLOSED.match(view, at, end) or _MUST.match(view, at, end) or verb_behind(view, at, end):
            return at
        word = _TOKEN.match(view, at, end)
        if word is None:
            return None
        at = word.end()
    return None


def _where(view: str, at: int, end: int) -> int | None:
    """The end of what somebody does at a place: "cá nhân cư trú, làm việc"."""
    for _ in range(_NEAR + 1):
        stop = _behind(_WHERE, _BUSY, view, at, end)
        while stop is not None:
            more = _behind(_WHERE, _AND_OR, view, stop, end)
            if more is None:
                return stop
            stop = more
        word = _WORD.match(view, at, end)
        if word is None:
            return None
        at = word.end()
    return None


def ground_end(view: str, at: int, end: int, *, having: bool = True) -> int | None:
    """Where the words end that say which places are meant, or `None`: "các xã biên giới", `having` "… có bến tàu".

    >>> ground_end("các xã ven biển tuần tra", 6, 24)
    15
    """
    if not enabled("bodies.ground"):
        return None
    stop = _behind(_GROUND, _SPACE, view, at, end)
    if stop is None:
        return _having(view, at, end) if having else None
    while stop is not None:
        more = _behind(_GROUND, _AND, view, stop, end)
        if more is None:
            break
        stop = more
    return stop


def _having(view: str, at: int, end: int) -> int | None:
    """The end of what the places have that are meant: "các xã có điểm du lịch", up to a mark or the verb of duty."""
    aimed = _EACH.search(view, max(0, at - 30), at) is not None
    has = None if aimed or verb_behind(view, at, end) else _HAS.match(view, at, end)
    return _matter(view, has.end(), end, longest=_SHORT) if has else None


def others_at(view: str, at: int, end: int) -> int | None:
    """Where the word ends that stands for the fields of all others: "các Ban khác của Hội đồng nhân dân", or `None`.

    >>> others_at("các Ban khác của Hội đồng nhân dân", 7, 34)
    12
    """
    found = _OTHERS.match(view, at, end) if enabled("bodies.others") else None
    return int(found.end()) if found else None


def closes_row(view: str, at: int, stop: int, end: int) -> bool:
    """Whether one unit without a word beside it closes a row of bodies.

    >>> closes_row("Sở A, đơn vị chủ trì", 6, 12, 20)
    True
    """
    return (
        _CLOSES_ROW.match(view, stop, end) is not None
        or verb_behind(view, stop, end)
        or view[at:stop].casefold() == "địa phương"
    )
