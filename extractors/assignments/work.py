"""What the assignments of a document are read from: rows of bodies by block, roles of columns, sentences."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.assignments.chains import Chain, find_chains
from extractors.assignments.columns import column_roles
from extractors.assignments.leads import with_led
from extractors.assignments.members import with_unknown_members
from extractors.reading import Mention, Reading
from extractors.rules import enabled
from extractors.sentences import find_sentences
from extractors.structure.types import Block


@dataclass(frozen=True, slots=True)
class Work:
    """A reading with its rows of bodies by index of the block; sentences are split once a block."""

    reading: Reading
    chains: dict[int, list[Chain]]
    roles: dict[tuple[int, int], str]
    _sentences: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def view(self) -> str:
        """The view of the source."""
        return self.reading.view

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the document."""
        return self.reading.part.blocks

    def sentences(self, index: int) -> list[tuple[int, int]]:
        """The sentences of a block, at least one."""
        if index not in self._sentences:
            block = self.blocks[index]
            found = find_sentences(self.view, block.start, block.end)
            self._sentences[index] = found or [(block.start, block.end)]
        return self._sentences[index]


def work_on(reading: Reading) -> Work:
    """What the assignments of the reading are read from."""
    return Work(reading, _chains_by_block(reading), column_roles(reading) if enabled("assignments.column") else {})


def _chains_by_block(reading: Reading) -> dict[int, list[Chain]]:
    """The rows of bodies of each block by its index; bodies inside a citation are left out."""
    cited = {offset for c in reading.citations for offset in range(c.start, c.end)}
    mentions = [m for m in reading.bodies if not (m.start in cited and m.end - 1 in cited)]
    chains: dict[int, list[Chain]] = {}
    at = 0
    for index, block in enumerate(reading.part.blocks):
        own: list[Mention] = []
        while at < len(mentions) and mentions[at].start < block.end:
            if mentions[at].start >= block.start:
                own.append(mentions[at])
            at += 1
        if own:
            own = with_led(reading, block, with_unknown_members(reading.view, block.start, block.end, own))
            chains[index] = find_chains(reading.view, block.start, block.end, own)
    return chains
