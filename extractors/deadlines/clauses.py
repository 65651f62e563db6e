"""Which time of its own sentence governs a figure: the one of its clause, else the last that opens a clause before."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.deadlines.scope import Scope
from extractors.reading import Time
from extractors.rules import enabled

#: In a block longer than this nothing further away governs.
_FAR = 4000
#: What ends a sentence, and what ends a part of it that a leading time still governs.
_STOP = regex.compile(r"[.!?](?=\s|$)")
_CLAUSE_END = regex.compile(r"[.!?;](?=\s|$)")
#: The same from the end: the last of them, of those that end a part, of either, and of those that part clauses too.
_LAST_STOP = regex.compile(rf"(?r){_STOP.pattern}")
_LAST_PART = regex.compile(r"(?r)[;:](?=\s|$)")
_LAST_END = regex.compile(r"(?r)[;:.!?](?=\s|$)")
_LAST_MARK = regex.compile(r"(?r)[;:.!?](?=\s|$)|,\s|\bvà\b|\s-\s")
#: A time opens its clause behind one of these.
_OPENING = regex.compile(
    r"(?i)(?:^|[,;:.(!?+•-]|\b(?:và|đồng\s+thời|phấn\s+đấu|trong\s+đó|còn|riêng|mục\s+tiêu|cụ\s+thể(?:\s+là)?|định\s+hướng|tầm\s+nhìn|nhưng))\s*$"
)
_NUMBER = regex.compile(r"(?<![\w.,/-])\d[\d.,]*(?![\d/]|\s*/\s*[A-ZĐ]|\s*[).](?:\s|$))")
#: Between a figure and a time that stands right behind it: `95% vào năm 2030`, `31% (năm 2020)`.
_BEHIND = regex.compile(r"(?i)\s*\(?\s*(?:cho\s+)?")
#: A value of its own behind a time in brackets: `52% (năm 2023 là 17%)`.
_OWN_VALUE = regex.compile(r"[^()\d]{0,40}\d")
_NEW_CLAUSE = regex.compile(
    r"(?i)[;:]\s|[.!?]\s|\b(?:đồng\s+thời|trong\s+đó|tiếp\s+tục|đạt(?!\s+chuẩn)|tăng|nâng|giảm|còn(?!\s+(?:hiệu\s+lực|lại|thiếu|nợ|tồn))|(?<!(?:đã|chưa)\s+)có(?!\s+(?:hiệu\s+lực|liên\s+quan|nhu\s+cầu))|là|hoàn\s+thành|duy\s+trì|gửi|nộp|báo\s+cáo|phấn\s+đấu)\b"
)
#: The verb without an object that only leads to the time: `cắt giảm 20% thời gian, hoàn thành trước ngày …`.
_COMPLETED = regex.compile(r"(?i),?\s*(?:và\s+|phải\s+)*hoàn\s+thành(?:\s+(?:xong|việc\s+này))?\s*$")
#: What a value is measured against: `tăng 8% so với ước thực hiện năm 2025`.
_AGAINST = regex.compile(r"(?i)(?<!\p{L})so\s+với\s[^.;,:()\d]{0,40}$")
#: Of what is done each year a plan is made by then.
_YEARLY = regex.compile(r"/\s*năm$")
#: What stands between a time and what it heads: `Kinh phí năm 2027: 12 tỷ đồng`.
_COLON = regex.compile(r"\s*[)*]*\s*:\s")
#: A clause of the sentence that is for the time: `; thời gian lấy mẫu từ tháng 3 đến tháng 10 năm 2026`.
_FOR_TIME = regex.compile(r"(?i)(?:^|[;,(]\s*|\n)thời\s+(?:gian|điểm)(?:\s+\p{L}+){0,4}\s*:?\s*$")
_COMMA = regex.compile(r",\s+")
_WHICH = regex.compile(r"(?i)(?:những|các|mỗi|đối\s+với)\s+(?:\p{L}++(?:,\s+|\s+)){1,6}?(?:có|đạt)\s")
_MUST = regex.compile(r"[^.;:]*?(?<!\p{L})(?:phải|có\s+trách\s+nhiệm)\s")
#: What is said of a time is shared out: `năm 2027 là 90 tỷ, gồm: A 50 tỷ; B 40 tỷ`.
_SHARED_OUT = regex.compile(r"(?ir)\b(?:gồm(?:\s+có)?|trong\s+đó|cụ\s+thể|chia\s+ra|cơ\s+cấu)\s*:")
#: A sentence that shares out what the one before it says: `… đạt 8%/năm. Trong đó: nông nghiệp tăng 3%/năm`.
_GOES_ON = regex.compile(r"\.\s+(?:Trong\s+đó|Cụ\s+thể|Chia\s+ra|Bao\s+gồm|Gồm)\s*:")
#: A time opens its clause behind the source that tells it: `Theo kết quả rà soát cuối năm 2021, toàn tỉnh có …`.
_TOLD_BY = regex.compile(r"(?i)[\s|*+•-]*(?:theo|qua|tính|tại\s+thời\s+điểm)\s(?:\p{L}+\s+){0,7}")


def in_sentence(scope: Scope, start: int, end: int) -> list[Time]:
    """The times of the block that govern a figure at `start:end`: first the one that gives its date.

    A recurring time comes before the one that gives the date, a later end behind it.
    """
    low, high = _block(scope, start)
    times = scope.times_in(low, high)
    behind = _trailing(scope.view, times, end)
    leading = _leading(scope, times, low, start)
    if behind is None:
        return leading or _said_of_all(scope, times, start)
    until = behind.kind == "by" and enabled("deadlines.from_until")
    since = [time for time in leading if time.kind == "from" and until]
    return [*since, behind]


def _said_of_all(scope: Scope, times: list[Time], start: int) -> list[Time]:
    """The time of a clause of the sentence that is for the time; none where that gives several."""
    if not enabled("deadlines.time_clause"):
        return []
    low, high = _sentence(scope, start)
    inside = [time for time in times if low <= time.start < high and time.use == "deadline"]
    first = next((t for t in inside if _FOR_TIME.search(scope.view, max(low, t.start - 60), t.start)), None)
    others = [t for t in inside if first is not None and t is not first and not t.every]
    return [first] if first is not None and not others else []


def _sentence(scope: Scope, start: int) -> tuple[int, int]:
    """The bounds of the sentence at `start`, its clauses between semicolons with it."""
    low, high = _block(scope, start)
    mark, stop = _LAST_STOP.search(scope.view, low, start), _STOP.search(scope.view, start, high)
    return mark.end() if mark else low, stop.start() if stop else high


def _block(scope: Scope, offset: int) -> tuple[int, int]:
    block = scope.places.block_of(offset)
    return (max(block.start, offset - _FAR), min(block.end, offset + _FAR)) if block else (offset, offset)


def _trailing(view: str, times: list[Time], end: int) -> Time | None:
    """The first time behind the figure, where it still speaks of it: `đạt 95% vào năm 2030`."""
    if not enabled("deadlines.trailing_time"):
        return None
    behind = next((time for time in times if time.start >= end), None)
    if behind is None or behind.start - end > 200:
        return None
    between = view[end : behind.start]
    if not _YEARLY.search(view, max(0, end - 6), end):
        between = _COMPLETED.sub("", between)
    if "(" in between and _OWN_VALUE.match(view, behind.end):
        return None
    if _BEHIND.fullmatch(between):
        return behind
    if _AGAINST.search(between):
        return None
    if behind.use == "old" or _NEW_CLAUSE.search(between) or opens(view, end, behind):
        return None
    return behind


def opens(view: str, low: int, time: Time) -> bool:
    """Whether the time opens its clause: `…, đến năm 2030 đạt 80%`.

    >>> opens("đạt 70%, đến năm 2030", 0, Time(9, 21, "deadline", "by"))
    True
    """
    before = view[max(low, time.start - 24) : time.start]
    return not before.strip() or _OPENING.search(before) is not None or _told_by(view, low, time)


def _told_by(view: str, low: int, time: Time) -> bool:
    if view[time.end : time.end + 1] != "," or not enabled("deadlines.told_by"):
        return False
    mark = _LAST_END.search(view, low, time.start)
    return _TOLD_BY.fullmatch(view, mark.end() if mark else low, time.start) is not None


def _leading(scope: Scope, times: list[Time], low: int, start: int) -> list[Time]:
    """The nearest time before the figure that governs it, a recurring one along with the one before it."""
    found: list[Time] = []
    if not enabled("deadlines.leading_time") or _is_condition(scope, low, start):
        return found
    ends = _Ends.before(scope.view, low, start)
    for time in reversed([time for time in times if time.end <= start]):
        if not _reaches(scope.view, time, low, ends) or _in_brackets(scope.view, time, low, start):
            continue
        found.append(time)
        if time.date is not None:
            break
    return _until(scope, found, start)


def _is_condition(scope: Scope, low: int, start: int) -> bool:
    """Whether the figure says which bodies a duty is for: `Trước ngày …, những xã có tỷ lệ dưới 75% phải gửi …`."""
    if not enabled("deadlines.condition"):
        return False
    block = _block(scope, start)
    marks = [m.end() for m in _COMMA.finditer(scope.view, max(low, start - 120), start)]
    which = _WHICH.match(scope.view, marks[-1] if marks else low, start)
    return which is not None and _MUST.match(scope.view, start, min(block[1], start + 90)) is not None


def _in_brackets(view: str, time: Time, low: int, start: int) -> bool:
    """Whether the time stands in brackets with a value of its own that end before the figure: `(năm 2024: 65 vụ)`."""
    if view.rfind("(", low, time.start) <= view.rfind(")", low, time.start):
        return False
    return view.find(")", time.end, start) >= 0 and _OWN_VALUE.match(view, time.end) is not None


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where the last sentence, the last part of one and the last lead to shares end before a figure, -1 for none."""

    stop: int
    part: int
    shares: int

    @classmethod
    def before(cls, view: str, low: int, start: int) -> _Ends:
        """The ends before a figure."""
        found = (pattern.search(view, low, start) for pattern in (_LAST_STOP, _LAST_PART, _SHARED_OUT))
        stop, part, shares = (match.start() if match else -1 for match in found)
        if stop >= 0 and _GOES_ON.match(view, stop, start) and enabled("deadlines.shared_out"):
            earlier = _LAST_STOP.search(view, low, stop)
            stop, part = earlier.start() if earlier else -1, max(part, stop)
        return cls(stop, part, shares)


def _reaches(view: str, time: Time, low: int, ends: _Ends) -> bool:
    """Whether a time before a figure governs it: no sentence ends between, and it is not spent on another figure."""
    opening = opens(view, low, time)
    if ends.stop >= time.end:
        return opening and time.use == "deadline" and time.date is not None
    if ends.part >= time.end:
        shared = ends.shares >= time.end and enabled("deadlines.shared_out")
        return shared or _opens_part(view, low, time) or _heads(view, time)
    return opening or not _spent(view, low, time)


def _opens_part(view: str, low: int, time: Time) -> bool:
    """Whether the time opens its part of the sentence, so that it governs the parts that follow."""
    mark = _LAST_END.search(view, low, time.start)
    low = mark.end() if mark else low
    return (len(view[low : time.start].split()) <= 3 and opens(view, low, time)) or _told_by(view, low, time)


def _heads(view: str, time: Time) -> bool:
    """Whether the time ends the words before a colon, and so is said of what follows: `Kinh phí năm 2027: 12 tỷ`."""
    return enabled("deadlines.before_colon") and _COLON.match(view, time.end) is not None


def _spent(view: str, low: int, time: Time) -> bool:
    """Whether a figure stands before the time in its clause, so that the time is said of that one."""
    mark = _LAST_MARK.search(view, low, time.start)
    return _NUMBER.search(view, mark.end() if mark else low, time.start) is not None


def _until(scope: Scope, found: list[Time], start: int) -> list[Time]:
    """With `từ năm 2026` the end that stands behind the figure: `… cho đến năm 2030`."""
    if not found or found[-1].kind != "from" or not enabled("deadlines.from_until"):
        return found
    block = _block(scope, start)
    stop = _CLAUSE_END.search(scope.view, start, block[1])
    later = scope.times_in(start, stop.start() if stop else block[1], "deadline")
    return [*found, *[time for time in later if time.kind == "by"][:1]]
