"""Bodies that are the subject of a verb of duty, alone or as members of a list."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.assignments.chains import Chain
from extractors.assignments.duty import NEAR, Duty, opens
from extractors.assignments.phrases import TOKEN, up_to_verb
from extractors.assignments.predicate import Predicate, find_predicate
from extractors.assignments.words import GOVERNOR, PAST, VERB, fold
from extractors.rules import enabled

_OF = regex.compile(r"(?<!\p{L})(?:của|do|được|trong|theo)(?!\p{L})")
#: How a text ends that leads in to what follows.
LEADS_IN = regex.compile(r":\s*$|như\s+sau\W*$|sau\s+đây\W*$")
_PAPER = regex.compile(
    r"\s*(?:và\s+\p{L}+\s+\p{L}+\s+)?(?:\p{Lu}\p{L}+\s+\p{L}+\s+(?:này|số)|Nghị\s+quyết|Kế\s+hoạch|Chỉ\s+thị|Quyết\s+định|Chương\s+trình)"
)
#: The rest of a list between two rows of bodies.
_MEMBER = regex.compile(r"(?:\s*[,(;]|\s)[^.;:]*(?:,|\bvà|;)\s*")
_MUST = (
    r"(?<!(?:còn|không|đã|được|bị)\s+)"
    r"(?=(?:(?:có|chịu)\s+trách\s+nhiệm|phải|tiếp\s+tục|chủ\s+động|tích\s+cực|khẩn\s+trương|tăng\s+cường)\s)"
)
#: "…; các khối thi đua có trách nhiệm", "các hội quần chúng có trách nhiệm".
_LAST_MEMBER = regex.compile(
    rf"\s*(?:[,;]|và\b)\s*(?:và\s+)?(?:các|những|thành\s+viên|đơn\s+vị|tổ\s+chức|hệ\s+thống)\b[^.:]{{0,120}}?\s{_MUST}"
)
#: "…, đặc khu Hòn Bàu: ", "… và mạng lưới cộng tác viên: ".
_MEMBER_COLON = regex.compile(
    r"\s*(?:[,;]|và\b)\s*(?:và\s+)?(?:các|đặc\s+khu|phường|xã|mạng\s+lưới|hệ\s+thống|đội|tổ|trạm|lực\s+lượng)(?:\s+\p{L}+){1,8}\s*:\s*(?=\p{Lu})"
)
_SMALL_WORD = regex.compile(r"\s+(?!(?:để|về|trong|theo|khi|đã|và|do|tại)\b)\p{Ll}+")
_ONE_WORD = regex.compile(r"\p{L}+")
#: What stands before a last member that no lexicon knows, in the ways it can be read.
_JOINTS = tuple(map(regex.compile, (r"\s*,\s*và\s+", r"\s*,\s*", r"\s*và\s+")))
_MANY = regex.compile(r"các\s+")
_COMPETENT, _WHERE = regex.compile(r"\s+có\s+thẩm\s+quyền"), regex.compile(r"\s+nơi")
_QUALIFIED = regex.compile(
    r"\s+(?:mà|có)\s[^.;:]{1,260}?\s(?=phải\s)"
    rf"|\s+(?:[^\s.:;,()]+\s+){{1,12}}?{_MUST}"
)
_ISSUING = frozenset({"ban hành", "quyết định", "quy định", "thông báo"})


def as_subject(view: str, chain: Chain, sentence: tuple[int, int], *, opening: bool) -> Duty | None:
    """The duty of a row that is the subject of a verb, `None` where it is not or the issuer tells what it issues.

    >>> from extractors.bodies import find_bodies
    >>> from extractors.assignments.chains import find_chains
    >>> text = "Sở Y tế theo dõi việc thực hiện"
    >>> (chain,) = find_chains(text, 0, len(text), find_bodies(text, 0, len(text)))
    >>> as_subject(text, chain, (0, len(text)), opening=False).role
    'monitor'
    """
    start, end = sentence
    if not enabled("assignments.subject") or not opens(view[start : chain.start]):
        return None
    found = find_predicate(view, chain.end, end) or behind_member(view, chain.end, end)
    if found is None or found.weight == "speak":
        return None
    if _announces(view, found, sentence, opening=opening):
        return None
    return Duty(found.role, "assignments.subject", start, end, found.must, found.start)


def behind_member(view: str, at: int, end: int) -> Predicate | None:
    """The verb behind a last member of the row that is no known body, or behind words that say which body is meant."""
    if not enabled("assignments.shared") or PAST.match(view, at, end):
        return None
    if (member := _LAST_MEMBER.match(view, at, end) or _MEMBER_COLON.match(view, at, end)) is not None:
        return find_predicate(view, member.end(), end)
    stop = _qualified(view, at, end)
    return find_predicate(view, stop, end) if stop is not None else None


def _qualified(view: str, at: int, end: int) -> int | None:
    """Where the words end that say which body is meant, before the verb or what says that it must act."""
    stop = None
    if (competent := _COMPETENT.match(view, at, end)) is not None:
        stop = up_to_verb(view, competent.end(), end, most=4)
    elif (where := _WHERE.match(view, at, end)) is not None:
        stop = up_to_verb(view, where.end(), end, TOKEN, least=1, most=8)
    qualified = _QUALIFIED.match(view, at, end) if stop is None else None
    return int(qualified.end()) if qualified else stop


def behind_unknown(view: str, at: int, end: int) -> Predicate | None:
    """The verb behind a last member that is no known body, in a row that is urged: "chỉ đạo … và mạng loa đưa tin"."""
    stop = _unknown_end(view, at, end) if enabled("assignments.shared") else None
    return find_predicate(view, stop, end) if stop is not None else None


def behind_words(view: str, chain: Chain, end: int) -> Predicate | None:
    """The verb behind words that say which bodies a collective that is urged means: "các đơn vị khai mỏ …"."""
    if chain.mentions[-1].kind != "collective" or not enabled("assignments.urge_words"):
        return None
    stop = up_to_verb(view, chain.end, end, _SMALL_WORD, least=1, most=5)
    return find_predicate(view, stop, end) if stop is not None else None


def _unknown_end(view: str, at: int, end: int) -> int | None:
    """Where a last member of two to eight words ends that begins with no verb of duty, before such a verb."""
    for joint in (found for pattern in _JOINTS if (found := pattern.match(view, at, end))):
        many = _MANY.match(view, joint.end(), end)
        for start in (many.end(), joint.end()) if many else (joint.end(),):
            word = None if VERB.match(view, start, end) else _ONE_WORD.match(view, start, end)
            stop = up_to_verb(view, word.end(), end, least=1, most=7) if word else None
            if stop is not None:
                return stop
    return None


def _announces(view: str, found: Predicate, sentence: tuple[int, int], *, opening: bool) -> bool:
    """Whether the issuer says what the document holds: "UBND tỉnh ban hành Kế hoạch … như sau:"."""
    follows = LEADS_IN.search(view, *sentence) is not None
    verb = fold(view[found.start : found.end])
    if opening:
        return follows or _PAPER.match(view, found.end, sentence[1]) is not None
    return follows and verb.split(" ")[0] + " " + verb.split(" ")[-1] in _ISSUING


def shared_duty(view: str, chain: Chain, behind: Chain, duty: Duty, *, start: int) -> Duty | None:
    """The duty of the row behind, where a member of the list that is no known body stands between the two.

    `start` is where the sentence of the row begins.
    """
    gap = view[chain.end : behind.start]
    if len(gap.split()) > 14 or _MEMBER.fullmatch(gap) is None or PAST.match(gap) or _tells(gap):
        return None
    governed = GOVERNOR.search(view, max(start, chain.start - NEAR), chain.start) is not None
    if governed or not opens(view[start : chain.start]) or not enabled("assignments.shared"):
        return None
    return replace(duty, rule="assignments.shared")


def _tells(gap: str) -> bool:
    """Whether the words between two rows hold a clause of their own."""
    first = find_predicate(gap, 0, len(gap))
    return first is not None and first.weight != "main" and not _OF.search(gap)
