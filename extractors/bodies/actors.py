"""Actors without a name of their own that are the subject of a duty: "Cấp có thẩm quyền duyệt", "Thành phố hỗ trợ"."""

from __future__ import annotations

import regex

from extractors.bodies.fields import begins
from extractors.bodies.parts import VERB_BEHIND
from extractors.bodies.shapes import Name
from extractors.rules import enabled

#: An authority, with what it is competent for where another verb follows.
_AUTHORITY = regex.compile(
    r"(?i:cấp|cơ\s+quan(?:\s+nhà\s+nước)?)\s+có\s+thẩm\s+quyền"
    rf"(?:\s+(?:giải\s+quyết|quản\s+lý(?:\s+cán\s+bộ)?|đánh\s+giá|thẩm\s+định|phê\s+duyệt|xử\s+lý)(?={VERB_BEHIND.pattern}))?"
)
_GOVERNMENT = regex.compile(r"Thành\s+phố|Tỉnh")
_LINE = regex.compile(r"(?:^|\n)\s*(?:[-+*]\s*|(?:\p{Ll}|\d{1,2}(?:\.\d{1,2})*)[).]\s+)?$")
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
    match, kind = _GOVERNMENT.match(view, at, end) if line else None, "government"
    if match is None and (first or _CLAUSE.search(view, max(0, at - 8), at)) and enabled("bodies.authority"):
        match, kind = _AUTHORITY.match(view, at, end), "authority"
    if match is None or VERB_BEHIND.match(view, match.end(), end) is None:
        return None
    return Name(at, match.end(), kind)
