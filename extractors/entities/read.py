"""The step that asks the model where the rules leave a question, and what of its answers is taken."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

import regex

from extractors.bodies import full_name
from extractors.entities.model import find_entities
from extractors.entities.questions import Covered, Question, find_questions
from extractors.entities.words import MANY, begins_with_stop, begins_with_verb, first_words
from extractors.reading import Mention, Reading
from extractors.rules import enabled

RULE = "entities.model"
_JOINT = regex.compile(r"\s*(?:[,;/]\s*(?:và\s+)?|và\s+|cùng\s+)(?:(?i:các|những)\s+)?$")
_JOINT_BEFORE = regex.compile(r"(?:[,;/]|(?<!\p{L})(?:và|cùng|với))\s*$")
_TIERS = r"(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn|đặc\s+khu)"
_FIRST_TIER = regex.compile(rf"(?i:{_TIERS}|cấp)(?!\p{{L}})")
_LAST_TIER = regex.compile(rf"(?i:{_TIERS})$")
_ROW_OF_TIERS = regex.compile(rf"(?:(?:\s*,\s*|\s+và\s+){_TIERS}(?![\p{{L}}]))+(?!\s+\p{{Lu}})")
_LETTERS = regex.compile(r"\p{L}+")
#: No part of a name: a figure, a bracket that is not closed, quotation marks, the end of a sentence.
_FOREIGN = regex.compile(r"\d{3}|%|[“”\"|:;]|\.\s|\([^()]*$|^[^()]*\)")


def read_entities(reading: Reading) -> Reading:
    """The reading with the bodies that the model adds; one that it finds as the rules do has the origin `both`.

    Rules win: what they have read, the model neither changes nor overlaps. One thing is no reading against it: tiers
    ("các xã, phường") right behind an unknown name are the place of that name.
    """
    questions = find_questions(reading) if enabled(RULE) else []
    if not questions:
        return reading
    covered, group = Covered(reading), max((m.group for m in reading.bodies), default=-1) + 1
    answers = find_entities([reading.view[q.start : q.end] for q in questions])
    known = {(m.start, m.end) for m in reading.bodies}
    added: list[Mention] = []
    both: set[tuple[int, int]] = set()
    for question, entities in zip(questions, answers, strict=True):
        spans = [(question.start + s, question.start + e) for s, e, label in entities if label == "BODY"]
        both |= known.intersection(spans)
        added += _accepted(reading, question, [s for s in spans if s not in known], covered)
    named = [replace(m, group=group + i) for i, m in enumerate(added)]
    rules = [
        replace(m, origin="both") if (m.start, m.end) in both else m
        for m in reading.bodies
        if not any(n.start < m.start and m.end <= n.end for n in named)
    ]
    return replace(reading, bodies=tuple(sorted([*rules, *named], key=lambda m: (m.start, m.end))))


def _accepted(
    reading: Reading, question: Question, spans: list[tuple[int, int]], covered: Covered
) -> Iterator[Mention]:
    """The names that begin where one is asked for, or that are joined to one that does."""
    last = -1
    for start, end in spans:
        start, end = _trimmed(reading.view, start, end)
        asked = any(at <= start <= _behind_many(reading.view, at) for at in question.places)
        joined = last >= 0 and _JOINT.fullmatch(reading.view, last, start) is not None
        tiers, end = _with_tiers(reading, start, end)
        if not (asked or joined) or covered.touches(start, tiers) or not _is_name(reading.view, start, end):
            continue
        start = _from_many(reading.view, start)
        last = end
        name = full_name(reading.view[start:end])
        yield Mention(start, end, name, "entity", RULE, origin="model")


def _with_tiers(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Where the tiers begin that close the name ("các xã, phường"), and where they end; twice the end without any."""
    row = _ROW_OF_TIERS.match(reading.view, end) if _LAST_TIER.search(reading.view, start, end) else None
    end = row.end() if row else end
    at = bisect_left(reading.bodies, start, key=lambda mention: mention.start)
    if at == len(reading.bodies) or reading.bodies[at].start >= end:
        return end, end
    mention = reading.bodies[at]
    core = _behind_many(reading.view, mention.start)
    tiers = (
        mention.kind == "collective"
        and _FIRST_TIER.match(reading.view, core)
        and not _JOINT_BEFORE.search(reading.view, start, mention.start)
    )
    return (mention.start, mention.end) if tiers and mention.end >= end else (end, end)


def _behind_many(view: str, at: int) -> int:
    many = MANY.match(view, at)
    return many.end() if many else at


def _from_many(view: str, start: int) -> int:
    """Where the name begins with the word before it that says that there are several."""
    many = _MANY_BEFORE.search(view, max(0, start - 20), start)
    return many.start() if many else start


_MANY_BEFORE = regex.compile(rf"(?<!\p{{L}})(?:{MANY.pattern})$")


def _trimmed(view: str, start: int, end: int) -> tuple[int, int]:
    """The span without signs at its ends and without a verb of duty and what follows it."""
    words = first_words(view, start, end, count=40)
    for index in range(1, len(words)):
        place = words[index][1]
        if place >= end:
            break
        if view[place].islower() and begins_with_verb(words[index:], strong=True):
            end = place
            break
    while end > start and not view[end - 1].isalnum() and view[end - 1] != ")":
        end -= 1
    return start, end


def _is_name(view: str, start: int, end: int) -> bool:
    """Whether the span can be a name: two syllables or an acronym, a capital or one of several, nothing foreign."""
    core = _behind_many(view, start)
    syllables = _LETTERS.findall(view, core, end)
    if not syllables or _FOREIGN.search(view, start, end) or len(syllables) > 16:
        return False
    if len(syllables) < 2 and not (syllables[0].isupper() and len(syllables[0]) > 1):
        return False
    if not view[core].isupper() and core == start and _from_many(view, start) == start:
        return False
    words = first_words(view, core, end)
    return not begins_with_stop(words) and not begins_with_verb(words)
