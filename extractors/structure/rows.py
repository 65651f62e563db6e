"""The rows of a table that are numbered: each is a section, below the row of its group (`I > 5 > 5.1`)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache

import regex

from extractors.lexicon import load_lexicon
from extractors.structure.types import Block, Section

_LABEL = regex.compile(
    r"(?P<decimal>\d{1,2}(?:\.\d{1,2})+)|(?P<number>\d{1,3})|(?P<roman>[IVX]{1,5})|(?P<upper>[A-ZĐ])|(?P<letter>[a-zđ])"
)
_CLOSE = " .)-"
#: How deep a kind of label stands; a decimal is as deep as it has parts.
_DEPTHS = {"upper": 0, "roman": 1, "number": 2, "decimal": 2, "letter": 9}
#: A title has two words at least, a number no title.
_WORDY = regex.compile(r"\p{L}{2,}")


@cache
def _orders() -> frozenset[str]:
    return frozenset(row["form"].lower() for row in load_lexicon("headings") if row["column"] == "order")


def row_sections(
    view: str, cells: list[Block], sections: list[Section], parent: int | None
) -> tuple[list[Section], list[Block]]:
    """The sections of the numbered rows of a table, and its cells with their sections.

    The indices of the new sections go on from those of `sections`; `parent` is the section that holds the table.
    """
    rows: dict[int, list[Block]] = defaultdict(list)
    for block in cells:
        if block.cell is not None and block.kind == "cell":
            rows[block.cell.row].append(block)
    labels = {row: label for row, blocks in rows.items() if (label := _label_of(view, blocks[0]))}
    found: list[Section] = []
    placed: dict[int, int] = {}
    stack: list[tuple[int, int]] = []
    end = cells[-1].end if cells else 0
    for row, blocks in rows.items():
        if row in labels:
            depth = _depth(*labels[row])
            while stack and stack[-1][0] >= depth:
                index = stack.pop()[1] - len(sections)
                found[index] = replace(found[index], end=blocks[0].start)
            above = stack[-1][1] if stack else parent
            path = "" if above is None else f"{_at(sections, found, above).path} > "
            leads = _leads(row, labels, blocks)
            found.append(_section(view, blocks, labels[row][0], path, above, leads=leads, end=end))
            stack.append((depth, len(sections) + len(found) - 1))
        if stack:
            placed[row] = stack[-1][1]
    moved = [replace(b, section=placed.get(b.cell.row, b.section)) if b.cell else b for b in cells]
    return found, moved


def _at(sections: list[Section], found: list[Section], index: int) -> Section:
    return sections[index] if index < len(sections) else found[index - len(sections)]


def in_order(sections: list[Section], blocks: list[Block]) -> tuple[list[Section], list[Block]]:
    """The sections in the order of the text, with the indices of their parents, and blocks with those of theirs."""
    order = sorted(range(len(sections)), key=lambda index: sections[index].start)
    place = {old: new for new, old in enumerate(order)}
    found = [replace(s, parent=None if s.parent is None else place[s.parent]) for s in (sections[i] for i in order)]
    if order == list(range(len(sections))):
        return found, blocks
    return found, [b if b.section is None else replace(b, section=place[b.section]) for b in blocks]


def _label_of(view: str, block: Block) -> tuple[str, str] | None:
    """The label that stands in a column of ordinals, with its kind."""
    if block.cell is None or block.cell.column or not any(head.lower() in _orders() for head in block.cell.heads):
        return None
    words = view[block.start : block.end].strip(_CLOSE + "\n")
    match = _LABEL.fullmatch(words)
    return (words, str(match.lastgroup)) if match else None


def _depth(label: str, kind: str) -> int:
    return _DEPTHS[kind] + (label.count(".") if kind == "decimal" else 0)


def _leads(row: int, labels: dict[int, tuple[str, str]], blocks: list[Block]) -> bool:
    """Whether a row stands over the next one, or holds its name alone."""
    following = labels.get(row + 1)
    return len(blocks) == 2 or (following is not None and _depth(*following) > _depth(*labels[row]))


def _section(
    view: str, blocks: list[Block], label: str, path: str, parent: int | None, *, leads: bool, end: int
) -> Section:
    named = next((b for b in blocks[1:] if _WORDY.search(view, b.start, b.end)), None) if leads else None
    title = " ".join(view[named.start : named.end].split()) if named else ""
    start = blocks[0].start
    return Section(label, path + label, "row", title, start, named.end if named else blocks[0].end, end, parent)
