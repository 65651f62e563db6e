"""Facts to plain records: the shape of the reference annotations, with offsets, pages and boxes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from extractors.facts import KINDS, DocumentFacts, Fact
from pipeline.review import doubt_of, doubtful_fields
from pipeline.source import Source


def record_of(source: Source, documents: tuple[DocumentFacts, ...]) -> dict[str, Any]:
    """The record of a source: `{"source": …, "checksum": …, "documents": [...]}`, ready for JSON.

    A fact of a source with boxes has `page`, `bbox` and `boxes`; one that a human should look at has `needs_review`
    with the reason in `doubt`; one that was recognised from an image says so in `recognised`.
    """
    return {
        "source": source.path.name,
        "kind": source.kind,
        "checksum": source.checksum,
        "documents": [_document(source, document) for document in documents],
    }


def _document(source: Source, document: DocumentFacts) -> dict[str, Any]:
    metadata = asdict(document.metadata)
    metadata.pop("spans")
    if doubts := doubtful_fields(source, document.metadata):
        metadata["needs_review"] = doubts
    facts = {kind: [_fact(source, fact) for fact in document.of_kind(kind)] for kind in KINDS}
    return {"start": document.start, "end": document.end, "metadata": metadata, **facts}


def _fact(source: Source, fact: Fact) -> dict[str, Any]:
    record = asdict(fact)
    boxes = source.boxes_of(fact.start, fact.end)
    if boxes:
        record["page"] = boxes[0][0]
        record["bbox"] = [round(value, 2) for value in boxes[0][1]]
        record["boxes"] = [{"page": page, "bbox": [round(v, 2) for v in box]} for page, box in boxes]
    if source.is_recognised(fact.start):
        record["recognised"] = True
    doubt = doubt_of(source, fact)
    if doubt is not None:
        record["needs_review"], record["doubt"] = True, doubt
    return record
