"""One document as rows: the document, its sections and passages, its facts with their place in the source."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256

import regex

from extractors.confidence import DOUBTFUL
from extractors.facts import KINDS, Citation, Fact, Metadata
from extractors.reading import Reading
from extractors.structure.types import Part
from pipeline.fold import slug
from pipeline.review import doubt_of
from pipeline.rows import Row, SourceRows, stable_id, year_of
from pipeline.source import Source

_SUBJECT = regex.compile(r"\b(?:[Vv]ề|V/v)\s[^;\n]{10,400}")


class _Sections:
    """The sections of a document by offset."""

    def __init__(self, part: Part, ids: list[str]) -> None:
        self.part, self.ids = part, ids
        self.order = sorted(range(len(ids)), key=lambda index: part.sections[index].start)
        self.starts = [part.sections[index].start for index in self.order]

    def at(self, offset: int) -> str | None:
        """The id of the innermost section that holds the offset."""
        place = bisect_right(self.starts, offset)
        index = self.order[place - 1] if place else None
        while index is not None and self.part.sections[index].end <= offset:
            index = self.part.sections[index].parent
        return None if index is None else self.ids[index]


@dataclass(slots=True)
class DocumentRows:
    """Makes the rows of one document; `counts` numbers the facts of one span."""

    source: Source
    reading: Reading
    rows: SourceRows
    counts: Counter[tuple[str, int, int]]
    document_id: str
    sections: _Sections = field(init=False)
    passages: list[tuple[int, int, str]] = field(init=False, default_factory=list)

    def add(self, ordinal: int) -> None:
        """Add everything: the document, its sections and passages, its facts."""
        part, metadata = self.reading.part, self.reading.metadata
        fields = {name: getattr(metadata, name) for name in Metadata.__dataclass_fields__ if name != "spans"}
        self.rows["documents"].append(
            {
                "id": self.document_id,
                "source_id": self.rows.source_id,
                "ordinal": ordinal,
                **fields,
                "issuer_id": slug(metadata.issuer) if metadata.issuer else None,
                "start": part.start,
                "end": part.end,
                "is_digest": 0,
                "text_sha256": sha256(self.source.text.encode()).hexdigest(),
            }
        )
        self._add_sections(part)
        self._add_passages(part)
        for kind in KINDS:
            for fact in self.reading.facts().of_kind(kind):
                self.rows[kind].append(self._fact(kind, fact))

    def _id(self, kind: str, start: int, end: int) -> str:
        span = (kind, start, end)
        self.counts[span] += 1
        return stable_id(self.source.checksum, kind, start, end, self.counts[span] - 1)

    def _page(self, offset: int) -> int | None:
        if self.source.boxes is None:
            return None
        page = self.source.page_of(offset)
        return page.number if page else None

    def _add_sections(self, part: Part) -> None:
        ids = [self._id("sections", section.start, section.end) for section in part.sections]
        self.sections = _Sections(part, ids)
        for id_, section in zip(ids, part.sections, strict=True):
            self.rows["sections"].append(
                {
                    "id": id_,
                    "document_id": self.document_id,
                    "parent_id": None if section.parent is None else ids[section.parent],
                    "label": section.label,
                    "path": section.path,
                    "kind": section.kind,
                    "title": section.title,
                    "start": section.start,
                    "end": section.end,
                    "page": self._page(section.start),
                }
            )

    def _add_passages(self, part: Part) -> None:
        for block in part.blocks:
            id_ = self._id("passages", block.start, block.end)
            self.passages.append((block.start, block.end, id_))
            self.rows["passages"].append(
                {
                    "id": id_,
                    "document_id": self.document_id,
                    "section_id": None if block.section is None else self.sections.ids[block.section],
                    "kind": block.kind,
                    "text": self.source.text[block.start : block.end],
                    "start": block.start,
                    "end": block.end,
                    "page": self._page(block.start),
                }
            )
        self.passages.sort()

    def _passage_at(self, offset: int) -> str | None:
        place = bisect_right(self.passages, (offset, len(self.source.text) + 1, ""))
        if place and offset < self.passages[place - 1][1]:
            return self.passages[place - 1][2]
        return None

    def _fact(self, kind: str, fact: Fact) -> Row:
        names = [name for name in type(fact).__dataclass_fields__ if name != "margin"]
        row: Row = {name: getattr(fact, name) for name in names}
        row["id"] = self._id(kind, fact.start, fact.end)
        row["document_id"] = self.document_id
        row["section_id"] = self.sections.at(fact.start)
        row["passage_id"] = self._passage_at(fact.start)
        if "deadline" in row or kind == "deadlines":
            row["year"] = year_of(row["date"] if kind == "deadlines" else row["deadline"])
        if kind == "assignments":
            row["body_id"] = slug(row["body"]) or None
        if isinstance(fact, Citation):
            row["subject"] = self._subject(fact)
        return row | self._place(fact)

    def _subject(self, fact: Citation) -> str | None:
        found = _SUBJECT.search(self.source.text, fact.start, min(fact.end + 700, self.reading.part.end))
        return " ".join(found.group().split()) if found else None

    def _place(self, fact: Fact) -> Row:
        boxes = [
            {"page": page, "bbox": [round(value, 2) for value in box]}
            for page, box in self.source.boxes_of(fact.start, fact.end)
        ]
        doubt = doubt_of(self.source, fact) or ("found by the model alone" if fact.origin == "model" else None)
        return {
            "page": boxes[0]["page"] if boxes else self._page(fact.start),
            "bbox": json.dumps(boxes[0]["bbox"]) if boxes else None,
            "boxes": json.dumps(boxes) if boxes else None,
            "needs_review": int(doubt is not None or (fact.confidence is not None and fact.confidence < DOUBTFUL)),
            "doubt": doubt,
        }
