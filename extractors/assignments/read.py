"""The step that reads the assignments of a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractors.assignments.chains import Chain, find_chains, without_first
from extractors.assignments.columns import column_roles
from extractors.assignments.duties import Duty, find_duty, shared_duty
from extractors.assignments.headings import find_addressee
from extractors.assignments.words import STATUS
from extractors.deadlines.inherit import duty_deadline
from extractors.facts import Assignment
from extractors.reading import Mention, Reading
from extractors.rules import enabled
from extractors.sentences import find_sentences
from extractors.structure.types import Block

#: The roles that columns of tables give, by table and column.
Roles = dict[tuple[int, int], str]


def read_assignments(reading: Reading) -> Reading:
    """The reading with its assignments: the bodies of its body that are given a duty, in the order of the text."""
    chains = _chains_by_block(reading)
    status = (
        [(s.start, s.end) for s in reading.part.sections if STATUS.match(s.title)]
        if enabled("assignments.status")
        else []
    )
    roles = column_roles(reading) if enabled("assignments.column") else {}
    found: list[Assignment] = []
    for index, row in chains.items():
        block = reading.part.blocks[index]
        reported = any(s <= block.start < e for s, e in status)
        for chain, duty in _duties(reading, row, index, chains, roles):
            if not (reported and duty.rule == "assignments.subject" and not duty.must):
                found.extend(_items(reading, chain, duty))
    return replace(reading, assignments=tuple(sorted(found, key=lambda fact: (fact.start, fact.end))))


def _chains_by_block(reading: Reading) -> dict[int, list[Chain]]:
    """The rows of bodies of each block by its index; bodies inside a citation are left out."""
    cited = [(c.start, c.end) for c in reading.citations]
    mentions = [m for m in reading.bodies if not any(s <= m.start and m.end <= e for s, e in cited)]
    chains: dict[int, list[Chain]] = {}
    at = 0
    for index, block in enumerate(reading.part.blocks):
        own: list[Mention] = []
        while at < len(mentions) and mentions[at].start < block.end:
            if mentions[at].start >= block.start:
                own.append(mentions[at])
            at += 1
        if own:
            chains[index] = find_chains(reading.view, block.start, block.end, own)
    return chains


def _duties(
    reading: Reading, row: list[Chain], index: int, chains: dict[int, list[Chain]], roles: Roles
) -> Iterator[tuple[Chain, Duty]]:
    """The rows of a block that have a duty; a row without a verb shares that of the row joined behind it."""
    behind: tuple[Chain, Duty] | None = None
    for chain in reversed(row):
        duty = _duty(reading, chain, index, chains, roles)
        if duty is None and (rest := _split(reading, chain, reading.part.blocks[index])) is not None:
            chain, duty = rest, _duty(reading, rest, index, chains, roles)
        if duty is None and behind is not None and behind[1].rule == "assignments.subject":
            duty = shared_duty(reading.view, chain, *behind)
        behind = (chain, duty) if duty is not None else None
        if duty is not None:
            yield chain, duty


def _duty(reading: Reading, chain: Chain, index: int, chains: dict[int, list[Chain]], roles: Roles) -> Duty | None:
    block = reading.part.blocks[index]
    if block.cell is not None and block.kind == "cell":
        role = roles.get((block.cell.table, block.cell.column))
        if role is not None:
            return Duty(role, "assignments.column", block.start, block.end)
    duty = find_addressee(reading, chain, block, index, chains)
    if duty is not None:
        return duty
    sentence = _sentence_of(reading, chain, block)
    return find_duty(reading.view, chain, sentence, opening=reading.part.section_path(chain.start) is None)


def _split(reading: Reading, chain: Chain, block: Block) -> Chain | None:
    """The subject of a clause behind an adverbial that ends in a body, `None` where the row is one."""
    sentence = _sentence_of(reading, chain, block)
    if len(chain.mentions) < 2 or not _ADVERBIAL.match(reading.view, *sentence) or not enabled("assignments.adverbial"):
        return None
    first, second = chain.mentions[0], chain.mentions[1]
    return without_first(chain) if "," in reading.view[first.end : second.start] else None


def _sentence_of(reading: Reading, chain: Chain, block: Block) -> tuple[int, int]:
    """From the start of the sentence in which the row begins to the end of that in which it ends."""
    sentences = find_sentences(reading.view, block.start, block.end)
    start = max((s for s, _ in sentences if s <= chain.start), default=block.start)
    ends = [e for s, e in sentences if e >= chain.end]
    end = next(
        (e for e in ends if not _OPEN_END.match(reading.view, chain.end, block.end) or e > chain.end + 1), block.end
    )
    return start, end


_ADVERBIAL = regex.compile(
    r"(?i:trên\s+cơ\s+sở|căn\s+cứ|theo|sau\s+khi|khi|để|nhằm|trong|ngoài|bên\s+cạnh|cùng\s+với|ngay\s+sau)(?!\p{L})"
)
#: A row of bodies that goes on behind a semicolon.
_OPEN_END = regex.compile(r"\s*;\s*(?:các|và|những)\b")


def _items(reading: Reading, chain: Chain, duty: Duty) -> Iterator[Assignment]:
    time = duty_deadline(reading, duty.start, duty.end)
    inner = chain.inner if chain.inner and _says_which(reading, chain) else ()
    for mention in (*chain.mentions, *inner):
        if _is_generic(reading.view, mention):
            continue
        yield Assignment(
            quote=reading.text[mention.start : mention.end],
            start=mention.start,
            end=mention.end,
            rule=duty.rule,
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
    return collective and enabled("assignments.parentheses")


_ANYONE = regex.compile(r"(?i:cơ\s+quan,\s*(?:đơn\s+vị,\s*)?tổ\s+chức)")
_AND_PERSONS = regex.compile(r"\s*(?:,|và)\s*(?:cá\s+nhân|doanh\s+nghiệp)")


def _is_generic(view: str, mention: Mention) -> bool:
    """Whether anyone is meant: "cơ quan, tổ chức, cá nhân"."""
    return bool(_ANYONE.match(view, mention.start, mention.end) and _AND_PERSONS.match(view, mention.end))
