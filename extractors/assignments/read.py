"""The step that reads the assignments of a document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from operator import itemgetter

import regex

from extractors.assignments.chains import Chain, without_first
from extractors.assignments.closing import find_closing
from extractors.assignments.duties import find_duty
from extractors.assignments.duty import Duty
from extractors.assignments.headings import find_addressee
from extractors.assignments.labels import find_labelled
from extractors.assignments.subjects import LEADS_IN, shared_duty
from extractors.assignments.words import STATUS, STORY
from extractors.assignments.work import Work, work_on
from extractors.deadlines.inherit import duty_deadline
from extractors.facts import Assignment
from extractors.reading import Mention, Reading
from extractors.rules import enabled


def read_assignments(reading: Reading) -> Reading:
    """The reading with its assignments: the bodies of its body that are given a duty, in the order of the text."""
    work = work_on(reading)
    status = _reporting_sections(reading)
    found: list[Assignment] = []
    for index, row in work.chains.items():
        reported = any(s <= work.blocks[index].start < e for s, e in status) or _tells_story(work, index)
        for chain, duty in _duties(work, row, index):
            if not (reported and duty.rule in _TOLD and not duty.must):
                found.extend(_items(reading, chain, duty))
    return replace(reading, assignments=tuple(sorted(found, key=lambda fact: (fact.start, fact.end))))


def _reporting_sections(reading: Reading) -> list[tuple[int, int]]:
    """The spans of the sections that report what has been done, up to the words "một số nhiệm vụ sau:"."""
    if not enabled("assignments.status"):
        return []
    spans = []
    for section in reading.part.sections:
        if STATUS.match(section.title):
            turn = _TASKS_FOLLOW.search(reading.view, section.start, section.end)
            spans.append((section.start, turn.end() if turn else section.end))
    return spans


def _tells_story(work: Work, index: int) -> bool:
    """Whether the first sentence of a paragraph says that it tells the past: "Thời gian qua, …"."""
    start, end = work.sentences(index)[0]
    told = STORY.search(work.view, start, min(end, start + 200))
    return told is not None and enabled("assignments.story")


def _duties(work: Work, row: list[Chain], index: int) -> Iterator[tuple[Chain, Duty]]:
    """The rows of a block that have a duty; a row without a verb shares that of the row joined behind it."""
    behind: tuple[Chain, Duty] | None = None
    for chain in reversed(row):
        duty = _duty(work, chain, index)
        if duty is None and (rest := _split(work, chain, index)) is not None:
            chain, duty = rest, _duty(work, rest, index)
        duty = duty or find_closing(work, chain, index)
        if duty is None and behind is not None and behind[1].rule in _SUBJECT:
            duty = shared_duty(work.view, chain, *behind, start=_sentence_of(work, chain, index)[0])
        behind = (chain, duty) if duty is not None else None
        if duty is not None:
            yield chain, duty


def _duty(work: Work, chain: Chain, index: int) -> Duty | None:
    block = work.blocks[index]
    if block.cell is not None and block.kind == "cell":
        role = work.roles.get((block.cell.table, block.cell.column))
        if role is not None:
            return Duty(role, "assignments.column", block.start, block.end)
    duty = find_labelled(work, chain, index) or find_addressee(work, chain, index)
    if duty is not None:
        return duty
    opening = work.reading.part.section_path(chain.start) is None
    start, end = _sentence_of(work, chain, index)
    end = block.end if opening and LEADS_IN.search(work.view, end, block.end) else end
    return find_duty(work.view, chain, (start, end), opening=opening)


def _split(work: Work, chain: Chain, index: int) -> Chain | None:
    """The subject of a clause behind an adverbial that ends in a body, `None` where the row is one."""
    if len(chain.mentions) < 2 or not enabled("assignments.adverbial"):
        return None
    first, second = chain.mentions[0], chain.mentions[1]
    start, end = _sentence_of(work, chain, index)
    if not _ADVERBIAL.match(work.view, start, end):
        return None
    return without_first(chain) if "," in work.view[first.end : second.start] else None


def _sentence_of(work: Work, chain: Chain, index: int) -> tuple[int, int]:
    """From the start of the sentence in which the row begins to the end of that in which it ends."""
    block, sentences = work.blocks[index], work.sentences(index)
    first = bisect_right(sentences, chain.start, key=itemgetter(0)) - 1
    last = bisect_left(sentences, chain.end, key=itemgetter(1))
    if last < len(sentences) and sentences[last][1] <= chain.end + 1:
        last += _OPEN_END.match(work.view, chain.end, block.end) is not None
    elif last + 1 < len(sentences) and enabled("assignments.standing"):
        last += _STANDING.match(work.view, chain.end, block.end) is not None
    return sentences[first][0] if first >= 0 else block.start, sentences[last][1] if last < len(
        sentences
    ) else block.end


_TOLD = ("assignments.subject", "assignments.shared", "assignments.urge", "assignments.partner")
_TASKS_FOLLOW = regex.compile(r"(?:nhiệm\s+vụ|giải\s+pháp|nội\s+dung|công\s+việc)[^.:;]{0,40}\ssau(?:\s+đây)?\s*:")
_SUBJECT = ("assignments.subject", "assignments.shared")
_ADVERBIAL = regex.compile(
    r"(?:[^:.,]{1,30}:\s*)?(?i:trên\s+cơ\s+sở|căn\s+cứ|đối\s+với|trường\s+hợp|nếu|trước\s+khi|thực\s+hiện|theo|sau\s+khi|khi|để|nhằm|trong|ngoài|bên\s+cạnh|cùng\s+với|ngay\s+sau)(?!\p{L})"
)
#: What a body is, before its duty: "là cơ quan thường trực; theo dõi …".
_STANDING = regex.compile(r"\s*:?\s*(?i:là)\s+(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|tổ\s+chức)\s[^.;:]{1,120};\s*(?=\p{Ll})")
#: A row of bodies that goes on behind a semicolon.
_OPEN_END = regex.compile(r"\s*;\s*(?:các|và|những)\b")


def _items(reading: Reading, chain: Chain, duty: Duty) -> Iterator[Assignment]:
    time = duty_deadline(reading, duty.start, duty.end, verb=duty.verb)
    inner = chain.inner if chain.inner and _says_which(reading, chain) else ()
    for mention in (*chain.mentions, *inner):
        if _is_generic(reading.view, mention):
            continue
        yield Assignment(
            quote=reading.text[mention.start : mention.end],
            start=mention.start,
            end=mention.end,
            rule=duty.rule,
            origin=mention.origin,
            body=mention.name,
            role=duty.role,
            section=reading.part.section_path(mention.start),
            deadline=time.date if time else None,
            every=time.every if time else None,
        )


def _says_which(reading: Reading, chain: Chain) -> bool:
    """Whether the parentheses say which bodies a collective means, not which unit of one body acts."""
    outer = max((m for m in chain.mentions if m.end <= chain.inner[0].start), key=lambda m: m.end)
    collective = outer.kind == "collective" or " các " in f" {outer.name.lower()} "
    added = _ADDED.search(reading.view, outer.end, chain.inner[0].start) is not None
    return (collective or added) and enabled("assignments.parentheses")


#: "Thuế tỉnh (và Thuế cơ sở)".
_ADDED = regex.compile(r"\(\s*(?:và|cùng)\s+(?:các\s+)?$")
_ANYONE = regex.compile(r"(?i:cơ\s+quan,\s*(?:đơn\s+vị,\s*)?tổ\s+chức)")
_AND_PERSONS = regex.compile(r"\s*(?:,|và)\s*(?:cá\s+nhân|doanh\s+nghiệp)")


def _is_generic(view: str, mention: Mention) -> bool:
    """Whether anyone is meant: "cơ quan, tổ chức, cá nhân"."""
    return bool(_ANYONE.match(view, mention.start, mention.end) and _AND_PERSONS.match(view, mention.end))
