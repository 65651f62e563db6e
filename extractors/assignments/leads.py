"""The verb of the party's duty that reads as a title: under "Đảng ủy UBND tỉnh", "Lãnh đạo UBND tỉnh ban hành …"."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.bodies import find_bodies
from extractors.reading import Mention, Reading
from extractors.rules import enabled
from extractors.structure.types import Block

_LEADS = regex.compile(r"Lãnh\s+đạo\s+(?:các\s+(?=\p{Lu}))?")
_COLON = regex.compile(r"\s*:\s*")
#: A heading that names an organ of the party, which leads other bodies.
_PARTY = regex.compile(
    r"[\W\d]*(?i:(?:các|ban\s+thường\s+vụ|thường\s+trực|ban\s+chấp\s+hành|trách\s+nhiệm\s+của|đối\s+với)\s+)*"
    r"(?i:đảng\s+ủy|tỉnh\s+ủy|thành\s+ủy|huyện\s+ủy|quận\s+ủy|đảng\s+bộ|chi\s+bộ|cấp\s+ủy|tổ\s+chức\s+đảng|ban\s+cán\s+sự|đảng\s+đoàn)(?!\p{L})"
)


def with_led(reading: Reading, block: Block, mentions: list[Mention]) -> list[Mention]:
    """The bodies of a block, those that an organ of the party leads in the place of their leaders.

    The heading above names the organ, or it stands before a colon at the beginning of the block.
    """
    if not mentions or not enabled("assignments.led"):
        return mentions
    for at, mention in enumerate(mentions[:2]):
        leads = _LEADS.match(reading.view, mention.start, mention.end) if mention.kind == "person" else None
        if leads is not None and _of_party(reading, block, mentions[:at], mention.start):
            row = [other for other in mentions[at:] if other.group == mention.group]
            led = find_bodies(reading.view, mention.start + len("Lãnh đạo"), row[-1].end)
            rest = [other for other in mentions[at:] if other.group != mention.group]
            return [*mentions[:at], *(replace(body, group=mention.group) for body in led), *rest]
    return mentions


def _of_party(reading: Reading, block: Block, before: list[Mention], at: int) -> bool:
    """Whether an organ of the party leads what is named at `at`."""
    if before:
        return before[0].kind == "party" and _COLON.fullmatch(reading.view, before[0].end, at) is not None
    if at != block.start:
        return False
    return any(_PARTY.match(section.title) for section in reading.part.sections_over(at))
