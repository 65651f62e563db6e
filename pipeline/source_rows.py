"""A source that was read, as rows: the file, its text and pages, and each document in it."""

from __future__ import annotations

from collections import Counter

from extractors.reading import Reading
from pipeline.document_rows import DocumentRows
from pipeline.rows import Row, SourceRows, stable_id
from pipeline.source import Source

#: Below this share of valid syllables a page of some length is listed among the problems.
POOR_PAGE = 0.6
_SHORT_PAGE = 300


def rows_of(source: Source, readings: tuple[Reading, ...], *, name: str, made_by: str) -> SourceRows:
    """The rows of a source and of each document that was read in it."""
    rows = SourceRows(stable_id(source.checksum), name)
    rows["sources"].append(_source(source, rows, made_by))
    rows["texts"].append({"source_id": rows.source_id, "text": source.text})
    rows["pages"].extend(_pages(source, rows.source_id))
    rows["problems"].extend(_poor_pages(source, rows))
    rows["problems"].extend(_flaws(source, rows))
    counts: Counter[tuple[str, int, int]] = Counter()
    for ordinal, reading in enumerate(readings):
        DocumentRows(source, reading, rows, counts, stable_id(source.checksum, "documents", ordinal)).add(ordinal)
    return rows


def _source(source: Source, rows: SourceRows, made_by: str) -> Row:
    return {
        "id": rows.source_id,
        "name": rows.name,
        "kind": source.kind,
        "checksum": source.checksum,
        "characters": len(source.text),
        "page_count": len(source.pages) if source.boxes is not None else None,
        "quality": min((page.quality for page in source.pages), default=None),
        "is_digest": 0,
        "notes": "\n".join(source.notes) or None,
        "made_by": made_by,
    }


def _pages(source: Source, source_id: str) -> list[Row]:
    if source.boxes is None:
        return []
    return [
        {
            "id": f"{source_id}-{page.number}",
            "source_id": source_id,
            "number": page.number,
            "start": page.start,
            "end": page.end,
            "width": page.width,
            "height": page.height,
            "quality": page.quality,
            "done": " ".join(page.done) or None,
        }
        for page in source.pages
    ]


def _poor_pages(source: Source, rows: SourceRows) -> list[Row]:
    """A problem for each page whose words are mostly no Vietnamese syllables: what was read there is doubtful."""
    return [
        {
            "id": stable_id("problem", rows.source_id, page.number),
            "name": rows.name,
            "source_id": rows.source_id,
            "page": page.number,
            "reason": "poor_page",
            "what": f"only {page.quality:.0%} of the words of page {page.number} are Vietnamese syllables",
            "remedy": "Look at the page; scan it again straight and at 300 dpi, or get the file it was printed from.",
        }
        for page in source.pages
        if page.quality < POOR_PAGE and page.end - page.start > _SHORT_PAGE
    ]


def _flaws(source: Source, rows: SourceRows) -> list[Row]:
    """A problem for each thing of the source that its reader could not use."""
    return [
        {
            "id": stable_id("problem", rows.source_id, flaw.reason, flaw.page),
            "name": rows.name,
            "source_id": rows.source_id,
            "page": flaw.page,
            "reason": flaw.reason,
            "what": flaw.what,
            "remedy": flaw.remedy,
        }
        for flaw in source.flaws
    ]
