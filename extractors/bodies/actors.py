"""Actors without a name of their own that are the subject of a duty: "Cấp có thẩm quyền duyệt", "Thành phố hỗ trợ"."""

from __future__ import annotations

import regex

from extractors.bodies.fields import begins
from extractors.bodies.parts import PROVINCE, verb_behind
from extractors.bodies.shapes import Name
from extractors.rules import enabled

_AUTHORITY = regex.compile(r"(?i:cấp|cơ\s+quan(?:\s+nhà\s+nước)?)\s+có\s+thẩm\s+quyền")
#: What an authority is competent for, where another verb follows.
_COMPETENT = regex.compile(r"\s+(?:giải\s+quyết|quản\s+lý(?:\s+cán\s+bộ)?|đánh\s+giá|thẩm\s+định|phê\s+duyệt|xử\s+lý)")
_GOVERNMENT = regex.compile(r"Thành\s+phố|Tỉnh")
#: A clause before the comma: "Trên cơ sở quy định về biên chế, Thành phố …".
_ADVERBIAL = regex.compile(
    r"(?:^|[.;:]\s|\n)[\s\W\d]*(?:Trên\s+cơ\s+sở|Căn\s+cứ|Để|Khi|Nếu|Trường\s+hợp|Đối\s+với|Ngoài|Bên\s+cạnh|Hằng\s+năm|Hàng\s+năm|Theo|Sau\s+khi|Trong|Đồng\s+thời)"
    r"\s[^.;:]*,\s+$"
)
_LINE = regex.compile(r"(?:^|\n)\s*(?:[-+*]\s*|(?:\p{Ll}|\d{1,2}(?:\.\d{1,2})*)[).]\s+)?$")
#: The province or city by its name, where a word says that it is to do something: "tỉnh Lai Châu cần tập trung …".
_NAMED = regex.compile(rf"(?i:tỉnh|thành\s+phố)\s+{PROVINCE}(?=\s+(?:cần|phải|tiếp\s+tục|tập\s+trung|chủ\s+động)\s)")
#: An office that has failed and is to answer for it: "đơn vị không báo cáo chịu trách nhiệm …".
_FAILING = regex.compile(
    r"(?P<office>(?i:cơ\s+quan|đơn\s+vị|địa\s+phương)(?:\s+(?:chủ\s+trì|phụ\s+trách|chủ\s+quản))?)"
    r"(?!\s+(?:sự\s+nghiệp|hành\s+chính|công\s+lập|nhà\s+nước|tư\s+vấn|thi\s+công))(?:\s+nào)?"
    r"(?:\s+(?!phải|chịu|có|được|và|hoặc|để)[^\s,.;:()]+){0,6}?\s+(?:bị|không|chậm|chưa|để\s+xảy\s+ra)\s"
    r"[^,.;:()]{1,90}?\s?(?=(?:phải|chịu\s+trách\s+nhiệm)\s)"
)
_CLAUSE = regex.compile(r"(?:,|(?<!\p{L})thì)\s+$")


def actor_at(view: str, at: int, end: int) -> Name | None:
    """The authority, province or city that begins a clause at `at` and has a verb of duty, `None` elsewhere.

    >>> text = "Khi có vướng mắc, cơ quan có thẩm quyền giải quyết thông báo cho người nộp."
    >>> name = actor_at(text, 18, len(text))
    >>> text[name.start : name.end]
    'cơ quan có thẩm quyền giải quyết'
    """
    first = begins(view, at)
    line = first and _LINE.search(view, max(0, at - 12), at) is not None and enabled("bodies.government")
    clause = first or _CLAUSE.search(view, max(0, at - 8), at) is not None
    match, kind = _GOVERNMENT.match(view, at, end) if line else None, "government"
    if match is None and clause and enabled("bodies.government_clause"):
        match = _NAMED.match(view, at, end) or (
            _GOVERNMENT.match(view, at, end) if _ADVERBIAL.search(view, max(0, at - 200), at) else None
        )
    if match is None and clause and enabled("bodies.authority"):
        match, kind = _AUTHORITY.match(view, at, end), "authority"
    if match is None and clause and enabled("bodies.failing"):
        failing = _FAILING.match(view, at, end)
        return Name(at, failing.end("office"), "failing") if failing else None
    if match is None:
        return None
    competent = _COMPETENT.match(view, match.end(), end) if kind == "authority" else None
    for stop in (competent.end() if competent else match.end(), match.end()):
        if verb_behind(view, stop, end):
            return Name(at, stop, kind)
    return None
