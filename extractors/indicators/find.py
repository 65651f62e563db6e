"""Finds what a value measures."""

from __future__ import annotations

import regex

from extractors.indicators.codes import DECREASE, code_of
from extractors.indicators.phrase import phrase_of
from extractors.indicators.rows import find_row
from extractors.indicators.types import Subject
from extractors.indicators.wording import wordings
from extractors.indicators.words import VALUE, forms_of
from extractors.reading import Reading
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
_POINTS = regex.compile(r"\d\s*điểm\s*$")
_DECREASE = regex.compile(r"\b(?:giảm|cắt\s+giảm|tinh\s+giản)\b[^;.%]*$", regex.IGNORECASE)


def find_subjects(
    reading: Reading, sentence_start: int, sentence_end: int, quote_start: int, quote_end: int
) -> list[Subject]:
    """What the value at `quote_start:quote_end` measures, one subject for each thing it is said of; never none."""
    block = reading.part.block_at(quote_start)
    view = reading.structure.footnotes if block and block.kind == "footnote" else reading.view
    start, end = _bounds(block, sentence_start, sentence_end)
    left = view[max(start, quote_start - _REACH) : quote_start]
    right = view[quote_end : min(end, quote_end + _REACH)]
    quote, kind = view[quote_start:quote_end], kind_of(view[quote_start:quote_end])
    texts = wordings(left, quote, right)
    if block and block.cell and all(map(_is_bare, texts)) and enabled("figures.subject_cell"):
        row = find_row(reading.part, block, view)
        texts, kind = [_of_head(row.head, quote)], kind if kind != "count" else kind_of(row.unit)
    return [_subject(text, left, kind) for text in texts or [""]]


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
