"""Whether `hằng năm` says how often a duty is done, or what kind of thing is meant (kế hoạch hằng năm)."""

from __future__ import annotations

import regex

from extractors.deadlines.contexts import last_of, words
from extractors.deadlines.place import clause_start
from extractors.rules import enabled

_OPENING = regex.compile(
    r"(?i)[\s|*+•“\"-]*(?:\(?\p{L}\)|\d+\.)?\s*(?:và|đồng\s+thời,?|ngoài\s+ra,?|nhưng|(?:vào\s+)?(?:dịp|thời\s+điểm))?\s*"
)
_EACH = regex.compile(r"(?i)qua\s+(?:từng|các)\s|mỗi\s")
_DAILY = regex.compile(r"(?i)(?:hằng|hàng)\s+ngày")
#: `được thực hiện theo từng năm`.
_DONE_BY = regex.compile(r"(?i)được\s+(?:thực\s+hiện|tiến\s+hành|đánh\s+giá|áp\s+dụng|xác\s+định)\s+theo\s+$")
_SINGLE = regex.compile(r"(?i)từng\s")
#: A share that is to hold each time: `quá hạn không quá 1% hằng tháng`.
_SHARE = regex.compile(r"\d\s*%\s*$")
_REPORTING = regex.compile(r"(?i)chế\s+độ\s+(?:thông\s+tin,?\s+)?báo\s+cáo")
_REPORT = regex.compile(r"(?i)báo\s+cáo(?:\s+\p{L}+){0,2}\s*$")
_REGULARLY = regex.compile(r"(?i)định\s+kỳ\s*[:(]?\s*$")
_THING_BEHIND = regex.compile(r"(?i)\s*(?:được\s|là\s+(?:một|căn|tiêu|cơ)|đạt|tăng|giảm|hoặc\s+đột\s+xuất\s+của)")
_RATE_BEHIND = regex.compile(r"(?i)[\s,]*(?:\p{L}+\s+){0,9}?(?:tăng|giảm|nâng|hạ|thêm|tinh\s+giản)(?!\p{L})")
_TOLD_OR_PAID = regex.compile(
    r"(?:(?:[Cc]ông\s+(?:bố|khai)|[Tt]hông\s+báo)\s+(?:\p{L}+\s+){0,2}kết\s+quả(?:\s+\p{L}+){0,8}|[Bb]áo\s+cáo\s+(?:\p{Lu}|cấp\s)[^.;:,]{0,80}\bkết\s+quả(?:\s+thực\s+hiện)?"
    r"|(?:chi\s+trả|trả|cấp\s+phát|hỗ\s+trợ)\s[^.;:]{0,120}\scho\s+(?:các\s+)?(?:đối\s+tượng|người|hộ)(?:\s+\p{L}+){0,3}"
    r"|\bcó\s+(?:chuyên\s+mục|chuyên\s+đề|tin|bài|bản\s+tin)[\s,][^.;:]{0,80})\s*$"
)
_PASSIVE = regex.compile(r"(?i)được\s+(?:\p{L}+\s+){1,8}(?:đánh\s+giá|chấm\s+điểm)")
#: A paper named behind a preposition, and what it is about.
_PAPER = regex.compile(
    r"(?i)(?<!\p{L})(?:trong|vào|tại)\s+(?:các\s+)?(?:báo\s+cáo|kế\s+hoạch|chương\s+trình|dự\s+toán|nghị\s+quyết)\s+(?:\p{L}+\s+){0,8}$"
)
#: A span of time of another plan beside `hằng năm`.
_SPAN = r"(?:0?\d\s+năm|trung\s+hạn|dài\s+hạn|ngắn\s+hạn|nhiệm\s+kỳ|giai\s+đoạn)"
_BESIDE = regex.compile(rf"(?i)(?:{_SPAN}|\s(?:công\s+tác|hoạt\s+động)\s+năm)\s*(?:,|và|hoặc|,\s*và)\s*$")
_BESIDE_BEHIND = regex.compile(rf"(?i)\s*(?:,|và|hoặc)\s*{_SPAN}")
_REGULAR = regex.compile(r"(?i)định\s+kỳ|sơ\s+kết|tổng\s+kết|đánh\s+giá")
#: A plan of a work that is named by nouns which are verbs elsewhere: `chương trình kiểm tra, giám sát`.
_WORK = r"\p{Ll}+\s+\p{Ll}+"
_OF_WORK = regex.compile(
    rf"(?i)(?<!\p{{L}})(?:kế\s+hoạch|chương\s+trình)(?:\s+(?:công\s+tác|hoạt\s+động))?\s+(?!này|được|để|và)"
    rf"{_WORK}(?:(?:\s*,\s*|\s+và\s+){_WORK}){{1,3}}\s+$"
)
_REPORTS = regex.compile(
    r"(?i)[\s|*+•-]*(?:(?:có\s+trách\s+nhiệm|thực\s+hiện|tổng\s+hợp|và|định\s+kỳ),?\s+){0,2}báo\s+cáo\s+(?:kết\s+quả\s+)?"
)
_TO_WHOM = regex.compile(r"\s*,?\s*(?:\((?:trước|vào|chậm|gửi)|(?:về|gửi|cho|với|lên)\s+(?:các\s+)?\p{Lu})")
_RESULT_OF = regex.compile(r"(?i)(?:kết\s+quả|quyết\s+định|căn\s+cứ|số\s+liệu|sau)\s+$")
#: What a duty is done by each time, `… hằng năm theo quy định`, and a thing of its kind right before.
_BY_RULE = regex.compile(r"(?i)\s*theo\s+(?:quy\s+định|yêu\s+cầu|hướng\s+dẫn|phân\s+cấp)")
#: Within so many words a thing gives its kind to what follows.
_NEAR = 3
_HEADING = regex.compile(r"(?i)\s*(?:\p{L}+\s+){1,4}$")


def says_how_often(view: str, low: int, high: int, start: int, end: int) -> bool:
    """Whether the expression `view[start:end]` in the sentence `view[low:high]` says how often a duty is done.

    >>> view = "Xây dựng kế hoạch cải cách hành chính hằng năm"
    >>> says_how_often(view, 0, len(view), 38, len(view))
    False
    """
    clause = clause_start(view, low, start)
    if _EACH.match(view, start):
        return enabled("deadlines.each")
    if _SINGLE.match(view, start):
        done = _DONE_BY.search(view, max(low, start - 40), start)
        return (done or _OPENING.fullmatch(view, clause, start)) is not None
    if _REPORTING.search(view, clause, start):
        return enabled("deadlines.reporting")
    if _REGULARLY.search(view, max(low, start - 14), start):
        return True
    if _SHARE.search(view, max(low, start - 12), start) and enabled("deadlines.of_share"):
        return words("change").search(view, clause, start) is None
    if _of_kind(view, low, start, end):
        return False
    if _OPENING.fullmatch(view, clause, start):
        return enabled("deadlines.opening")
    if _DAILY.match(view, start) or _THING_BEHIND.match(view, end, high) or _of_paper(view, low, start):
        return False
    if _told_to(view, low, clause, start, end) or _assessed(view, low, start) or _paid(view, low, start):
        return True
    if _HEADING.fullmatch(view, low, start) and view[end : high + 1].strip() in (":", ""):
        return view[end : high + 1].strip() == ":"
    return _behind_duty(view, low, clause, start, end)


def _of_paper(view: str, low: int, start: int) -> bool:
    """Whether a paper of its kind is meant, in which something stands: `trong báo cáo giảm nghèo hằng năm`."""
    return enabled("deadlines.of_paper") and _PAPER.search(view, max(low, start - 90), start) is not None


def _of_kind(view: str, low: int, start: int, end: int) -> bool:
    """Whether plans of several spans are meant, `kế hoạch 5 năm, hằng năm`, or of works: `chương trình kiểm tra, …`."""
    if not enabled("deadlines.of_kind"):
        return False
    beside = _BESIDE.search(view, max(low, start - 20), start) or _BESIDE_BEHIND.match(view, end)
    if beside and (kind := last_of("kind", view, max(low, start - 90), start)) is not None:
        return _REGULAR.search(view, kind.end(), start) is None
    return _OF_WORK.search(view, max(low, start - 80), start) is not None


def _told_to(view: str, low: int, clause: int, start: int, end: int) -> bool:
    """Whether a report is made each time, to whom or when: `Báo cáo hằng tuần (trước thứ Sáu) về Sở Xây dựng`."""
    told = _REPORTS.fullmatch(view, clause, start) and _TO_WHOM.match(view, end)
    return bool(told) and enabled("deadlines.told_to")


def _assessed(view: str, low: int, start: int) -> bool:
    """Whether an index is assessed each time: that assessment is the duty."""
    if not enabled("deadlines.assessed"):
        return False
    index = last_of("index", view, low, start)
    assess = last_of("assess", view, low, index.start()) if index else None
    if index is None or assess is None or index.start() - assess.end() > 40:
        return False
    if _RESULT_OF.search(view, max(low, assess.start() - 20), assess.start()):
        return False
    return _PASSIVE.search(view, low, assess.end()) is None


def _paid(view: str, low: int, start: int) -> bool:
    """Whether a body is told, or someone is paid each time: "báo cáo UBND tỉnh kết quả hằng năm"."""
    return _TOLD_OR_PAID.search(view, low, start) is not None and enabled("deadlines.told")


def _behind_duty(view: str, low: int, clause: int, start: int, end: int) -> bool:
    """Whether a verb of doing stands nearer than a thing that has kinds."""
    if not enabled("deadlines.trailing"):
        return False
    if _REPORT.search(view, clause, start):
        return False
    kind = last_of("kind", view, low, start)
    if kind is None:
        return words("duty").search(view, low, start) is not None
    apart = len(view[kind.end() : start].split()) > _NEAR and _BY_RULE.match(view, end)
    if apart and words("duty").search(view, clause, kind.start()) and enabled("deadlines.by_rule"):
        return True
    return any(
        clause_start(view, low, duty.start()) >= duty.start() - 8
        for duty in words("duty").finditer(view, kind.end(), start)
    )


def is_rate(view: str, low: int, high: int, start: int, end: int) -> bool:
    """Whether `mỗi năm` is the rate of a change: `mỗi năm tăng 20%`, `tăng thêm 3 xã mỗi năm`.

    >>> is_rate("mỗi năm tăng 20%", 0, 16, 0, 7)
    True
    """
    if _RATE_BEHIND.match(view, end, high):
        return True
    return words("change").search(view, clause_start(view, low, start), start) is not None
