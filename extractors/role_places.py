"""What stands around a value, as the cues of its role are read: clause, label, clauses before it, titles."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.contexts import titles_over
from extractors.reading import Reading
from extractors.rules import enabled

_BREAK = regex.compile(r"[;:.?!](?=\s|$)|%(?:\s+(?:dự\s+toán|kế\s+hoạch|chỉ\s+tiêu|cùng\s+kỳ)\b)?|\bbậc\b")
_UNIT = regex.compile(r"\d\s*(?P<unit>\p{L}[^\d()]*?)(?:\s+trở\s+(?:lên|xuống|đi))?\s*$")
_NUMBER = regex.compile(r"\d[\d.,]*")
_DIGIT = regex.compile(r"\d")
#: A goal behind the value is another's: `đã đạt 85%, phấn đấu đạt 95%`.
_NEXT_GOAL = regex.compile(r"[,;(]\s*(?:\w+\s+){0,2}phấn\s+đấu\b", regex.IGNORECASE)
#: What a value alone behind its colon is of: `Số điểm lấy mẫu: 12 điểm`.
_LABEL = regex.compile(r"[^:;.?!%]{2,80}:\s*$")
#: The last full stop before the clauses of a sentence that are parted by semicolons.
_STOP = regex.compile(r"[.?!]\s")
#: Months of age: `từ 06 đến 24 tháng tuổi`.
_AGED = regex.compile(r"\s+tuổi(?!\p{L})")
#: Words that make points a threshold.
_BOUNDS = ("từ ", "trên ", "dưới ", "đủ ", "ít nhất ", "tối thiểu ")
#: Words that make a share a quota.
_CAPS = ("không quá ", "tối đa ", "không vượt quá ", "nhiều nhất ")
#: `không xếp loại xuất sắc quá 20% số tập thể`.
_DENIED = regex.compile(r"\bkhông (?!được\b|đạt\b|hoàn thành\b)")
#: Words that make a share of a budget a goal.
_FLOORS = ("tối thiểu ", "ít nhất ", "không thấp hơn ", "không dưới ", "không ít hơn ")
#: No word of its own: `chứng chỉ đạt` is not `chỉ đạt`, `trừ trợ cấp sản phẩm` no allowance, `vốn kéo dài` no length.
_COMPOUND = regex.compile(
    r"\b(chứng|tín|địa|trợ) (?=chỉ\b|cấp sản phẩm\b)|\b(hệ thống|trạm|mạng lưới|thiết bị) (?=quan trắc\b)"
    r"|\b(kéo) (?=dài\b)"
)
#: The old value of a pair and when it held, which tell nothing of the new one: `từ 81% hiện nay lên 100%`.
_OLD_VALUE = regex.compile(
    r"(?<!\w)từ (?:mức )?\d[\d.,]*(?:\s?%| \p{L}+(?: \p{L}+){0,2}?)"
    r"(?: ?\(?(?:(?:như )?(?:hiện nay|hiện tại|hiện có)|(?:(?:vào |cuối )*năm )?\d{4})\)?)?(?= (?:lên|xuống|còn)\b)"
)
#: A kind of document that only the title of another names.
_REPORT = regex.compile(r"(?<!\bv/v )\bbáo cáo\b")
#: How many words before a value lead to it.
_LEAD = 4
_AROUND, _NEAR, _BEFORE, _AFTER, _HEAD = 1000, 300, 600, 40, 900


@dataclass(frozen=True, slots=True)
class Place:
    """What stands around a value, in lower case: the column `where` of the cues.

    `chain` are the clauses of its sentence before the last semicolon.
    """

    near: str
    lead: str
    bounded: bool
    capped: bool
    floored: bool
    sentence: str
    chain: str
    after: str
    before: str
    titles: tuple[str, ...]
    document: str
    unit: str


def place_of(reading: Reading, start: int, end: int, quote_start: int, quote_end: int) -> Place:
    """The place of the value at `quote_start:quote_end` in the sentence `start:end`."""
    view = reading.view
    block = reading.part.block_at(quote_start)
    first = min(block.start, start) if block else start
    start, end = max(start, quote_start - _AROUND), min(end, quote_end + _AROUND)
    if goal := _NEXT_GOAL.search(view, quote_end, end):
        end = goal.start()
    left, quote = line_of(view[start:quote_start]), line_of(view[quote_start:quote_end])
    near = _clause_of(left)
    before = line_of(view[max(first, start - _BEFORE) : start])
    return Place(
        near=near,
        lead=_lead_of(near, quote, in_brackets=view[quote_end : quote_end + 1] == ")"),
        bounded=quote.startswith(_BOUNDS) or quote.endswith(("trở lên", "trở xuống")),
        capped=quote.startswith(_CAPS) or (quote.startswith("quá ") and _DENIED.search(near) is not None),
        floored=quote.startswith(_FLOORS) or quote.endswith("trở lên"),
        sentence=_without_old(line_of(view[start:end])),
        chain=_chain_of(before),
        after=_behind(quote, line_of(view[quote_end : min(quote_end + _AFTER, max(end, quote_end))])),
        before=before,
        titles=tuple(titles_over(reading, quote_start)),
        document=_head(reading),
        unit=_unit_of(quote) + (" tuổi" if _AGED.match(view, quote_end, end) else ""),
    )


def line_of(text: str) -> str:
    """The text on one line, in lower case."""
    return " ".join(text.lower().split())


def _chain_of(before: str) -> str:
    if not before.endswith(";"):
        return ""
    return before[max((stop.end() for stop in _STOP.finditer(before)), default=0) :]


def _behind(quote: str, after: str) -> str:
    """The words behind a number, `n` for each number: those of the quote and those that follow it."""
    value = _DIGIT.search(quote)
    return str(_NUMBER.sub("n", f"{quote[value.start() :] if value else ''} {after}"))


def _unit_of(quote: str) -> str:
    """The noun of a value; of a number in words the last word: `một tháng`."""
    if not _DIGIT.search(quote):
        return quote.split()[-1] if " " in quote else ""
    unit = _UNIT.search(quote)
    return unit["unit"].strip() if unit else ""


def _lead_of(near: str, quote: str, *, in_brackets: bool) -> str:
    """The words right before a number, and the one that bounds it; of a value alone between brackets these words."""
    value = _DIGIT.search(quote)
    sign = quote[: value.start()] if value else " ".join(quote.split()[:-2])
    bound = quote[-8:] if quote.endswith(("trở lên", "trở xuống")) else ""
    alone = in_brackets and near.endswith("(") and not sign
    return " ".join([*near.split()[-_LEAD:], "trong ngoặc" if alone else sign.strip(), bound]).strip()


def _without_old(text: str) -> str:
    """The text without old values of pairs and when they held."""
    return str(_OLD_VALUE.sub("", text)) if enabled("figures.role_pair") else text


def _clause_of(left: str) -> str:
    """The clause before a value, without the old value of its pair."""
    left = _without_old(left).rstrip()
    return str(_COMPOUND.sub(r"\1\2\3_", left[_near_from(left) :][-_NEAR:]))


def _near_from(left: str) -> int:
    """Where the clause of a value begins, with the label right before it."""
    label = _LABEL.search(left)
    return int(label.start()) if label else max((m.end() for m in _BREAK.finditer(left)), default=0)


def _head(reading: Reading) -> str:
    """The header of the document, where its kind and title stand."""
    start, end = reading.part.header
    head = line_of(reading.view[start : min(end, start + _HEAD)])
    named = reading.metadata.doc_type not in (None, "bao_cao") and enabled("figures.role_letter")
    return str(_REPORT.sub("_", head)) if named else head
