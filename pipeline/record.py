"""Facts to plain records: the shape of the reference annotations, with offsets, pages and boxes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from extractors.facts import KINDS, DocumentFacts, Fact
from pipeline.source import Source


def record_of(source: Source, documents: tuple[DocumentFacts, ...]) -> dict[str, Any]:
    """The record of a source: `{"source": …, "checksum": …, "documents": [...]}`, ready for JSON."""
    return {
        "source": source.path.name,
        "checksum": source.checksum,
        "documents": [_document(source, document) for document in documents],
    }


def _document(source: Source, document: DocumentFacts) -> dict[str, Any]:
    metadata = asdict(document.metadata)
    metadata.pop("spans")
    facts = {kind: [_fact(source, fact) for fact in document.of_kind(kind)] for kind in KINDS}
    return {"start": document.start, "end": document.end, "metadata": metadata, **facts}


def _fact(source: Source, fact: Fact) -> dict[str, Any]:
    record = asdict(fact)
    boxes = source.boxes_of(fact.start, fact.end)
    if boxes:
        record["page"] = boxes[0][0]
        record["bbox"] = [round(value, 2) for value in boxes[0][1]]
        record["boxes"] = [{"page": page, "bbox": [round(v, 2) for v in box]} for page, box in boxes]
    return record
