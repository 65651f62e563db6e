"""Finds what a value measures."""

from __future__ import annotations

from bisect import bisect_left

import regex

from extractors.contexts import titles_over
from extractors.indicators.actors import without_actor
from extractors.indicators.clauses import begins
from extractors.indicators.codes import DECREASE, code_of
from extractors.indicators.phrase import phrase_of
from extractors.indicators.rows import column_subject, fills_cell, find_row
from extractors.indicators.types import Subject
from extractors.indicators.wording import wordings
from extractors.indicators.words import VALUE, forms_of
from extractors.reading import Mention, Reading
from extractors.rules import enabled
from extractors.structure.types import Block

_REACH = 900
_SHARE = regex.compile(r"%|phần\s+trăm|\bphần\b", regex.IGNORECASE)
_RANK = regex.compile(r"\b(?:bậc|nhóm|tốp|top|thứ|hạng|vị\s+trí|điểm)\b|\d/\d", regex.IGNORECASE)
#: An agency's own score is no rank of the province.
_OWN = regex.compile(
    r"\b(?:cơ\s+quan|đơn\s+vị|địa\s+phương|sở|ngành|phường|xã|huyện)\s+có\s+(?:kết\s+quả\s+)?(?:chỉ\s+số|điểm)[^;.]*$"
    r"|\b(?:kết\s+quả\s+)?(?:chấm\s+điểm|tự\s+chấm|điểm\s+thành\s+phần)[^;.]*$",
    regex.IGNORECASE,
)
#: How much of a wording has to stand before its value for the body at its head to act.
_HEAD = 30
#: A length of time: who acts within it may stand behind it.
_LENGTH = regex.compile(r"(?:ngày(?:\s+làm\s+việc)?|giờ|tháng|tuần)\s*$")
#: An item of no more words only names a part of what the line above it measures.
_PART = 4
_SHARE_OF = regex.compile(r"(?:tỷ|tỉ)\s+(?:lệ|trọng|suất|số)\s|mức\s+độ\s|chỉ\s+số\s|tốc\s+độ\s")
_LABEL = regex.compile(r"^(?:[-+*•]|\p{L}\)|[\divx.]+[.)])\s+")
_POINTS = regex.compile(r"\d\s*điểm\s*$")
#: `giảm 4% biên chế và 10% …`: of a list too.
_DECREASE = regex.compile(
    r"\b(?:giảm|cắt\s+giảm|tinh\s+giản)\b[^;.%]*(?:%[^;.%,]*(?:,|\bvà)\s*(?:ít\s+nhất\s+|tối\s+thiểu\s+)?)?$",
    regex.IGNORECASE,
)


def find_subjects(
    reading: Reading, sentence_start: int, sentence_end: int, quote_start: int, quote_end: int, *, ranked: bool = False
) -> list[Subject]:
    """What the value at `quote_start:quote_end` measures, one subject for each thing it is said of; never none.

    `ranked`: the value is a position, whatever it looks like (`15 tỉnh` of "trong 15 tỉnh dẫn đầu").
    """
    block = reading.part.block_at(quote_start)
    view = reading.structure.footnotes if block and block.kind == "footnote" else reading.view
    start, end = _bounds(block, sentence_start, sentence_end)
    left = view[max(start, quote_start - _REACH) : quote_start]
    right = view[quote_end : min(end, quote_end + _REACH)]
    quote, kind = view[quote_start:quote_end], "rank" if ranked else kind_of(view[quote_start:quote_end])
    texts = wordings(left, quote, right)
    alone = block and block.cell and fills_cell(view, block, quote_start, quote_end)
    if block and block.cell and (alone or all(map(_is_bare, texts))) and enabled("figures.subject_cell"):
        row = find_row(reading.part, block, view)
        column = column_subject(block.cell.heads, row.head) if alone else ""
        texts, kind = [column or _of_head(row.head, quote)], kind if kind != "count" else kind_of(row.unit)
    elif not (block and block.cell) and kind == "percent" and enabled("figures.subject_lead"):
        texts = _of_lead(reading, quote_start, texts)
    names = [view[m.start : m.end] for m in _bodies(reading, start, end)]
    told, length = " ".join(left.split()), _LENGTH.search(quote) is not None
    acting = [without_actor(text, names) if length or text[:_HEAD] in told else text for text in texts]
    return [_subject(text, left, kind) for text in acting or [""]]


def _of_lead(reading: Reading, offset: int, texts: list[str]) -> list[str]:
    """The measure of the line above a list with the part that its item names: `Tỷ lệ xử lý:` and `- Cấp tỉnh: 70%`."""
    if len(texts) != 1 or len(texts[0].split()) > _PART or begins(texts[0], "measure"):
        return texts
    lead = next(iter(titles_over(reading, offset)), "").rstrip(" :*")
    lead = _LABEL.sub("", lead)
    return [f"{lead} {texts[0]}".strip()] if _SHARE_OF.match(lead) else texts


def _bodies(reading: Reading, start: int, end: int) -> tuple[Mention, ...]:
    """The bodies named in a passage."""
    first = bisect_left(reading.bodies, start, key=lambda m: m.start)
    return reading.bodies[first : bisect_left(reading.bodies, end, lo=first, key=lambda m: m.start)]


def _is_bare(text: str) -> bool:
    """Whether a wording only says what a value brings ("cộng", "không cộng điểm")."""
    return all(word.lower() in forms_of("award") for word in text.split())


def _of_head(head: str, quote: str) -> str:
    """What the head of a row measures, where the head holds a value itself; the points given for it."""
    value = VALUE.search(head)
    text = (wordings(head[: value.start()], value.group(), head[value.end() :]) or [head])[0] if value else head
    given = _POINTS.search(quote) is not None
    return f"điểm {text}" if given and text else text


def _subject(text: str, left: str, kind: str) -> Subject:
    own = _OWN.search(f"{left} {text}") is not None
    mark = f"{DECREASE} " if _DECREASE.search(left) else ""
    code = None if own or not enabled("figures.code") else code_of(mark + text, kind=kind)
    return Subject(text, code, phrase_of(text))


def kind_of(quote: str) -> str:
    """`percent`, `rank` (also places and points) or `count`.

    >>> kind_of("nhóm 30"), kind_of("trên 5 xã")
    ('rank', 'count')
    """
    if _SHARE.search(quote):
        return "percent"
    return "rank" if _RANK.search(quote) else "count"


def _bounds(block: Block | None, start: int, end: int) -> tuple[int, int]:
    return (min(block.start, start), max(block.end, end)) if block else (start, end)
