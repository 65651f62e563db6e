"""Values that are told as higher or lower than at another time."""

from __future__ import annotations

import regex

from extractors.figures.types import Quantity
from extractors.rules import enabled

_COMPARED = regex.compile(r"(?P<form>(?:cao|thấp|nhiều|ít|lớn)\s+hơn|vượt)\s*$", regex.IGNORECASE)
#: `cao hơn nhiệm kỳ trước 3,2%`, `thấp hơn cùng kỳ năm 2023 1,5%`.
_COMPARED_TO = regex.compile(
    r"(?P<form>(?:cao|thấp|nhiều|ít|lớn)\s+hơn)\s+(?:so\s+với\s+)?"
    r"(?:cùng\s+kỳ|nhiệm\s+kỳ|giai\s+đoạn|năm|kế\s+hoạch|chỉ\s+tiêu|mục\s+tiêu)(?!\p{L})[^.;,:%()]{0,40}?\s(?:là\s+|khoảng\s+)?$",
    regex.IGNORECASE,
)
#: A time before or a plan: against the mean of the country a value is only lower.
_AGAINST_ANY = regex.compile(
    r"""[^.;\d]{0,40}so\s+với\s+[^.;,]{0,40}?(?:(?<!\p{L})(?:năm|cùng\s+kỳ|giai\s+đoạn|nhiệm\s+kỳ|kỳ|quý|tháng|trước|hiện\s+(?:nay|tại)|kế\s+hoạch|dự\s+toán|chỉ\s+tiêu|mục\s+tiêu)(?!\p{L})|(?:19|20)\d\d)
    |\s*(?:kế\s+hoạch|dự\s+toán|chỉ\s+tiêu|mục\s+tiêu|định\s+mức)""",
    regex.VERBOSE,
)


def by_comparison(view: str, quantity: Quantity, end: int) -> str | None:
    """Whether a value is told as higher (`increase`) or lower than at another time, `None` where it is a level.

    >>> view = "cao hơn 5% so với năm 2020"
    >>> value = Quantity(start=8, end=10, at=8, until=10, value=5, unit="percent", kind="percent", rules=())
    >>> by_comparison(view, value, len(view))
    'increase'
    """
    if not enabled("figures.change_compared"):
        return None
    told = _COMPARED_TO.search(view, max(0, quantity.at - 70), quantity.at)
    if told is not None:
        return "decrease" if told["form"].lower().startswith(("thấp", "ít")) else "increase"
    match = _COMPARED.search(view, max(0, quantity.at - 12), quantity.at)
    if match is None or not _AGAINST_ANY.match(view, quantity.until, end):
        return None
    return "decrease" if match["form"].lower().startswith(("thấp", "ít")) else "increase"
