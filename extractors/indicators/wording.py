"""What a value measures, as the sentence around it says it."""

from __future__ import annotations

import regex

from extractors.indicators.indices import find_indices
from extractors.indicators.words import VALUE, forms_of, strip_end, strip_start, without_times, word_of
from extractors.rules import enabled

_BREAK = regex.compile(r"[;!?…](?=\s|$)|(?<![A-ZĐ]|\b\d\d?)\.(?=\s|$)|:(?=\s)")
_ENOUGH = 4
_LEFT = ("reach", "compare", "lead", "change")
_FIRST = regex.compile(r"[^\W\d]")
_EXCEPT = regex.compile(r"\s*\((?:trừ|không bao gồm|không tính|chưa bao gồm|sau đây|gồm|bao gồm|theo)\b[^()]*\)")
_TIER = regex.compile(r"\s*(?:ở |tại )?\bcấp (?:tỉnh|huyện|xã|cơ sở|thành phố)\b", regex.IGNORECASE)
_COMPLETE = regex.compile(r"\bhoàn thành$", regex.IGNORECASE)
_RANK = regex.compile(r"\b(?:nhóm|tốp|top|thứ|vị trí|bậc|hạng)\b", regex.IGNORECASE)


def wordings(left: str, quote: str, right: str) -> list[str]:
    """What the value between `left` and `right` measures: one wording, or several where it is said of several things.

    >>> wordings("Đến năm 2025, ", "100%", " văn bản điện tử được ký số.")
    ['văn bản điện tử được ký số']
    >>> wordings("Tỷ lệ hộ nghèo giảm còn ", "dưới 3%", " vào năm 2030.")
    ['Tỷ lệ hộ nghèo']
    >>> wordings("Phấn đấu có ", "ít nhất 12 xã", " đạt chuẩn.")
    ['số xã đạt chuẩn']
    """
    left, right = without_times(left), without_times(right)
    if enabled("figures.subject_indices"):
        indices = find_indices(left, right, ranked=_RANK.search(quote) is not None)
        if indices:
            return indices
    unit = _unit(quote)
    if unit == "tuổi":
        return [f"tuổi của {_left_subject(left)[0]}"]
    return _plain(left, right, unit)


def _unit(quote: str) -> str:
    """The noun that a value counts, "" for shares, ranks and points."""
    match = _UNIT.search(quote)
    unit = without_times(match["unit"]) if match and enabled("figures.subject_count") else ""
    return "" if unit.lower() in forms_of("share") else unit


def _left_subject(left: str) -> tuple[str, bool, bool]:
    """The subject before a value, whether a verb or colon of reaching parts them, whether a verb of change does."""
    clause, after_value = _clause(left)
    before, taken = strip_end(clause, *_LEFT)
    if after_value and word_of("stop").match(before.lstrip(" ,;")):
        before = ""
    reached = clause.rstrip().endswith(":") or any(form in forms_of("reach") for form in taken)
    return _subject(before), reached, bool(taken) and taken[-1] in forms_of("change")


def _plain(left: str, right: str, unit: str = "") -> list[str]:
    before, reached, changed = _left_subject(left)
    after = _object(right)
    counted = unit and unit.lower() not in forms_of("dimension")
    if unit and (counted or after):
        after = f"số {unit} {after}".rstrip()
    measured = _begins(before, "measure") and (reached or not after)
    named = reached and before and before.lower() not in forms_of("holder") and not changed
    if enabled("figures.subject_after") and after and not (measured or named):
        return _several(_verb(left) + _predicated(left, after, right))
    if enabled("figures.subject_before") and before:
        return _several(before + _whole(right))
    return _repeated(left) if enabled("figures.subject_repeated") else []


def _whole(right: str) -> str:
    """The whole that a share is of, where the sentence says it behind the share."""
    match = _WHOLE.match(right)
    return " " + _closed(match.group()) if match else ""


def _begins(text: str, use: str) -> bool:
    match = word_of(use).match(text)
    return match is not None and not text[match.end() :].startswith(" hóa")


def _clause(left: str) -> tuple[str, bool]:
    """What stands between the last break or value and the quote, and whether it begins at a value."""
    colon = left.rstrip().endswith(":")
    body = left.rstrip().rstrip(":") if colon else left
    broken = max([m.end() for m in _BREAK.finditer(body)], default=0)
    valued = max([m.end() for m in VALUE.finditer(body, broken)], default=0)
    at = max(broken, valued)
    opened = body.rfind("(")
    if opened > body.rfind(")") and opened >= at:
        at = opened + 1
    return body[at:] + (":" if colon else ""), at == valued > 0


def _subject(clause: str) -> str:
    """The subject at the end of a clause: from the last lead verb or measuring noun that opens one."""
    starts = [0]
    for match in word_of("lead_open").finditer(clause):
        starts.append(match.end())
    if opening := _OPENING.search(clause, starts[-1]):
        starts.append(opening.start("noun"))
    return strip_start(clause[starts[-1] :], "lead", "change", "head")


_OPENING = regex.compile(
    rf"(?:^|[,:]\s|\b(?:có|với|đưa|nâng|đạt)\s)(?P<noun>{word_of('opening').pattern})(?!\s(?:hóa|\d))", regex.IGNORECASE
)
_UNIT = regex.compile(r"\d\s*(?P<unit>\p{L}[^\d()]*)")
_WHOLE = regex.compile(r"\s*(?:so với|trên|trong|/)\s*tổng số\b[^,;.()]*", regex.IGNORECASE)


def _verb(left: str) -> str:
    """The verb of completion before the value: what is measured is how much is completed."""
    return "hoàn thành " if _COMPLETE.search(left.rstrip()) else ""


def _object(right: str) -> str:
    """The noun phrase with its predicate behind the value, "" where none stands there."""
    text = right.lstrip(" *\"“")
    if text.lower().startswith("trở lên"):
        text = text[7:].lstrip()
    if not _FIRST.match(text) or word_of("stop").match(text):
        return ""
    return _closed(text[: _end(text)])


def _end(text: str) -> int:
    """Where what belongs to the value ends: a break, the clause of the next value, or words that lead on."""
    ends = [m.start() for m in (_BREAK.search(text), word_of("tail").search(text, 1)) if m]
    value = VALUE.search(text)
    if value:
        ends.append(_before_next(text[: value.start()]))
    return min(ends, default=len(text))


def _before_next(text: str) -> int:
    """Where the clause of the value that follows `text` begins."""
    openings = [m.start() for m in _NEXT.finditer(text)]
    kept = strip_end(text, *_LEFT)[0]
    return min([len(kept), *openings[-1:]])


_NEXT = regex.compile(rf"(?:,|\bvà)\s(?={word_of('opening').pattern}(?!\s(?:hóa|\d)))", regex.IGNORECASE)


def _closed(text: str) -> str:
    """The text without a dangling bracket, an exception in brackets, or punctuation at its end."""
    text = _EXCEPT.sub("", text)
    opened = text.rfind("(")
    if opened > text.rfind(")"):
        text = text[:opened]
    elif text.count(")") > text.count("("):
        text = text[: text.index(")")]
    return text.strip(" ,;:.-\"“”/")


def _predicated(left: str, after: str, right: str) -> str:
    """The noun phrase with the predicate or the noun that a list states once."""
    if not enabled("figures.subject_shared"):
        return after
    if _TIER.match(after) and (head := _last_object(left)):
        after = _TIER.split(head)[0] + " " + after
    if word_of("predicate").search(after, 1):
        return after
    shared = _shared_predicate(right)
    return f"{after} {shared}" if shared else after


def _shared_predicate(right: str) -> str:
    """The predicate of a later item of the list of values that begins in `right`."""
    at = 0
    while value := VALUE.search(right, at):
        lead = strip_end(right[at : value.start()], "compare", "lead")[0]
        rest = right[value.end() :]
        item = _object(rest)
        predicate = word_of("predicate").search(item, 1)
        if _BREAK.search(lead) and not lead.rstrip().endswith(";"):
            return ""
        if not item:
            return ""
        if predicate:
            return item[predicate.start() :]
        at = value.end()
    return ""


def _last_object(left: str) -> str:
    """What the last value before belongs to, where it stands behind its value."""
    values = list(VALUE.finditer(left))
    return _object(left[values[-1].end() :]) if values else ""


def _repeated(left: str) -> list[str]:
    """What the value before measures: the figure leaves it out."""
    values = list(VALUE.finditer(left))
    opened = left.rfind("(")
    if opened > left.rfind(")") and not (values and values[-1].start() > opened):
        return _plain(left[:opened], "")
    if not values:
        return []
    last = values[-1]
    return _plain(left[: last.start()], left[last.end() :])


def _several(text: str) -> list[str]:
    """One wording, or one for each of the things that are joined in it."""
    if not text or not enabled("figures.subject_several"):
        return [text] if text else []
    first, *others = _FIELDS.split(text)
    at = first.find("lĩnh vực")
    return [first, *(first[:at] + other for other in others)] if at > 0 else [text]


_FIELDS = regex.compile(r"(?:,| và) (?=lĩnh vực\b)")
