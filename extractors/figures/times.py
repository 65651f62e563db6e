"""By when a figure holds, and how often."""

from __future__ import annotations

import regex

from extractors.deadlines.clauses import opens
from extractors.figures.types import Quantity
from extractors.reading import Reading, Time
from extractors.rules import enabled

#: A mean of years before its value.
_MEAN = regex.compile(r"(?i)bình\s+quân\s+(?:hằng|hàng|mỗi|một)\s+năm(?:\s+(?:đạt|là|có|ở\s+mức|từ|khoảng|trên))*\s*$")
#: A share that is to be reached each year: `tỷ lệ đúng hạn hằng năm đạt 95%`.
_EACH_YEAR = regex.compile(r"(?i)(?<!\p{L})(?:hằng|hàng)\s+năm(?:\s+(?:phải|đều))*(?:\s+đạt)?\s*$")
_NORM = regex.compile(r"(?i),\s+(?:định\s+)?mức\s")
#: `(thay cho mức 30% quy định trước đây)`.
_REPLACED = regex.compile(r"(?i)\(\s*thay\s+(?:cho|thế|vì)\s[^()]*$")
#: A level that is reached in the end: `mỗi năm trồng 2.000 ha, nâng tỷ lệ che phủ lên 55%`.
_RAISED = regex.compile(r"(?i)\d[^.;]*,\s+(?:đưa|nâng)\s[^.;]*\s(?:lên|đạt)\s+(?:\p{L}+\s+){0,2}$")
_STOP = regex.compile(r"[.!?]\s")
#: Units of the turnover of each year; smaller sums are rates.
_GREAT_SUMS = ("tỷ đồng/năm", "tỉ đồng/năm", "nghìn tỷ đồng/năm", "triệu USD/năm", "tỷ USD/năm")
#: Units of frequencies.
_RATES = ("/năm", "/quý", "/tháng", "/tuần")


def role_in_time(reading: Reading, quantity: Quantity, role: str, time: Time | None, sentence: int) -> str:
    """The role of a figure: a time gone by in its sentence tells a result, one to come a goal."""
    if role == "target" and _is_told(quantity, time, sentence):
        return "result"
    return "target" if role == "result" and not quantity.pair and _is_ahead(reading, time, sentence) else role


def _is_told(quantity: Quantity, time: Time | None, sentence: int) -> bool:
    """Whether a time gone by in the sentence that begins at `sentence` makes of a goal what was reached by then.

    `Đến hết ngày 31/12/2023, còn 8.920 hộ`, `đạt 90% (năm 2023 đạt 86%)`.
    """
    told = time is not None and time.use == "result" and sentence <= time.start
    return told and quantity.pair != "new" and enabled("figures.result_time")


def _is_ahead(reading: Reading, time: Time | None, sentence: int) -> bool:
    """Whether a day or month to come makes a goal of what a report seems to tell: `bổ sung 50 suất trước ngày …`."""
    issued = reading.metadata.issued_on
    if time is None or time.date is None or issued is None or time.use != "deadline" or time.start < sentence:
        return False
    begin = time.date.split("/")[0]
    return len(begin) > len("2026") and begin > issued[: len(begin)] and enabled("figures.result_time")


def time_of(reading: Reading, quantity: Quantity, role: str, time: Time | None) -> tuple[str | None, str | None]:
    """The date by which the figure holds, and how often; the rate of a change is its `per` alone.

    A length of time takes none from a heading unless it is a goal; a frequency says itself how often.
    """
    every = "year" if _is_yearly(reading.view, quantity, role) else None
    length = quantity.kind == "time" and role != "target"
    if time is None or (length and not _in_block(reading, quantity, time.start)):
        return None, every
    if role == "other" and _is_of_others(reading, quantity, time):
        return None, every
    if quantity.per or (role != "target" and quantity.unit.endswith(_RATES)):
        return time.date, None
    if time.every and not every and _RAISED.search(reading.view, max(time.start, quantity.start - 160), quantity.start):
        return time.date, None
    return time.date, every or time.every


def _is_of_others(reading: Reading, quantity: Quantity, time: Time) -> bool:
    """Whether a time of its block is not for a norm: `trình trong quý IV, mức chi 2 triệu đồng/tháng`.

    It is where it opens the norm's own sentence, or stands behind it. What is replaced has none of the new value's.
    """
    if not enabled("figures.norm_time"):
        return False
    if _REPLACED.search(reading.view, max(0, quantity.start - 60), quantity.start):
        return True
    norm = quantity.kind == "time" or (quantity.kind == "money" and "/" in quantity.unit)
    block = reading.part.block_at(quantity.start)
    if not norm or block is None or not block.start <= time.start < quantity.start:
        return False
    if _STOP.search(reading.view, time.end, quantity.start):
        return True
    return _NORM.search(reading.view, time.end, quantity.start) is not None and not opens(
        reading.view, block.start, time
    )


def _is_yearly(view: str, quantity: Quantity, role: str) -> bool:
    """Whether a level holds for each year: `1.300 hộ/năm`, `bình quân hằng năm đạt 3%`; `tấn/năm` is a unit.

    A count of each year that is no goal (a norm, a frequency) is a rate and no more.
    """
    if quantity.change or quantity.pair or not enabled("figures.every_year"):
        return False
    if role == "target" and quantity.kind == "percent" and _EACH_YEAR.search(view, *_lead(quantity)):
        return True
    counts = (
        role == "target"
        and (quantity.kind in ("people", "thing", "place", "open") or quantity.unit in _GREAT_SUMS)
        and quantity.unit.count("/") == 1
    )
    return (counts and quantity.unit.endswith("/năm")) or _MEAN.search(view, *_lead(quantity)) is not None


def _lead(quantity: Quantity) -> tuple[int, int]:
    """The bounds of the words that lead to a quantity."""
    return max(0, quantity.start - 40), quantity.start


def _in_block(reading: Reading, quantity: Quantity, offset: int) -> bool:
    block = reading.part.block_at(quantity.start)
    return block is not None and block.start <= offset < block.end


def reported_year(reading: Reading, offset: int) -> str | None:
    """The year of which the nearest heading says that it reports: `KẾT QUẢ NĂM 2025`."""
    if not enabled("figures.result_year"):
        return None
    for section in reversed([s for s in reading.part.sections_over(offset) if s.body <= offset and s.title]):
        years = [t.date for t in reading.times if section.start <= t.start < section.body and t.use == "result"]
        if years:
            return years[-1]
    return None
