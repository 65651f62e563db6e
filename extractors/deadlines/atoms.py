"""Dates, months, quarters, half-years, years and periods as they are printed, whatever they are for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from extractors.edtf import edtf, interval

_Y = r"(?:19|20)\d\d(?!\d)"
#: `15/7/2021`, `ngày 15 tháng 7 năm 2021`.
_DAY = (
    r"(?:ngày\s*)?(?<!\d)(?:(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*"
    rf"|(?P<day>\d{{1,2}})\s+tháng\s+(?P<month>\d{{1,2}})\s*,?\s*(?:năm\s+|/\s*))(?P<year>{_Y})"
)
#: `ngày 01 tháng 4`, `ngày 15/11`, `trước 15/11`: the year stands elsewhere.
_DAY_OF_YEAR = (
    r"(?:ngày\s*(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})"
    r"|(?:ngày\s*|(?<=(?:trước|chậm\s+nhất|muộn\s+nhất|hạn)\s+))(?P<day>\d{1,2})\s*/\s*(?P<month>\d{1,2})"
    r"|(?<=(?:đến|từ)\s+)(?P<day>[0-3]\d)/(?P<month>\d{1,2})"
    r"|(?P<day>\d{1,2})/(?P<month>\d{1,2})(?=\s+(?:hằng|hàng)\s+năm)"
    r"|(?<=từ\s+(?:ngày\s+)?[0-3]\d/\d{1,2}\s*-\s*)(?P<day>[0-3]\d)/(?P<month>\d{1,2})"
    r"|(?<=ngày\s*\d{1,2}/\d{1,2}\s*(?:,|và)\s*)(?P<day>\d{1,2})/(?P<month>\d{1,2}))(?![/\d%]|\s+(?:tổng|số|thành\s+viên|đại\s+biểu))"
)
#: `ngày 20` of every month or quarter.
_DAY_OF_MONTH = (
    r"ngày\s*(?P<day>\d{1,2})(?=\s+(?:của\s+)?"
    r"(?:(?:hằng|hàng|mỗi)\s+tháng|tháng\s+(?:sau|cuối|đầu|tiếp|kế)))"
    r"|(?<=(?:(?:hằng|hàng|mỗi)|báo\s+cáo)\s+tháng\s*[,(]?\s*(?:(?:trước|vào|đến|chậm\s+nhất)\s+)?)ngày\s*(?P<day>\d{1,2})"
    r"(?!\s*[/.-]?\s*\d|\s+tháng|\s+(?:làm|đầu|cuối))"
)
#: `từ nay đến cuối năm`: of the year in which it is said.
_YEAR_END = r"(?<=từ\s+nay\s+(?:cho\s+)?đến\s+(?:hết\s+|cuối\s+)+)năm(?:\s+nay)?(?!\s*\d|\s+(?:học|sau|kế|tài))"
#: `ngày 08` before the day that prints the month: `từ ngày 08 đến ngày 10 tháng 12`.
_DAY_ALONE = r"ngày\s*(?P<day>\d{1,2})(?=\s*(?:-|đến|tới)\s*(?:hết\s+)?(?:ngày\s*)?\d{1,2}\s*(?:tháng\s|[/.-]\s*\d))"
#: What follows the last of listed months: `tháng 3, 4 và tháng 9`, `tháng 6 và 7 năm 2026`.
_LIST_END = r"\s*(?:năm\s|/\s*20|và\s+tháng|(?:hằng|hàng)\s+năm|\||$|[).;](?:\s|$))"
#: `tháng 12/2025`, `tháng 8 năm 2024`, `tháng 12`.
_MONTH = (
    rf"tháng\s+(?P<month>\d{{1,2}})(?![\d%])(?:\s*-\s*(?P<month_high>\d{{1,2}})(?![\d%])|(?:\s*,\s*\d{{1,2}}(?=\s*[,v]))*\s*(?:,|và)\s*(?P<month_high>\d{{1,2}})(?={_LIST_END}))?"
    rf"(?:\s*(?:/|-|,?\s*năm\s)\s*(?P<year>{_Y}))?"
    rf"|(?<=(?:trước|đến|từ|trong|nhất)\s+)(?P<month>\d{{1,2}})/(?P<year>{_Y})"
)
_Q = r"(?:IV|I{1,3}|[1-4])(?![\dIVX\p{L}])"
#: `quý II/2024`, `Quý II, III/2026`, `Quý 4 năm 2025`, `quý I`.
_QUARTER = (
    rf"quý\s+(?P<quarter>{_Q})(?:(?:\s*,\s*{_Q})*\s*(?:[-,+&]|và|đến)\s*(?P<quarter_high>{_Q}))?"
    rf"(?:\s*(?:/|-|,?\s*(?:của\s+)?năm\s)\s*(?P<year>{_Y}))?"
)
#: `6 tháng cuối năm 2024`.
_HALF = (
    rf"(?:(?P<months>0?6|sáu)\s+tháng|(?P<months>0?[39])\s+tháng(?=\s+(?:đầu|cuối)\s+năm)|(?P<months>nửa))\s+(?P<part>đầu|cuối)(?:\s+năm(?:\s+(?P<year>{_Y}))?)?"
    r"(?!\s+(?:tháng|quý|nhiệm|giai)\b)"
)
#: `giai đoạn 2021 - 2025`, `năm 2026 -2030`, `năm học 2024-2025`, `năm 2025 và 2026`.
_IN_ALL = r"(?:\d{1,2}\s+năm\s*,?\s*)?\(?\s*"
_PERIOD = (
    rf"(?P<word>giai\s+đoạn|thời\s+kỳ)\s*:?\s*{_IN_ALL}(?:từ\s+)?(?:năm\s+)?(?P<year>{_Y})\s*"
    rf"(?:-|đến)\s*(?:năm\s+)?(?P<high>{_Y}|\d\d(?![\d/%]))"
    rf"|(?:(?P<word>năm\s+học(?:\s+mới)?|năm)\s*{_IN_ALL})?(?<![\d/])(?P<year>{_Y})\s*-\s*(?:năm\s+)?(?P<high>{_Y})"
    rf"|(?P<word>năm)\s+(?P<year>{_Y})(?:\s*,\s*{_Y})*\s*(?:,|và)\s*(?P<high>{_Y})"
)
#: `năm 2025`, `cuối năm 2025`, `đến 2030`.
_YEAR = (
    rf"năm\s+(?P<year>{_Y})"
    rf"|(?<=(?:đến|tới|trước|nhìn|hướng|từ|vào|hết)\s+)(?P<year>{_Y})(?![/\d])"
)

_FORMS = {
    "day": _DAY,
    "day_of_year": _DAY_OF_YEAR,
    "day_of_month": _DAY_OF_MONTH,
    "day_alone": _DAY_ALONE,
    "quarter": _QUARTER,
    "half": _HALF,
    "period": _PERIOD,
    "month": _MONTH,
    "year": _YEAR,
    "year_end": _YEAR_END,
}
_ATOM = regex.compile("|".join(f"(?P<{name}_>{form})" for name, form in _FORMS.items()), regex.IGNORECASE)
#: Where a form can begin; written so that it is quick, for it is looked for in the whole text.
_BEGIN = regex.compile(
    r"[NnTtQqGg](?:ăm|ĂM|háng|HÁNG|gày|GÀY|uý|UÝ|iai|IAI|hời|HỜI|ửa|ỬA)[\s\d:,.;]|[Ss](?:áu|ÁU)\s|\d{1,4}"
)
#: Words before a year or a list of years that belong to it.
_PART_OF_YEAR = regex.compile(r"(?i)(?<!\p{L})(?:đầu|giữa|cuối|các)\s+$")
_LISTED = regex.compile(r"(?:19|20)\d\d")
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
#: The forms that list.
_LISTS = ("quarter", "month")
_NUMBERS = regex.compile(rf"{_Q}|\d{{1,2}}", regex.IGNORECASE)
_SPAN = regex.compile(r"-|đến", regex.IGNORECASE)
_MONTHS = {"sáu": 6, "nửa": 6}


@dataclass(frozen=True, kw_only=True, slots=True)
class Atom:
    """One date, month, quarter, half-year, year or period; `year` is None where it stands elsewhere."""

    start: int
    end: int
    form: str
    year: int | None = None
    high: int | None = None
    month: int | None = None
    month_high: int | None = None
    day: int | None = None
    #: The word before a period: `giai đoạn`, `năm`; empty where there is none.
    word: str = ""

    def date(self, year: int | None = None) -> str | None:
        """The EDTF date, with the given year where the atom has none; None where it is no date.

        >>> next(find_atoms("quý II/2024", 0, 11)).date()
        '2024-04/2024-06'
        """
        year = self.year or year
        if year is None:
            return None
        if self.high is not None:
            return interval(edtf(year), edtf(self.high))
        if self.month_high is not None and self.month_high != self.month:
            return interval(edtf(year, self.month), edtf(year, self.month_high))
        return edtf(year, self.month, self.day)


def find_atoms(view: str, start: int, end: int) -> Iterator[Atom]:
    """The dates of all forms in `view[start:end]`, in order, none over another.

    >>> [(a.form, a.date()) for a in find_atoms("tháng 12/2025, giai đoạn 2021-2025", 0, 34)]
    [('month', '2025-12'), ('period', '2021/2025')]
    """
    at = start
    for begin in _BEGIN.finditer(view, start, end):
        first = begin.start()
        match = _ATOM.match(view, first, end) if first >= at and not view[first - 1 : first].isalnum() else None
        atom = _atom(view, match, at) if match else None
        if atom is not None and match is not None:
            at = atom.end
            yield from _each(atom, match)


def _each(atom: Atom, match: regex.Match[str]) -> list[Atom]:
    """Quarters or months listed with their year, one atom each where they do not follow each other."""
    if atom.form not in _LISTS or atom.year is None or not match[f"{atom.form}_high"]:
        return [atom]
    first = match.start(atom.form)
    numbers = list(_NUMBERS.finditer(match.string, first, match.end(f"{atom.form}_high")))
    listed = [_QUARTERS.get(m.group().upper()) or int(m.group()) for m in numbers]
    running = listed == list(range(listed[0], listed[-1] + 1))
    if running or _SPAN.search(match.string, first, numbers[-1].end()):
        return [atom]
    months = [(3 * n - 2, 3 * n) if atom.form == "quarter" else (n, n) for n in listed]
    starts = [atom.start, *(m.start() for m in numbers[1:])]
    ends = [*(m.end() for m in numbers[:-1]), atom.end]
    return [
        replace(atom, start=start, end=end, month=low, month_high=high)
        for start, end, (low, high) in zip(starts, ends, months, strict=True)
    ]


def _atom(view: str, match: regex.Match[str], low: int) -> Atom | None:
    form = next(name for name in _FORMS if match[f"{name}_"])
    month, month_high = _months(match)
    year = int(match["year"]) if match["year"] else None
    start = match.start()
    part = _PART_OF_YEAR.search(view, max(low, start - 6), start) if view[start] in "nN" else None
    atom = Atom(
        start=part.start() if part else start,
        end=match.end(),
        form=form,
        year=year,
        high=_high(year, match["high"]),
        month=month,
        month_high=month_high,
        day=int(match["day"]) if match["day"] else None,
        word=" ".join((match["word"] or "").lower().split()),
    )
    if form == "period" and _is_apart(match):
        atom = replace(atom, form="year", high=None, end=match.end("year"))
    return atom if form == "day_of_month" or atom.date(2024) else None


def _is_apart(match: regex.Match[str]) -> bool:
    """Whether listed years do not follow each other: `đến năm 2025, 2030` is no period."""
    between = match.string[match.end("year") : match.start("high")]
    if "-" in between or "đến" in between.lower():
        return False
    return int(match["high"]) - int(match["year"]) != len(_LISTED.findall(between)) + 1


def _high(year: int | None, high: str | None) -> int | None:
    if year is None or high is None:
        return None
    return int(high) if len(high) == 4 else year // 100 * 100 + int(high)


def _months(match: regex.Match[str]) -> tuple[int | None, int | None]:
    """First and last month of a month, quarter or part of a year."""
    if match["month"]:
        return int(match["month"]), int(match["month_high"] or match["month"])
    if match["quarter"]:
        first, last = (_QUARTERS[(match[name] or match["quarter"]).upper()] for name in ("quarter", "quarter_high"))
        return 3 * first - 2, 3 * last
    if match["months"]:
        count = _MONTHS.get(match["months"].lower()) or int(match["months"])
        return (1, count) if match["part"].lower() == "đầu" else (13 - count, 12)
    return None, None
