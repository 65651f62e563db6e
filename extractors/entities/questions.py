"""Where the rules leave a question: places at which a body should stand and no rule reads anything.

The model costs more than all rules together, so it reads only round these places: behind a word that gives a duty
("giao", "phối hợp với", "Cơ quan chủ trì:"), behind a comma or "và" after a known body, at the start of a sentence
that goes on with a verb of duty, in a title that ends in a colon, in the cells of a column whose head says the role.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.assignments.columns import column_roles
from extractors.entities.words import CUE, MANY, begins_with_stop, begins_with_verb, first_words
from extractors.reading import Reading
from extractors.structure.types import Block

_JOINT = regex.compile(r"\s*(?:[,;/]\s*(?:và\s+)?|và\s+|cùng\s+)(?=(?:các\s+)?(?:\p{Lu}\p{Ll}|\p{Lu}{2}))")
#: Behind a body of these kinds a comma may stand inside its field of work; what follows must look like a name.
_FIELDS = frozenset(("department", "ministry", "agency", "division", "person", "branch", "centre", "institute"))
_NAMED = regex.compile(
    r"(?:(?i:các)\s+)?(?:\p{Lu}{2}|\p{L}+(?:\s+\p{L}+){0,3}?\s+(?:\p{Lu}|(?:tỉnh|thành\s+phố|huyện|xã|phường)(?!\p{L})))"
)
_LISTED = regex.compile(r"\s*(?:[,;]\s*(?:và\s+)?|và\s+)")
_START = regex.compile(r"[^\p{L}\p{N}]*(?:Đối\s+với\s+)?")
_SENTENCE = regex.compile(r"[.;:]\s+(?=[-+]?\s*\p{Lu})")
_NAME_NEXT = regex.compile(r"\s*\p{Lu}")
_STOP_SIGNS = frozenset('.;()%"“”|')
_TIERS = frozenset(("tỉnh", "phố", "huyện", "xã", "phường", "khu", "quận", "ương"))
#: How many words the subject of a duty has at most.
_SUBJECT = 12
#: How far from the start of an item its body begins at most, in characters.
_CLOSE = 4
#: How much of the text round a place the model is given, in characters; its eyes reach a few words only.
_LEFT, _RIGHT = 40, 160
_LONGEST = 1000
#: How much of a document the model reads at most: so many characters and this share of it.
_LEAST, _SHARE = 3000, 0.08


@dataclass(frozen=True, slots=True)
class Question:
    """A stretch of the view for the model to read and the places in it where a body should begin."""

    start: int
    end: int
    places: tuple[int, ...]


class Covered:
    """Which characters the rules have read: bodies, citations, times."""

    def __init__(self, reading: Reading) -> None:
        spans = [(m.start, m.end) for m in reading.bodies]
        spans += [(c.start, c.end) for c in reading.citations] + [(t.start, t.end) for t in reading.times]
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def touches(self, start: int, end: int) -> bool:
        """Whether anything between the offsets has been read."""
        last = bisect_right(self._starts, end - 1)
        return any(end_ > start for _, end_ in self._spans[max(0, last - 4) : last])


def find_questions(reading: Reading) -> list[Question]:
    """The questions of a document in text order; they do not overlap."""
    covered, roles, listed = Covered(reading), column_roles(reading), _lists_of_bodies(reading)
    found: list[Question] = []
    for block in _blocks(reading):
        if block.cell is not None:
            asked = block.kind == "cell" and (block.cell.table, block.cell.column) in roles
            places = list(_in_cell(reading.view, block)) if asked else []
        else:
            places = [
                *_behind_cues(reading.view, block),
                *_at_starts(reading, block, covered, _list_of(reading, block) in listed),
            ]
        places += _behind_bodies(reading, block)
        asked_at = [at for at in sorted(set(places)) if _is_open(reading.view, at, block.end, covered)]
        found.extend(_windows(reading.view, block, asked_at))
    return list(_bounded(found, _LEAST + (reading.part.end - reading.part.start) * _SHARE))


def _bounded(questions: list[Question], budget: float) -> Iterator[Question]:
    """The questions, in the order of the text, that fit into so many characters."""
    for question in questions:
        budget -= question.end - question.start
        if budget >= 0:
            yield question


def _blocks(reading: Reading) -> Iterator[Block]:
    """The blocks outside header, recipients and signature."""
    part = reading.part
    furniture = [span for span in (part.header, part.recipients, part.signature) if span is not None]
    for block in part.blocks:
        if block.kind != "footnote" and not any(start <= block.start < end for start, end in furniture):
            yield block


def _is_open(view: str, at: int, end: int, covered: Covered) -> bool:
    """Whether a name can begin at `at` and no rule has read anything there."""
    many = MANY.match(view, at, end)
    words = first_words(view, many.end() if many else at, end)
    if not words or not words[0][0][0].isalpha() or not (many or view[at].isupper()):
        return False
    return not covered.touches(at, words[0][1] + 1) and not begins_with_verb(words) and not begins_with_stop(words)


def _in_cell(view: str, block: Block) -> Iterator[int]:
    """The places of a cell: its start and behind each comma."""
    yield _START.match(view, block.start, block.end).end()
    for match in _LISTED.finditer(view, block.start, block.end):
        yield match.end()


def _behind_cues(view: str, block: Block) -> Iterator[int]:
    for match in CUE.finditer(view, block.start, block.end):
        yield match.end()


def _behind_bodies(reading: Reading, block: Block) -> Iterator[int]:
    """Behind the comma or "và" after a known body."""
    at = bisect_right(reading.bodies, block.start - 1, key=lambda mention: mention.start)
    while at < len(reading.bodies) and reading.bodies[at].start < block.end:
        mention = reading.bodies[at]
        joint = _JOINT.match(reading.view, mention.end, block.end)
        if joint is not None and (mention.kind not in _FIELDS or _NAMED.match(reading.view, joint.end(), block.end)):
            yield joint.end()
        at += 1


def _list_of(reading: Reading, block: Block) -> tuple[str, int | None, int]:
    """Which list a block is an item of: the sections of one parent, or the bullets of one section."""
    section = None if block.section is None else reading.part.sections[block.section]
    if section is not None and section.start <= block.start <= section.body:
        return section.kind, section.parent, 0
    return "bullet", block.section, block.depth


def _lists_of_bodies(reading: Reading) -> set[tuple[str, int | None, int]]:
    """The lists two items of which, at the least, begin with a body that the rules read."""
    starts = {m.start for m in reading.bodies}
    counts = Counter(
        _list_of(reading, block)
        for block in reading.part.blocks
        if block.cell is None and starts.intersection(range(block.start, block.start + _CLOSE))
    )
    return {key for key, count in counts.items() if count > 1}


def _at_starts(reading: Reading, block: Block, covered: Covered, listed: bool) -> Iterator[int]:
    """The starts of sentences that go on with a verb of duty; in a list of bodies any item that looks like one."""
    view = reading.view
    starts = [block.start, *(match.end() for match in _SENTENCE.finditer(view, block.start, block.end))]
    for start in starts:
        at = _START.match(view, start, block.end).end()
        if at < block.end and view[at].isupper():
            stop = _subject_end(view, at, block.end, strong=not (listed and start == block.start))
            if stop is not None and not covered.touches(at, stop):
                yield at


def _subject_end(view: str, at: int, end: int, *, strong: bool) -> int | None:
    """Where a subject that looks like a name ends before its verb of duty; any verb, colon or end unless `strong`."""
    words = first_words(view, at, end, count=_SUBJECT + 4)
    for index in range(1, min(len(words), _SUBJECT)):
        word, place = words[index]
        if word in _STOP_SIGNS or (word == "," and not _goes_on(view, words, index, end)):
            return None
        if (word == ":" and not strong) or (view[place].islower() and begins_with_verb(words[index:], strong=strong)):
            return place if _looks_named(view, words[:index]) else None
    return end if not strong and len(words) <= _SUBJECT and _looks_named(view, words) else None


def _goes_on(view: str, words: list[tuple[str, int]], comma: int, end: int) -> bool:
    """Whether a name goes on behind a comma: with a capital, or from tier to tier ("xã, phường")."""
    tiers = comma + 1 < len(words) and words[comma - 1][0] in _TIERS and words[comma + 1][0] in (*_TIERS, "đặc", "thị")
    return tiers or _NAME_NEXT.match(view, words[comma][1] + 1, end) is not None


def _looks_named(view: str, words: list[tuple[str, int]]) -> bool:
    """Whether words look like a name: "các", a capital behind the first word, or a tier at the end."""
    capitals = any(view[place].isupper() for _, place in words[1:5])
    return len(words) > 1 and (capitals or words[-1][0] in _TIERS or words[0][0] == "các")


def _windows(view: str, block: Block, places: list[int]) -> Iterator[Question]:
    """The places with the words round them; windows that meet are one, up to a length."""
    open_: Question | None = None
    for at in places:
        start, end = _to_blank(view, max(block.start, at - _LEFT), block), _to_blank(view, at + _RIGHT, block)
        if open_ is not None and start <= open_.end:
            if end - open_.start <= _LONGEST:
                open_ = Question(open_.start, end, (*open_.places, at))
                continue
            open_, start = Question(open_.start, min(open_.end, at), open_.places), at
        if open_ is not None:
            yield open_
        open_ = Question(start, end, (at,))
    if open_ is not None:
        yield open_


def _to_blank(view: str, at: int, block: Block) -> int:
    """The next blank from `at` on, so that no word is cut."""
    if at >= block.end:
        return block.end
    while block.start < at < block.end and not view[at - 1].isspace():
        at += 1
    return at
