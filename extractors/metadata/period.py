"""The period of the plan that a document sets out, and its later vision, read from the title."""

from __future__ import annotations

import regex

from extractors.deadlines.expressions import find_dated
from extractors.deadlines.years import date_of
from extractors.edtf import interval
from extractors.structure.types import Part

_YEAR = r"(?P<{}>(?:19|20)\d\d)"
_SPAN = regex.compile(
    rf"(?:giai\s+đoạn|thời\s+kỳ|từ\s+năm|trong\s+năm|(?:trong\s+)?các\s+năm|năm\s+học|năm)\s+(?:từ\s+)?(?:năm\s+)?"
    rf"{_YEAR.format('first')}\s*(?:-|đến(?:\s+năm)?|và(?:\s+năm)?)\s*{_YEAR.format('last')}(?!\d)",
    regex.IGNORECASE,
)
_SINGLE = regex.compile(
    rf"(?<!đến\s)(?<!trước\s)(?<!từ\s)(?<!\d\s)(?<!/)năm\s+{_YEAR.format('year')}(?!\d)", regex.IGNORECASE
)
_VISION = regex.compile(
    rf"(?:định\s+hướng|tầm\s+nhìn|hướng\s+(?:đến|tới))\s*(?:,?\s*(?:đến|tới)\s+)?(?:giai\s+đoạn\s+\d{{4}}\s*-\s*)?(?:năm\s+)?"
    rf"{_YEAR.format('year')}",
    regex.IGNORECASE,
)
_CITED = regex.compile(
    r"(?:nghị\s+quyết|quyết\s+định|chỉ\s+thị|kế\s+hoạch|kết\s+luận|nghị\s+định|thông\s+tư|luật|công\s+điện)\s+số|ngày\s+\d",
    regex.IGNORECASE,
)
#: The resolution of a congress sets out the plan of its term.
_TERM = regex.compile(
    rf"\s*(?:của\s+)?đại\s+hội\s.*?nhiệm\s+kỳ\s+(?P<span>{_YEAR.format('first')}\s*-\s*{_YEAR.format('last')})(?!\d)",
    regex.IGNORECASE | regex.DOTALL,
)
_AMENDS = regex.compile(r"\s*(?:về\s+(?:việc\s+)?)?(?:sửa\s+đổi|bãi\s+bỏ|đính\s+chính|thay\s+thế)", regex.IGNORECASE)

#: The line for the time of a plan, numbered as a section of it or marked as one of a task.
_TIME_LINE = regex.compile(
    r"^[^\S\n]{0,20}[*]{0,4}(?:(?P<label>(?:(?P<number>\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5})|[a-zđ])[.)/-])|[-+•])?[\s*]{0,12}"
    r"(?:thời\s+gian|lộ\s+trình|thời\s+hạn)\s+(?:thực\s+hiện|phát\s+động|triển\s+khai|tổ\s+chức|thi\s+đua)"
    r"(?:\s+(?:thực\s+hiện|thi\s+đua|kế\s+hoạch|đề\s+án|chương\s+trình))?\s{0,12}[*]{0,4}\s{0,12}(?:[:.]|\n)",
    regex.IGNORECASE | regex.MULTILINE,
)

#: Sections that set goals; the vision at the beginning of a clause or of a heading.
_GOAL = regex.compile(r"(?i)(?:mục\s+tiêu|tầm\s+nhìn|phương\s+hướng)")
_OWN_VISION = regex.compile(
    r"(?:[.;]\s+|\n[ \t*+-]*(?:(?:\d{1,2}(?:\.\d{1,2})*|\p{Ll})[.)]\s*)?)"
    rf"(?P<words>(?i:định\s+hướng|tầm\s+nhìn)\s+(?:đến|tới)\s+(?:hết\s+)?năm\s+{_YEAR.format('year')})(?!\s*[-/])"
)
#: So far into a section it is looked for.
_REACH = 4000

Found = tuple[str, int, int]


def find_period(title: str) -> Found | None:
    """The period of a title as EDTF and its place in it, `None` where no start is given.

    >>> find_period("về phát triển giai đoạn 2021 - 2025, định hướng đến năm 2030")
    ('2021/2025', 14, 35)
    >>> find_period("đến năm 2025"), find_period("Kế hoạch năm 2026")[0]
    (None, '2026')
    """
    if amends(title):
        return None
    for match in _SPAN.finditer(title):
        years = interval(match["first"], match["last"])
        if years:
            return years, match.start(), match.end()
    if (term := _TERM.match(title)) and (years := interval(term["first"], term["last"])):
        return years, *term.span("span")
    cited = _CITED.search(title)
    match = next(
        (m for m in _SINGLE.finditer(title) if not cited or m.start() < cited.start() or _ends(title, m.end())), None
    )
    return (match["year"], match.start(), match.end()) if match else None


def amends(title: str) -> bool:
    """Whether the title is that of a document that amends another and sets out no plan.

    >>> amends("Sửa đổi, bổ sung một số điều của Quy định"), amends("về thủy lợi")
    (True, False)
    """
    return _AMENDS.match(title) is not None


def _ends(title: str, at: int) -> bool:
    """Whether a year ends the title: it is the year of the plan, not of a date that is cited."""
    return not title[at:].strip(' .,;:”"')


def find_body_period(view: str, start: int, end: int) -> Found | None:
    """The period that the line for the time of the whole plan gives in the body `view[start:end]`.

    `None` where the first of several such lines is not the only one that is numbered, for then each is that of a
    task, or where it gives no first date.

    >>> find_body_period("3. Thời gian thực hiện: Năm 2027 - 2028.", 0, 40)
    ('2027/2028', 24, 39)
    """
    lines = list(_TIME_LINE.finditer(view, start, end))
    numbered = [line for line in lines if line["number"]]
    if not lines or not lines[0]["label"] or (len(lines) > 1 and numbered != lines[:1]):
        return None
    at = lines[0].end()
    found = next(iter(find_dated(view, at, min(end, at + 90))), None)
    if found is None or view[at : found.start].strip(" :*\n") or found.says:
        return None
    single = found.kind == "in" and found.atom is not None and found.atom.form == "year"
    date = date_of(found, year=None) if single or found.kind == "during" else None
    return (date, found.start, found.end) if date else None


def find_horizon(title: str) -> Found | None:
    """The year of the vision that a title sets beyond the period, and its place in it.

    >>> find_horizon("giai đoạn 2021 - 2025, tầm nhìn đến năm 2045")
    ('2045', 23, 44)
    """
    match = _VISION.search(title)
    return (match["year"], match.start(), match.end()) if match else None


def find_body_horizon(view: str, part: Part, *, period: str) -> Found | None:
    """The year of the vision that the goals set beyond the period of the title (EDTF), `None` where they set none.

    It opens a clause or a heading of its own there, so that it is not of a paper that is named.
    """
    for section in part.sections:
        if _GOAL.search(section.title) is None:
            continue
        for match in _OWN_VISION.finditer(view, section.start, min(section.end, section.start + _REACH)):
            if match["year"] > period[-4:]:
                return match["year"], match.start("words"), match.end("year")
    return None
