"""A document for reading: its passages cut where facts begin and end, each with the facts that begin in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
DOCUMENT = """SELECT d.*, s.name AS source_name, s.kind AS source_kind, e.label AS ended_by,
  substr(t.text, d.start + 1, d.end - d.start) AS text
FROM documents d
JOIN sources s ON s.id = d.source_id
JOIN texts t ON t.source_id = d.source_id
LEFT JOIN documents e ON e.id = d.ended_by_id
WHERE d.id = :id"""
PASSAGES = """SELECT p.id, p.kind, p.start, p.end, p.page, p.section_id FROM passages p
WHERE p.document_id = :id ORDER BY p.start, p.end"""
SECTIONS = "SELECT id, label, path, title, start, kind FROM sections WHERE document_id = :id ORDER BY start"
FACTS = {
    "figures": "SELECT f.*, i.name_vi, i.name_en, i.topic FROM figures f LEFT JOIN indicators i ON i.code = f.code"
    " WHERE f.document_id = :id",
    "deadlines": "SELECT * FROM deadlines WHERE document_id = :id",
    "assignments": "SELECT * FROM assignments WHERE document_id = :id",
    "citations": "SELECT c.*, d.label AS cited FROM citations c LEFT JOIN documents d ON d.id = c.cited_document_id"
    " WHERE c.document_id = :id",
}
CITED_BY = """SELECT DISTINCT d.id, d.label, c.relation FROM citations c JOIN documents d ON d.id = c.document_id
WHERE c.cited_document_id = :id AND d.is_copy = 0 ORDER BY d.label"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text between two bounds of facts: the kinds that cover it, the facts that begin with it.

    `fact` is the id of the shortest fact that covers it.
    """

    text: str
    kinds: tuple[str, ...]
    begins: tuple[str, ...]
    here: bool
    fact: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage in pieces, with its facts."""

    id: str
    kind: str
    anchor: int | None
    page: int | None
    pieces: tuple[Piece, ...]
    facts: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document for reading."""

    passages: tuple[Passage, ...]
    sections: tuple[Row, ...]
    cited_by: tuple[Row, ...]


async def read_document(query: Callable[[str], Awaitable[list[Row]]], document: Row, here: str) -> Reading:
    """The passages of a document, cut at its facts; `here` is the id of the fact that is pointed at."""
    facts = [fact | {"fact": kind} for kind, sql in FACTS.items() for fact in await query(sql)]
    facts.sort(key=lambda fact: (fact["start"], -fact["end"], fact["id"]))
    times = [fact for fact in facts if fact["fact"] == "deadlines"]
    for fact in facts:
        fact["inherited"] = inherited_from(fact, times)
    sections = await query(SECTIONS)
    places = {section["start"] for section in sections}
    passages = _shown(await query(PASSAGES), sections)
    starts = [fact["start"] for fact in facts]
    read = []
    for start, passage in passages:
        first, last = bisect_left(starts, start), bisect_left(starts, passage["end"])
        own = facts[first:last]
        read.append(
            Passage(
                passage["id"],
                passage["kind"],
                start if start in places else None,
                passage["page"],
                cut(document["text"], document["start"], (start, passage["end"]), own, here),
                tuple(own),
            )
        )
    return Reading(tuple(read), tuple(sections), tuple(await query(CITED_BY)))


def inherited_from(fact: Row, deadlines: Sequence[Row]) -> Row | None:
    """The time expression that a fact has its deadline from, where that does not stand in its own passage.

    It is the nearest one before it with the same date, in the section of the fact or one that encloses it.
    """
    date = fact.get("deadline")
    same = [time for time in deadlines if date and time["date"] == date]
    if any(time["passage_id"] == fact["passage_id"] for time in same):
        return None
    path = f"{fact['section'] or ''} > "
    above = [t for t in same if t["start"] < fact["start"] and t["section"] and path.startswith(f"{t['section']} > ")]
    return above[-1] if above else None


def data_of(document: Row, reading: Reading) -> Row:
    """A document for scripts: its row without the text, its sections, its facts by kind, who cites it."""
    facts = [fact for passage in reading.passages for fact in passage.facts]
    by_kind = {
        kind: [
            {name: value for name, value in fact.items() if name not in ("fact", "inherited")}
            | ({"inherited_from": (fact["inherited"] or {}).get("id")} if "deadline" in fact else {})
            for fact in facts
            if fact["fact"] == kind
        ]
        for kind in FACTS
    }
    row = {name: value for name, value in document.items() if name != "text"}
    return {"document": row, "sections": reading.sections, **by_kind, "cited_by": reading.cited_by}


def _shown(passages: list[Row], sections: list[Row]) -> list[tuple[int, Row]]:
    """Each passage with the place where it is shown from: a section's label belongs to the passage behind it."""
    starts = {section["start"]: section for section in sections}
    order = sorted(starts)
    shown = []
    behind = 0
    for passage in passages:
        start = max(passage["start"], behind)
        place = bisect_left(order, passage["start"])
        before = order[place - 1] if place else None
        if before is not None and behind <= before < start:
            start = before
        if start < passage["end"]:
            shown.append((start, passage))
            behind = passage["end"]
    return shown


def cut(text: str, offset: int, span: tuple[int, int], facts: Sequence[Row], here: str) -> tuple[Piece, ...]:
    """The text of a span in pieces; `offset` is where `text` begins in the source.

    >>> facts = [{"id": "a", "fact": "figures", "start": 4, "end": 7}]
    >>> [(piece.text, piece.kinds) for piece in cut("đạt 90% hồ sơ", 0, (0, 13), facts, "")]
    [('đạt ', ()), ('90%', ('figures',)), (' hồ sơ', ())]
    """
    start, end = span
    bounds = sorted({start, end, *(min(max(b, start), end) for f in facts for b in (f["start"], f["end"]))})
    pieces = []
    for left, right in zip(bounds, bounds[1:], strict=False):
        over = [fact for fact in facts if fact["start"] < right and fact["end"] > left]
        pieces.append(
            Piece(
                text[left - offset : right - offset],
                tuple(sorted({fact["fact"] for fact in over})),
                tuple(fact["id"] for fact in over if fact["start"] == left),
                any(fact["id"] == here for fact in over),
                min(over, key=lambda fact: (fact["end"] - fact["start"], fact["id"]))["id"] if over else None,
            )
        )
    return tuple(pieces)
