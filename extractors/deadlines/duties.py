"""Which time bounds a duty: one of its own clause, one that opens its sentence, one of a short lead-in over it."""

from __future__ import annotations

import regex

from extractors.deadlines.clauses import opens
from extractors.deadlines.scope import Scope
from extractors.reading import Time
from extractors.rules import enabled

_STOP = regex.compile(r"[.;:!?](?=\s|$)")
_PART = regex.compile(r"[.;!?](?=\s|$)")
_COMMA = regex.compile(r",\s|\bvà\s|\bđồng\s+thời\s")
#: A later clause that says when the first is done.
_DONE = regex.compile(
    r"(?i)\s*(?:và\s+)?(?:(?:bảo\s+đảm\s+|đảm\s+bảo\s+|phải\s+|cơ\s+bản\s+)?hoàn\s+thành|xong|thời\s+(?:gian|hạn)|hạn)\b"
)
_FINISH = regex.compile(r"(?i)hoàn\s+thành\s+(?:việc\s+)?(?P<what>\p{L}+\s+\p{L}+)")
#: The same behind a semicolon or a full stop, or in parentheses: "; hoàn thành trước ngày …", "(xong trong quý I)".
_COMPLETED = regex.compile(
    r"(?i)[;.(]\s*(?:và\s+)?(?:(?:bảo\s+đảm|đảm\s+bảo|phải)\s+)?(?:hoàn\s+thành|xong|(?:thời\s+)?(?:gian|hạn)\s+(?:hoàn\s+thành|thực\s+hiện)\s*:?)"
    r"\s+(?=trước|trong|chậm|đến|vào|xong|năm|quý|tháng|ngày|từ)"
)
#: A later clause that says what is to come of the duty: ", phấn đấu dư nợ đến hết quý I tăng 12%".
_GOAL = regex.compile(
    r"(?i)\s*(?:và\s+)?(?:phấn\s+đấu|đặt\s+mục\s+tiêu)\s+(?!(?:cơ\s+bản\s+)?(?:hoàn\s+thành|xong|kết\s+thúc|trình|ban\s+hành))"
)
#: A later clause that is a duty of its own.
_REPORT = regex.compile(
    r"(?i)\s*(?:và\s+)?(?:định\s+kỳ|báo\s+cáo|gửi|công\s+(?:khai|bố)|sơ\s+kết|tổng\s+kết|tổng\s+hợp|kết\s+quả)\b"
)
_INDEX = regex.compile(r"(?i)\b(?:chỉ\s+số|mức\s+độ\s+hài\s+lòng)\b[^;.]*$")
#: A period without `trong` tells of which period a thing is.
_PERIOD = regex.compile(r"(?i)giai\s+đoạn|thời\s+kỳ")
#: A lead-in that names a kind of duty has few words.
_SHORT = 60
_FAR = 260


def of_duty(scope: Scope, start: int, end: int, *, verb: int | None = None) -> Time | None:
    """The time that bounds the duty of the body named at `start`, whose sentence ends at `end`."""
    return (
        _opening(scope, start)
        or _own(scope, start, end, verb)
        or _completed(scope, start)
        or _finished(scope, start, end)
        or _led_in(scope, start)
    )


def _opening(scope: Scope, start: int) -> Time | None:
    """A time that opens the sentence before the body: `Tháng 12 hằng năm, các ngành …`."""
    if not enabled("deadlines.duty_opening"):
        return None
    block = scope.places.block_of(start)
    low = block.start if block else max(0, start - _FAR)
    for mark in _STOP.finditer(scope.view, low, start):
        low = mark.end()
    times = [time for time in scope.times_in(low, start, "deadline") if opens(scope.view, low, time)]
    return times[-1] if times and not scope.view[low : times[-1].start].strip(" \n-+(") else None


def _own(scope: Scope, start: int, end: int, verb: int | None) -> Time | None:
    """The first time behind the body that is said of its first verb."""
    if not enabled("deadlines.duty_own"):
        return None
    view = scope.view
    end = min(end, start + 3 * _FAR)
    stop = _PART.search(view, start if verb is None else verb, end)
    reports = verb is not None and _REPORT.match(view, verb) is not None
    for time in scope.times_in(start, end, "deadline"):
        if stop and stop.start() < time.start:
            return None
        if _of_thing(view, start, time):
            continue
        commas = list(_COMMA.finditer(view, verb or start, time.start))
        clause = commas[-1].end() if commas else start
        if not commas or _DONE.match(view, clause) or not view[clause : time.start].strip():
            return time if not commas or not _goes_on(view, time, end) else None
        if _GOAL.match(view, clause) and enabled("deadlines.duty_goal"):
            return None
        return None if (not reports and _REPORT.match(view, clause)) or time.start - start > _FAR else time
    return None


def _of_thing(view: str, start: int, time: Time) -> bool:
    """Whether the time tells which thing is meant, or when an event is held, not when the duty is done."""
    if view.count("(", start, time.start) > view.count(")", start, time.start):
        return True
    if time.rule == "deadlines.recurring":
        return _INDEX.search(view, max(start, time.start - 120), time.start) is not None
    return time.kind == "during" and _PERIOD.match(view, time.start) is not None


def _finished(scope: Scope, start: int, end: int) -> Time | None:
    """The time of the next sentence where that says by when this duty is finished: `Hoàn thành đăng ký trước …`."""
    block = scope.places.block_of(start)
    if block is None or end >= block.end or not enabled("deadlines.duty_finished"):
        return None
    stop = _STOP.search(scope.view, end + 1, block.end)
    last = stop.start() if stop else block.end
    finished = _FINISH.search(scope.view, end, last)
    if finished is None or finished["what"] not in scope.view[start:end]:
        return None
    times = scope.times_in(finished.start(), last, "deadline")
    return times[0] if times else None


def _completed(scope: Scope, start: int) -> Time | None:
    """The time of the next clause, or of words in parentheses, that say by when the duty is completed."""
    block = scope.places.block_of(start)
    if block is None or not enabled("deadlines.duty_completed"):
        return None
    stop = _PART.search(scope.view, start, block.end)
    last = min(block.end, (stop.end() if stop else block.end) + _SHORT)
    said = _COMPLETED.search(scope.view, start, last)
    if said is None or (scope.view[said.start()] != "(" and (stop is None or said.start() != stop.start())):
        return None
    times = scope.times_in(said.end(), min(block.end, said.end() + _SHORT), "deadline")
    return times[0] if times and times[0].start - said.end() < 12 else None


def _goes_on(view: str, time: Time, end: int) -> bool:
    """Whether a verb follows a time that opens its clause, which is then a duty of its own."""
    behind = view[time.end : end].lstrip()
    return bool(behind) and behind[0].isalpha() and regex.match(r"(?i)(?:và|theo|để|nhằm|\()", behind) is None


def _led_in(scope: Scope, start: int) -> Time | None:
    """The time of a short line over the block: `Khen thưởng hằng năm:`."""
    at = scope.places.index_of(start)
    if at is None or not enabled("deadlines.duty_lead_in"):
        return None
    block = scope.places.blocks[at]
    for other in reversed(scope.places.blocks[max(0, at - 12) : at]):
        if other.section != block.section:
            return None
        if other.end - other.start <= _SHORT and scope.view[other.start : other.end].rstrip().endswith(":"):
            times = scope.times_in(other.start, other.end, "deadline")
            return times[0] if times else None
    return None
