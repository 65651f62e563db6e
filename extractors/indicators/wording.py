"""What a value measures, as the sentence around it says it."""

from __future__ import annotations

import regex

from extractors.indicators.backwards import backwards
from extractors.indicators.clauses import LEFT, Before, begins, closed, end_of, object_after, subject_before
from extractors.indicators.indices import find_indices
from extractors.indicators.lists import is_tier, one_or_several, predicated, tiered, with_tier
from extractors.indicators.terms import term_of
from extractors.indicators.words import COUNT, VALUE, forms_of, sizes, strip_end, strip_start, without_times, word_of
from extractors.rules import enabled

_LONGEST_ACTION = 12
#: How many values back a subject that is left out is sought.
_DEEPEST = 12
_RANK = regex.compile(r"\b(?:nhóm|tốp|top|thứ|vị trí|bậc|hạng)\b", regex.IGNORECASE)
#: What an index has: a share, a score, a rank.
_SCORE = regex.compile(r"%|phần\s+trăm|\b(?:điểm|nhóm|tốp|top|thứ|vị\s+trí|bậc|hạng)\b|\d/\d", regex.IGNORECASE)
_INNER = regex.compile(r"%(?P<noun>\s*\p{L}.*?)\s+trở\s+(?:lên|xuống)\s*$", regex.DOTALL)
_UNIT = regex.compile(r"\d\s*(?P<unit>(?!đến\b|tới\b)\p{L}[^\d()%]*(?:(?:/|trên)\s*\d[\d.]*[^\d()%]*)?)$")
_RATE = regex.compile(r"/\s*\d")
_PER = regex.compile(r"/|\s+trên\s+(?=\d)")
#: `số người chết`, no `số hóa`.
_NUMBER_OF = regex.compile(r"(?:tổng\s+)?số\s+(?!hóa|liệu)\p{L}", regex.IGNORECASE)
#: Where a counted thing stands.
_AT = regex.compile(r"\s*(?:tại|thuộc|của)\s+\p{L}", regex.IGNORECASE)
_SCALE = regex.compile(r"^(?:(?:trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)\s+)+(?:lượt\s+)?", regex.IGNORECASE)
_LEAD_IN = regex.compile(r"\D*")
_SPELT = regex.compile(r"\s*\([^()]*\)")
_FOR = regex.compile(r"\s*(?:cho|đối với)\b[^,;.()]*", regex.IGNORECASE)
_WHOLE = regex.compile(r"\s*(?:so với|(?:tính )?trên|trong|/)\s*tổng số\b[^,;.()]*", regex.IGNORECASE)
#: A value in brackets right behind a value: "2 đợt/tháng (18 đợt/năm)".
_TOLD_AGAIN = regex.compile(r"\d[^\s()]*(?:\s+[^\s()]+){0,3}\s*\(\s*$")
_RATED = regex.compile(r"\d[\d.,]*\s*\p{L}+(?:\s\p{L}+)?/\p{L}+\s*$")
#: The label of a list of tiers.
_TIER_LABEL = regex.compile(r"(?:^|[;.]\s)(?P<label>[^:;]{8,200}):(?:\s[^:;]*)?$")
_STOPS = regex.compile(r"[.?!]\s")


def wordings(left: str, quote: str, right: str) -> list[str]:
    """What the value between `left` and `right` measures: one wording, or several where it is said of several things.

    >>> wordings("Đến năm 2025, ", "100%", " văn bản điện tử được ký số.")
    ['văn bản điện tử được ký số']
    >>> wordings("Tỷ lệ hộ nghèo giảm còn ", "dưới 3%", " vào năm 2030.")
    ['Tỷ lệ hộ nghèo']
    >>> wordings("Phấn đấu có ", "ít nhất 12 xã", " đạt chuẩn.")
    ['xã đạt chuẩn']
    """
    left, right = without_times(left), without_times(_inner(quote) + right)
    if enabled("figures.subject_indices") and _SCORE.search(quote):
        indices = find_indices(left, right, ranked=_RANK.search(quote) is not None)
        if indices:
            return indices
    unit = _unit(quote)
    if unit in forms_of("duration") and (term := term_of(f"{left} {_LEAD_IN.match(quote)[0]}", right)):
        return [term]
    if unit == "tuổi":
        return [_age(left, right)]
    return [_labelled(left, text) for text in _plain(left, right, unit)]


def _labelled(left: str, text: str) -> str:
    """What a label before a colon measures, where only the tier of a value stands with it: `Hồ sơ …: cấp tỉnh 100%`."""
    label = _TIER_LABEL.search(left) if is_tier(text.strip()) and enabled("figures.subject_label") else None
    return f"{closed(strip_start(label['label'], 'lead'))} {text.strip()}" if label else text


def _age(left: str, right: str) -> str:
    """Whose age it is; "tuổi thọ trung bình" is what is measured."""
    before = subject_before(left)
    if begins(before.text, "measure"):
        return before.text
    return f"tuổi của {before.text} {closed(right[: end_of(right)])}".strip()


def _inner(quote: str) -> str:
    """What a share is of, where it stands inside the value: "từ 15% số hộ trở lên"."""
    match = _INNER.search(quote)
    return match["noun"] if match else ""


def _unit(quote: str) -> str:
    """The noun that a value counts, "" for shares, ranks and points."""
    match = _UNIT.search(_SPELT.sub("", quote))
    unit = without_times(match["unit"]) if match and enabled("figures.subject_count") else ""
    unit = strip_end(unit, "bound")[0]
    return "" if unit.lower() in forms_of("share") or _RATE.search(unit) else unit.removeprefix("số ")


def _plain(left: str, right: str, unit: str = "", *, depth: int = 0) -> list[str]:
    """The wording by what stands on both sides of the value; `unit` is the noun that it counts."""
    before, after = subject_before(left), object_after(right)
    if begins(after, "against") and before.reached or after and before.colon and begins(before.text, "measure"):
        after = ""
    said, noun = _counted(unit, right, after) if unit else after, _noun(unit)
    if not after and not depth and _TOLD_AGAIN.search(left) and (again := _repeated(left, depth)):
        return again
    told_before = _is_told_before(before, bare=not after and bool(unit), counted=bool(noun))
    if enabled("figures.subject_after") and said and not told_before:
        return one_or_several(_action(before, noun) + predicated(left, said, right, counted=bool(noun)))
    if enabled("figures.subject_before") and before.text:
        text = tiered(before.text, _repeated(left, depth)) if is_tier(before.text) else before.text
        text = _heading(left, text) + text + _whole(right, sized=bool(unit))
        return one_or_several(with_tier(text, right))
    return [with_tier(text, right) for text in _repeated(left, depth)] if enabled("figures.subject_repeated") else []


def _is_told_before(before: Before, *, bare: bool, counted: bool) -> bool:
    """Whether the subject stands before a value behind which a noun stands.

    `bare`: only the unit stands there; `counted`: the unit is the noun of what is counted.
    """
    if begins(before.text, "measure") or _NUMBER_OF.match(before.text):
        return before.reached or before.colon or bare or not counted and begins(before.text, "sized")
    if not before.text or before.text.lower() in forms_of("holder") or before.changed:
        return False
    return not begins(before.text, "action") and (before.reached or bare and not before.owns and not counted)


def _heading(left: str, before: str) -> str:
    """The measure that a colon parts from the things it is told of ("Cơ cấu lao động: nông nghiệp …")."""
    sentence = left[max((m.end() for m in _STOPS.finditer(left)), default=0) :]
    head, colon, items = sentence.partition(": ")
    told = colon and items.strip() and begins(head.strip(), "composition")
    return f"{head.strip()} " if told and not begins(before, "measure") else ""


def _counted(unit: str, right: str, after: str) -> str:
    """What a count counts: its noun with what is said of it, "" for a size that nothing follows."""
    noun = _noun(unit)
    if not noun:
        named = not after or unit not in ("năm", "tháng") or begins(after, "measure")
        return after if named else f"số {unit} {after}"
    told = word_of("predicate", "being").match(right.lstrip()) or _AT.match(right)
    said = after or (closed(right[: end_of(right)]) if told else "")
    return f"{noun} {said}".rstrip()


def _noun(unit: str) -> str:
    """What a unit counts, without its scale and its rate, "" for a size ("triệu lượt khách", "bác sĩ/vạn dân")."""
    counted = _SCALE.sub("", _PER.split(unit)[0].strip())
    return "" if not counted or counted.lower() in sizes() else counted


def _action(before: Before, noun: str) -> str:
    """The verb of doing before the value: what is measured is how much of it is done.

    Things are only counted, unless something is done for them ("tạo việc làm cho 900 lao động").
    """
    short = len(before.text.split()) <= _LONGEST_ACTION and (not noun or before.text.endswith(" cho"))
    done = short and not before.changed and begins(before.text, "action")
    return f"{before.text} " if done else ""


def _whole(right: str, *, sized: bool) -> str:
    """The whole that a share is of, or whom a sum is for, where the sentence says it behind the value."""
    match = (_FOR if sized else _WHOLE).match(right)
    return " " + closed(match.group()) if match else ""


def _repeated(left: str, depth: int) -> list[str]:
    """What the value before measures: the figure leaves it out; `depth` values have been passed."""
    if depth > _DEEPEST:
        return []
    last = next(backwards(VALUE, left), None)
    last = max(COUNT.finditer(left, last.end() if last else 0), key=lambda m: m.end(), default=last)
    opened = left.rfind("(")
    if opened > left.rfind(")") and not (last and last.start() > opened):
        told = _RATED.sub("", left[:opened])
        return [] if told.rstrip().endswith("(") else _plain(told, "", depth=depth + 1)
    if last is None:
        return []
    return _plain(left[: last.start()], strip_end(left[last.end() :], *LEFT)[0], depth=depth + 1)
