"""Clauses around a value: the subject before it, the noun phrase behind it."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.indicators.backwards import backwards
from extractors.indicators.words import COUNT, VALUE, forms_of, size_before, strip_end, strip_start, word_of
from extractors.rules import enabled

#: What ends a clause.
BREAK = regex.compile(r"[;!?…](?=\s|$)|(?<=\s)[a-zđ]\)(?=\s)|(?<![A-ZĐ]|\b\d\d?)\.(?=\s|$)|:(?=\s)")
#: The uses of words that stand between a subject and its value.
LEFT = ("reach", "compare", "lead", "change")
#: A measure that is nothing without the verb of change behind it: `Tỷ lệ tinh giản`, `tốc độ tăng`.
_RATE_OF = regex.compile(
    r"\W*(?:tỷ\s+lệ|tỉ\s+lệ|tốc\s+độ|mức(?:\s+độ)?)\s+(?:tinh\s+giản|cắt\s+giảm|giảm|tăng)(?!\p{L})", regex.IGNORECASE
)
_FIRST = regex.compile(r"[^\W\d]")
_EXCEPT = regex.compile(r"\s*\((?:trừ|không bao gồm|không tính|chưa bao gồm|sau đây|gồm|bao gồm|theo)\b[^()]*\)")
_MEASURE = rf"{word_of('opening').pattern}(?!\s(?:hóa|\d))"
_LEAD = regex.compile(
    rf"(?:^|[,;:]\s|\bvà\s){word_of('lead_open').pattern}|{word_of('lead_inside').pattern}", regex.IGNORECASE
)
_OPENING = regex.compile(rf"(?:^|[,:]\s|\b(?:có|với|đưa|nâng|đạt|ở|tại)\s)(?P<noun>{_MEASURE})", regex.IGNORECASE)
_COUNTED = regex.compile(
    r"\s(?:cho|với|gồm) (?:trên |khoảng |gần |hơn |ít nhất |tối thiểu )?\d[\d.]* \p{L}", regex.IGNORECASE
)
#: Words that end what belongs to a value are no longer.
_LONGEST = 60
#: A number at the head of a subject: "12 vụ" is "vụ".
_NUMBERED = regex.compile(r"^\d+(?:[.,]\d+)*(?:/\d+)?\s+(?=\p{L}{2})")
#: The clause of a count behind a comma: ", làm chết 178 người".
_COUNTING = regex.compile(
    r",\s(?:\p{L}+\s){0,4}(?<!\b(?:độ|số|điều|khoản|điểm|năm|tháng|ngày|quý|loại|hạng|mục|lục|lớp|thứ|mức|cấp|án|tuyến)\s)\d",
    regex.IGNORECASE,
)
_NEXT = regex.compile(rf"(?:,|\bvà)\s(?={_MEASURE})", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a value: the subject, and what parts it from the value.

    `reached`: a verb of reaching; `changed`: a verb of change; `owns`: a verb of having; `colon`: a colon.
    """

    text: str
    reached: bool
    changed: bool
    owns: bool
    colon: bool


def subject_before(left: str) -> Before:
    """What stands before a value.

    >>> subject_before("tỷ lệ hộ nghèo giảm xuống").text
    'tỷ lệ hộ nghèo'
    """
    clause, after_value = clause_before(left)
    text, taken = strip_end(clause, *LEFT)
    if not text and _RATE_OF.match(clause) and enabled("figures.subject_rate"):
        text = strip_end(clause, "reach", "compare", "lead")[0]
    if after_value and ("," in clause[len(text) :] or _is_against(text)):
        text = ""
    reached, changed, owns = (any(form in forms_of(use) for form in taken) for use in ("reach", "change", "own"))
    return Before(_subject(text), reached, changed, owns, colon=clause.rstrip().endswith(":"))


def _is_against(text: str) -> bool:
    """Whether what stands behind a value only says more of it: no `trong đó` leads to another subject."""
    return word_of("stop", "against").match(strip_start(text, "lead")) is not None and not _LEAD.search(text)


def clause_before(left: str) -> tuple[str, bool]:
    """What stands between the last break or value and the quote, and whether it begins at a value."""
    colon = left.rstrip().endswith(":")
    body = left.rstrip().rstrip(":") if colon else left
    broken = max([m.end() for m in BREAK.finditer(body)], default=0)
    value = next(backwards(VALUE, body, broken), None)
    counts = COUNT.finditer(body, value.start() if value else broken)
    valued = max([value.end() if value else 0, *(count.end() for count in counts)])
    at = max(broken, valued)
    opened = body.rfind("(")
    if opened > body.rfind(")") and opened >= at:
        at = opened + 1
    return body[at:] + (":" if colon else ""), at == valued > 0


def _subject(clause: str) -> str:
    """The subject at the end of a clause: from the last lead verb or measuring noun that opens one."""
    starts = [0, *(match.end() for match in _LEAD.finditer(clause)), *(m.end() for m in size_before().finditer(clause))]
    starts.sort()
    if opening := _OPENING.search(clause, starts[-1]):
        starts.append(opening.start("noun"))
    return str(_NUMBERED.sub("", strip_start(clause[starts[-1] :], "lead", "change", "head")))


def object_after(right: str) -> str:
    """The noun phrase with its predicate behind the value, "" where none stands there."""
    text = right.lstrip(' *"“')
    if text.lower().startswith("trở lên"):
        text = text[7:].lstrip()
    if not _FIRST.match(text) or word_of("stop").match(text):
        return ""
    return closed(text[: end_of(text)])


def end_of(text: str) -> int:
    """Where what belongs to the value ends: a break, the clause of the next value, or words that lead on."""
    value = VALUE.search(text)
    near = value.end() + _LONGEST if value else len(text)
    found = (
        BREAK.search(text, 0, near),
        word_of("tail").search(text, 1, near),
        _COUNTED.search(text, 0, near),
        _COUNTING.search(text, 0, near),
    )
    ends = [match.start() for match in found if match]
    if value:
        ends.append(_before_next(text[: value.start()]))
    return int(min(ends, default=len(text)))


def _before_next(text: str) -> int:
    """Where the clause of the value that follows `text` begins."""
    openings = [m.start() for m in _NEXT.finditer(text)]
    kept = strip_end(text, *LEFT)[0]
    return int(min([len(kept), *openings[-1:]]))


def closed(text: str) -> str:
    """The text without a dangling bracket, an exception in brackets, or punctuation at its end."""
    text = _EXCEPT.sub("", text)
    opened = text.rfind("(")
    if opened > text.rfind(")"):
        text = text[:opened]
    elif text.count(")") > text.count("("):
        text = text[: text.index(")")]
    return text.strip(' ,;:.-"“”/').removesuffix(" và").rstrip(" ,")


def begins(text: str, use: str) -> bool:
    """Whether the text begins with a word of that use ("số hóa" is no number)."""
    match = word_of(use).match(text)
    return match is not None and not text[match.end() :].startswith(" hóa")
