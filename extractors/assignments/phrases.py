"""Phrases between a body and the verb of its duty, read word by word up to the verb."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.assignments.words import VERB

#: A word with the white space before it: of letters, or of anything but marks.
WORD, TOKEN = regex.compile(r"\s+\p{L}+"), regex.compile(r"\s+[^\s.:;,()]+")
_SPACE = regex.compile(r"\s+")
_INSIDE = regex.compile(r"(?<![\p{L}\p{N}])\p{L}+")
_HELPS, _HELPED_WORD = regex.compile(r"(?i:giúp)\s+"), regex.compile(r"\p{L}+\s+")
_HELPED = regex.compile(r"(?:tỉnh|phố|nhân\s+dân|ủy|ban|xã|phường|huyện|Chính\s+phủ)\s+")
_MATTER = regex.compile(r"trong\s+việc\s+")
_GIVEN = regex.compile(r"\s*(?:được\s+(?:giao|phân\s+công)|có\s+tên)\b")
#: The papers stand at most so far behind.
_FAR = 200
_PAPER = regex.compile(
    rf"[^;:.]{{0,{_FAR}}}?(?P<paper>(?:Kế\s+hoạch|Chương\s+trình|Đề\s+án|Nghị\s+quyết|Quyết\s+định|Chỉ\s+thị"
    r"|Phụ\s+lục(?:\s+[\dIVX]+)?|này)\s*,?\s+)"
)
_MANNER = regex.compile(r"(?:khẩn\s+trương|chủ\s+động|tiếp\s+tục|nghiêm\s+túc)\s*")
_LIGHT = regex.compile(r"thực\s+hiện|triển\s+khai|chủ\s+trì|phối\s+hợp")
#: What is said of a body that has failed, or that others judge, not forbidden to it.
_STATE = regex.compile(
    r"(?i:hoàn\s+thành|thực\s+hiện|chấp\s+hành|tuân\s+thủ|bảo\s+đảm|đảm\s+bảo|phối\s+hợp|tham\s+gia|kịp\s+thời|báo\s+cáo"
    r"|xét|công\s+nhận|khen|đánh\s+giá|hỗ\s+trợ|tính|bố\s+trí|sử\s+dụng)(?!\p{L})"
)
_NOT = regex.compile(r"(?i:không)\s+")
_MAY, _ALLOWED = regex.compile(r"(?i:được)\s+"), regex.compile(r"(?i:được\s+phép)\s+")
_WAY = regex.compile(r"(?i:tự\s+ý|trực\s+tiếp|tùy\s+tiện)\s+")
_PUT = regex.compile(r"(?i:đặt\s+ra)")
_LETS = regex.compile(r"(?i:(?:được\s+)?(?:để|lấy|gây|lợi\s+dụng))(?!\p{L})")
_IF = regex.compile(r"[^.;]*?\s(?:thì|bị|sẽ|phải)\s")


def up_to_verb(
    view: str, at: int, end: int, word: regex.Pattern[str] = WORD, *, least: int = 0, most: int
) -> int | None:
    """Where the first verb begins behind `least` to `most` words from `at` on, or `None`.

    >>> up_to_verb("ngành và mạng lưới chủ trì", 5, 26, most=4)
    19
    """
    for count in range(most + 1):
        space = _SPACE.match(view, at, end) if count >= least else None
        if space is not None and VERB.match(view, space.end(), end):
            return int(space.end())
        more = word.match(view, at, end)
        if more is None:
            return None
        at = more.end()
    return None


def verbs_in(view: str, at: int, end: int) -> Iterator[regex.Match[str]]:
    """The verbs of duty in a stretch of text, in order.

    >>> [verb.group() for verb in verbs_in("đã theo dõi và báo cáo", 0, 22)]
    ['theo dõi', 'báo cáo']
    """
    while (word := _INSIDE.search(view, at, end)) is not None:
        verb = VERB.match(view, word.start(), end)
        if verb is not None:
            yield verb
        at = (verb or word).end()


def helped_end(view: str, at: int, end: int) -> int | None:
    """Where the words end that say who is helped, or `None`: the verb behind them is that of the duty.

    >>> helped_end("giúp Chủ tịch UBND tỉnh theo dõi", 0, 32)
    24
    """
    helps = _HELPS.match(view, at, end)
    at = helps.end() if helps else end
    for _ in range(9):
        word = _HELPED_WORD.match(view, at, end)
        if word is None:
            return None
        at = word.end()
        helped = _HELPED.match(view, at, end)
        matter = _MATTER.match(view, helped.end(), end) if helped else None
        found = matter or helped
        if found is not None and VERB.match(view, found.end(), end):
            return int(found.end())
    return None


def given_end(view: str, at: int, end: int) -> int | None:
    """Where the words end that say by which papers a body is charged, before the verb of its duty, or `None`.

    >>> given_end(" được giao nhiệm vụ tại Kế hoạch này báo cáo", 0, 44)
    37
    """
    given = _GIVEN.match(view, at, end)
    at = given.end() if given else end
    last = at + _FAR
    while (paper := _PAPER.match(view, at, end)) is not None and paper.start("paper") <= last:
        if _begins_duty(view, paper.end(), end):
            return int(paper.end())
        at = paper.start("paper") + 1
    return None


def _begins_duty(view: str, at: int, end: int) -> bool:
    manner = _MANNER.match(view, at, end)
    return any(
        not _LIGHT.match(view, start, end) and VERB.match(view, start, end)
        for start in ((manner.end(), at) if manner else (at,))
    )


def forbidden_end(view: str, at: int, end: int) -> int | None:
    """Where the words end by which something is forbidden: "không được tự ý", or `None`; the act stands behind them.

    >>> forbidden_end("không yêu cầu người dân nộp bản giấy", 0, 36)
    6
    """
    no = _NOT.match(view, at, end)
    if no is None:
        return None
    at = no.end()
    for stop in _before_act(view, at, end):
        forbidden = not _STATE.match(view, stop, end) and (VERB.match(view, stop, end) or _PUT.match(view, stop, end))
        if forbidden and not _IF.match(view, stop, end):
            return stop
    lets = _LETS.match(view, at, end)
    return int(lets.end()) if lets and not _IF.match(view, lets.end(), end) else None


def _before_act(view: str, at: int, end: int) -> Iterator[int]:
    """Where the act can begin: behind "được phép", "được" or neither, and behind the way of acting or before it."""
    leads = (_ALLOWED.match(view, at, end), _MAY.match(view, at, end))
    for start in (*(lead.end() for lead in leads if lead), at):
        if way := _WAY.match(view, start, end):
            yield way.end()
        yield start
