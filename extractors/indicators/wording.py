"""What a value measures, as the sentence around it says it."""

from __future__ import annotations

import regex

from extractors.indicators.indices import find_indices
from extractors.indicators.words import VALUE, forms_of, strip_end, strip_start, without_times, word_of
from extractors.rules import enabled

_BREAK = regex.compile(r"[;!?…](?=\s|$)|(?<![A-ZĐ]|\b\d\d?)\.(?=\s|$)|:(?=\s)")
_ENOUGH = 6
_LEFT = ("reach", "compare", "lead", "change")
_FIRST = regex.compile(r"[^\W\d]")
_EXCEPT = regex.compile(r"\s*\((?:trừ|không bao gồm|không tính|chưa bao gồm|sau đây|gồm|bao gồm|theo)\b[^()]*\)")
_TIER = regex.compile(r"\s*(?:ở |tại )?\bcấp (?:tỉnh|huyện|xã|cơ sở|thành phố)\b", regex.IGNORECASE)
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
    left, right = without_times(left), without_times(_inner(quote) + right)
    if enabled("figures.subject_indices"):
        indices = find_indices(left, right, ranked=_RANK.search(quote) is not None)
        if indices:
            return indices
    unit = _unit(quote)
    if unit in forms_of("duration") and (term := _term(left, right)):
        return [term]
    if unit == "tuổi":
        return [f"tuổi của {_left_subject(left)[0]} {_closed(right[: _end(right)])}".strip()]
    return _plain(left, right, unit)


def _inner(quote: str) -> str:
    """What a share is of, where it stands inside the value: "từ 15% số hộ trở lên"."""
    match = _INNER.search(quote)
    return match["noun"] if match else ""


_INNER = regex.compile(r"%(?P<noun>\s*\p{L}.*?)\s+trở\s+(?:lên|xuống)\s*$", regex.DOTALL)


def _unit(quote: str) -> str:
    """The noun that a value counts, "" for shares, ranks and points."""
    match = _UNIT.search(quote)
    unit = without_times(match["unit"]) if match and enabled("figures.subject_count") else ""
    unit = strip_end(unit, "bound")[0]
    return "" if unit.lower() in forms_of("share") else unit


def _term(left: str, right: str) -> str:
    """What has to be done within a length of time: "Trong thời hạn 5 ngày kể từ …, Sở A thẩm định"."""
    if not enabled("figures.subject_term") or not strip_end(left, "compare", "bound")[0].lower().endswith(_TERMS):
        return ""
    since = _SINCE.match(right)
    rest = right[since.end() :] if since else right.lstrip(" ,")
    done = _closed(rest[: _end(rest)]) if rest.strip(" ,;.") else ""
    return f"thời hạn {done or _TERM.sub('', strip_end(_clause(left)[0], 'compare', 'bound')[0]).strip(' ,')}".rstrip()


_TERMS = ("trong", "thời hạn", "thời gian", "trong vòng", "chậm nhất", "sau")
_TERM = regex.compile(rf"(?:\b(?:{'|'.join(_TERMS)})\s*)+$", regex.IGNORECASE)
_SINCE = regex.compile(r"[\s,]*(?:kể từ|tính từ|từ ngày|sau khi|từ khi|sau ngày)[^,;.]*(?:,\s*|(?=[;.]|$))", regex.IGNORECASE)


def _left_subject(left: str) -> tuple[str, bool, bool]:
    """The subject before a value, whether a verb or colon of reaching parts them, whether a verb of change does."""
    clause, after_value = _clause(left)
    before, taken = strip_end(clause, *_LEFT)
    if after_value and word_of("stop").match(strip_start(before, "lead")):
        before = ""
    reached = clause.rstrip().endswith(":") or any(form in forms_of("reach") for form in taken)
    return _subject(before), reached, any(form in forms_of("change") for form in taken)


def _plain(left: str, right: str, unit: str = "") -> list[str]:
    before, reached, changed = _left_subject(left)
    after = _object(right)
    if unit:
        after = _counted(unit, right, after)
    measured = _begins(before, "measure") and (reached or not after)
    named = reached and before and before.lower() not in forms_of("holder") and not changed
    if enabled("figures.subject_after") and after and not (measured or named):
        return _several(_action(before, reached or changed) + _predicated(left, after, right))
    if enabled("figures.subject_before") and before:
        return _several(_heading(left, before) + before + _whole(right, sized=bool(unit)))
    return _repeated(left) if enabled("figures.subject_repeated") else []


def _heading(left: str, before: str) -> str:
    """The measure that a colon parts from the things it is told of ("Cơ cấu lao động: nông nghiệp …")."""
    sentence = left[max((m.end() for m in _STOPS.finditer(left)), default=0) :]
    head, colon, items = sentence.partition(": ")
    told = colon and items.strip() and _begins(head.strip(), "composition")
    return f"{head.strip()} " if told and not _begins(before, "measure") else ""


_STOPS = regex.compile(r"[.?!]\s")


def _counted(unit: str, right: str, after: str) -> str:
    """What a count counts: its unit with what is said of it, "" for a size that nothing follows."""
    if unit.split("/")[0].strip().lower() in forms_of("dimension"):
        return f"số {unit} {after}" if after and unit in ("năm", "tháng") else after
    said = after or (_closed(right[: _end(right)]) if word_of("predicate", "being").match(right.lstrip()) else "")
    return f"số {unit} {said}".rstrip()


def _action(before: str, reached: bool) -> str:
    """The verb of doing before the value: what is measured is how much of it is done."""
    return f"{before} " if not reached and _begins(before, "action") and len(before.split()) <= _ENOUGH else ""


def _whole(right: str, *, sized: bool) -> str:
    """The whole that a share is of, or whom a sum is for, where the sentence says it behind the value."""
    match = (_FOR if sized else _WHOLE).match(right)
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
_FOR = regex.compile(r"\s*(?:cho|đối với)\b[^,;.()]*", regex.IGNORECASE)
_WHOLE = regex.compile(r"\s*(?:so với|trên|trong|/)\s*tổng số\b[^,;.()]*", regex.IGNORECASE)


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
    return text.strip(" ,;:.-\"“”/").removesuffix(" và").rstrip(" ,")


def _predicated(left: str, after: str, right: str) -> str:
    """The noun phrase with the predicate or the noun that a list states once."""
    if not enabled("figures.subject_shared"):
        return after
    if _TIER.match(after) and (head := _last_object(left)):
        after = _TIER.split(head)[0] + " " + after.lstrip()
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
    """What the values before belong to, where it stands behind the first of them with a noun."""
    for value in reversed(list(VALUE.finditer(left))):
        item = _object(left[value.end() :])
        if item and not _TIER.match(item):
            return item
    return ""


def _repeated(left: str) -> list[str]:
    """What the value before measures: the figure leaves it out."""
    values = list(VALUE.finditer(left))
    opened = left.rfind("(")
    if opened > left.rfind(")") and not (values and values[-1].start() > opened):
        return _plain(left[:opened], "")
    if not values:
        return []
    last = values[-1]
    return _plain(left[: last.start()], strip_end(left[last.end() :], *_LEFT)[0])


def _several(text: str) -> list[str]:
    """One wording, or one for each of the things that are joined in it."""
    if not text or not enabled("figures.subject_several"):
        return [text] if text else []
    first, *others = _FIELDS.split(text)
    at = first.find("lĩnh vực")
    return [first, *(first[:at] + other for other in others)] if at > 0 else [text]


_FIELDS = regex.compile(r"(?:,| và) (?=lĩnh vực\b)")
