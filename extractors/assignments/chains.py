"""Bodies that are named together: rows joined by commas and "và", and what stands in parentheses behind them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import regex

from extractors.assignments.duty import NEAR
from extractors.assignments.words import GENERIC, GOVERNOR, JOIN, USE_OF, VERB, fold
from extractors.reading import Mention
from extractors.rules import enabled

_PAREN = regex.compile(r"\([^()]{0,400}\)")
_LISTED = r"(?:(?:\p{L}+\s+){0,3}[Cc]ác\s+\p{L}+(?:\s+\p{L}+)?\s*:\s*)"
#: A remark inside a row: "các sở trong phạm vi nhiệm vụ của mình và …".
_WITHIN = (
    r"(?:\s+(?:trong\s+phạm\s+vi|theo)\s+chức\s+năng(?:\s*,\s*nhiệm\s+vụ)?(?:\s*,\s*quyền\s+hạn)?"
    r"(?:\s+(?:của\s+mình|được\s+giao))?)?"
)
_GAP = regex.compile(
    rf"{_WITHIN}\s*(?:(?:[,;/]|[,;]?\s*(?:và|cùng|cùng\s+với|với|hoặc)(?!\p{{L}}))\s*(?:{GENERIC}(?=\s*[,;]|\s+và))?\s*)+(?:{JOIN}\s+)?{_LISTED}?\s*"
)
#: The head of a list that stands in front of its first body: "Giám đốc các Sở: ".
LISTED_HEAD = regex.compile(
    r"(?:(?:Giám\s+đốc|Thủ\s+trưởng|Bộ\s+trưởng|Trưởng|Chánh|Lãnh\s+đạo)\s+)?(?<!\p{L})[Cc]ác\s+\p{L}+(?:\s+\p{L}+)?\s*:\s*$|(?<!\p{L})(?:[Cc]ác\s+)?[Đđ]ồng\s+chí\s+$"
)
_BEFORE_GENERIC = regex.compile(rf"(?<![\p{{L}}\p{{N}}]){GENERIC}\s*(?:,\s*(?:và\s+)?|\s+và\s+)$")
_THOSE = regex.compile(r"(?<!\p{L})[Nn]hững\s+$")
#: What belongs to a row and stands before its first body.
_BEFORE = (LISTED_HEAD, _BEFORE_GENERIC, _THOSE)
#: What is no body but the head of a list: "Giám đốc các Sở: Nội vụ, Y tế".
_LISTS = regex.compile(r"\s+các\s+\p{L}+(?:\s+\p{L}+)?\s*:")
_ALIAS = regex.compile(r"\(\s*(?:sau\s+đây|gọi|viết\s+tắt|qua|thông\s+qua|nay\s+là|trước\s+đây|cũ\b)")
_SPACE = regex.compile(r"\s+")
_QUOTED = regex.compile(r"[“\"][^“”\"]{0,240}[”\"]")


@dataclass(frozen=True, slots=True)
class Chain:
    """Bodies of one row in text order; `start` is where the head of their list stands, `inner` those in parentheses."""

    mentions: tuple[Mention, ...]
    start: int
    end: int
    inner: tuple[Mention, ...] = ()


def find_chains(view: str, start: int, end: int, mentions: list[Mention]) -> list[Chain]:
    """The rows of bodies in a block; bodies named inside short quotation marks are left out.

    >>> from extractors.bodies import find_bodies
    >>> text = "Sở A và các sở, ban, ngành (Sở Nội vụ, Sở Tư pháp), UBND tỉnh phối hợp với Công an tỉnh"
    >>> [len(c.mentions) + len(c.inner) for c in find_chains(text, 0, len(text), find_bodies(text, 0, len(text)))]
    [5, 1]
    """
    brackets = [match.span() for match in _PAREN.finditer(view, start, end)]
    quotes = [match.span() for match in _QUOTED.finditer(view, start, end)]
    leads = {mention.lead for mention in mentions}
    rows: list[tuple[list[Mention], list[Mention]]] = []
    for mention in mentions:
        if _span_around(quotes, mention.start) is not None:
            continue
        if mention.kind == "entity" and (mention.start in leads or _LISTS.match(view, mention.end, end)):
            continue
        bracket = _span_around(brackets, mention.start)
        if bracket is not None and _ALIAS.match(view, bracket[0]):
            continue
        if bracket is not None and rows and _is_behind(view, rows[-1][0][-1], bracket[0]) and not _told(view, mention):
            rows[-1][1].append(mention)
        elif rows and _goes_on(view, start, rows[-1][0], mention, bracket):
            rows[-1][0].append(mention)
        else:
            rows.append(([mention], []))
    return [_chain(view, start, row, inner) for row, inner in rows]


def _span_around(spans: list[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """The one of the spans, which are in order and apart, that holds the offset."""
    found = bisect_left(spans, (offset,)) - 1
    return spans[found] if found >= 0 and offset < spans[found][1] else None


def _is_behind(view: str, mention: Mention, bracket: int) -> bool:
    return mention.end <= bracket and not view[mention.end : bracket].strip()


def _beside(bracket: tuple[int, int] | None, before: Mention) -> bool:
    """Whether a body stands outside parentheses, or in the same as the one before it."""
    return bracket is None or bracket[0] < before.start


def _told(view: str, mention: Mention) -> bool:
    """Whether a body in parentheses is told something there: "(Sở A chủ trì)"."""
    return _acts(view, mention) and enabled("assignments.bracket_clause")


def _acts(view: str, mention: Mention) -> bool:
    """Whether a verb of duty stands right behind a body."""
    space = _SPACE.match(view, mention.end)
    return space is not None and VERB.match(view, space.end(), len(view)) is not None


def _goes_on(view: str, start: int, row: list[Mention], mention: Mention, bracket: tuple[int, int] | None) -> bool:
    """Whether a body goes on a row of bodies and does not begin a clause of its own."""
    if not _beside(bracket, row[-1]) or not _is_joined(view, row[-1], mention):
        return False
    return not (_begins_clause(view, start, row, mention) and enabled("assignments.own_clause"))


def _begins_clause(view: str, start: int, row: list[Mention], mention: Mention) -> bool:
    """Whether a body has its verb behind a semicolon before which the row is governed: "đề nghị của A; B lập …"."""
    first = row[0].start if row[0].lead < 0 else row[0].lead
    if ";" not in view[row[-1].end : mention.start] or ";" in view[first : row[-1].end] or not _acts(view, mention):
        return False
    governor = GOVERNOR.search(view, max(start, first - NEAR), first)
    return governor is not None and "not" in USE_OF[fold(governor["words"])]


def _is_joined(view: str, before: Mention, mention: Mention) -> bool:
    if before.group == mention.group:
        return True
    gap = _PAREN.sub("", view[before.end : mention.start]) if mention.start - before.end < 500 else "."
    return _GAP.fullmatch(gap) is not None


def _chain(view: str, start: int, row: list[Mention], inner: list[Mention]) -> Chain:
    at, first = row[0].start if row[0].lead < 0 else row[0].lead, max(start, row[0].start - 120)
    while found := next((m for p in _BEFORE if (m := p.search(view, first, at))), None):
        at = found.start()
    return Chain(tuple(row), at, row[-1].end, tuple(inner))


def without_first(chain: Chain) -> Chain:
    """The row without the body at its head, which belongs to the words before: "Theo đề xuất của Sở A, UBND tỉnh …"."""
    rest = chain.mentions[1:]
    return Chain(rest, rest[0].start, chain.end, tuple(m for m in chain.inner if m.start > rest[0].start))
