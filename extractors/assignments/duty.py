"""Which duty a row of bodies has, and whether a clause can begin in front of it."""

from __future__ import annotations

from dataclasses import dataclass

import regex

#: How far before a body the words that govern it are looked for.
NEAR = 48
_OPENS = regex.compile(
    r"(?:^|[,:;.?!…()”+-]|(?<!\p{L})(?:và|hoặc|thì|nhưng|trong\s+đó|đồng\s+thời|hằng\s+năm|hàng\s+năm|định\s+kỳ|theo\s+đó"
    r"|nay|vướng\s+mắc|khó\s+khăn|bất\s+cập|thẩm\s+quyền|phát\s+sinh|sau\s+đó|năm\s+\d{4}|khi\s+đó|riêng|về\s+phía|đối\s+với|giao\s+cho|đồng\s+ý|thống\s+nhất|nhất\s+trí))\s*$",
    regex.IGNORECASE,
)


#: "phù hợp với từng đối tượng, ": the members of the list behind stay governed.
_GOVERNED_LIST = regex.compile(
    r"(?<!\p{L})(?:với|cho|của|giữa|tới|đến)\s+(?:(?:từng|mỗi)\s+\p{L}+(?:\s+\p{L}+){0,2}\s*,\s*)+$", regex.IGNORECASE
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
    #: Where the verb of the duty stands.
    verb: int | None = None


def opens(before: str) -> bool:
    """Whether a clause can begin behind the words before it in its sentence.

    >>> opens("Đến năm 2030,"), opens("phù hợp với từng đối tượng, "), opens("hồ sơ của")
    (True, False, False)
    """
    words = before.strip()
    near = "," + words[-NEAR:] if len(words) > NEAR else words
    return not words or (_OPENS.search(near) is not None and _GOVERNED_LIST.search(near) is None)
