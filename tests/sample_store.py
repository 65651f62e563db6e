"""A small database of invented documents, made without the extractors, for tests of the store and the site."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from extractors.facts import Assignment, Citation, Figure, Metadata
from extractors.reading import Reading
from extractors.structure.types import Block, Part, Section, Structure
from pipeline.links import link_documents
from pipeline.rows import SourceRows
from pipeline.source import Page, Source
from pipeline.source_rows import rows_of
from pipeline.store import open_store, store_source

TEXT = """NGHỊ QUYẾT mẫu của tỉnh {province}
1. Đất đai và <script>alert(1)</script>: đến năm {year} đạt {value}% hồ sơ đúng hạn.
2. Giao Sở Mẫu chủ trì thực hiện.
3. Bãi bỏ Nghị quyết số {cited} đã hết hiệu lực."""


def sample(
    *,
    province: str | None = "An Giang",
    year: int = 2025,
    value: float = 90,
    number: str | None = None,
    issued_on: str | None = None,
    title: str | None = None,
    cites: str = "99/NQ-MAU",
    relation: str | None = None,
    **fields: Any,
) -> tuple[Source, tuple[Reading, ...]]:
    """A source of one document with a target, a duty and a citation; `fields` are those of the figure."""
    text = TEXT.format(province=province, year=year, value=int(value), cited=cites)
    lines = [(text.index(line), text.index(line) + len(line)) for line in text.splitlines()]
    sections = tuple(
        Section(str(n), str(n), "number", "", *lines[n][:1], *lines[n][1:], lines[n][1]) for n in (1, 2, 3)
    )
    blocks = tuple(Block(*line, "paragraph", n - 1 if n else None) for n, line in enumerate(lines))
    part = Part(0, len(text), lines[0], (lines[1][0], len(text)), sections=sections, blocks=blocks)

    def span(quote: str) -> dict[str, Any]:
        return {"quote": quote, "start": text.index(quote), "end": text.index(quote) + len(quote), "rule": "sample"}

    target = {"value": float(value), "unit": "percent", "role": "target", "code": "tthc.on_time", "deadline": str(year)}
    metadata = Metadata(
        doc_type="nghi_quyet",
        number=number,
        issued_on=issued_on,
        province=province,
        issuer=f"Hội đồng nhân dân tỉnh {province}",
        title=title,
    )
    reading = Reading(
        Structure(text, text, (part,)),
        part,
        metadata=metadata,
        figures=(Figure(**span(f"{int(value)}%"), **(target | {"section": "1"} | fields)),),
        assignments=(Assignment(**span("Sở Mẫu"), body="Sở Mẫu", role="lead", section="2"),),
        citations=(Citation(**span(f"Nghị quyết số {cites}"), doc_type="nghi_quyet", number=cites, relation=relation),),
    )
    checksum = sha256(text.encode() + repr(fields).encode() + (title or "").encode()).hexdigest()
    return Source(Path("mau.txt"), "text", text, checksum, (Page(1, 0, len(text)),)), (reading,)


def rows(name: str = "mau.txt", *, digest: bool = False, **fields: Any) -> SourceRows:
    """The rows of a sample."""
    source, readings = sample(**fields)
    made = rows_of(source, readings, name=name, made_by="test")
    for row in (*made["sources"], *made["documents"]):
        row["is_digest"] = int(digest)
    return made


def build(path: Path | str, *sources: SourceRows) -> Any:
    """The database with these sources, linked; close it after use."""
    database = open_store(path)
    for source in sources:
        store_source(database, source, ingested_at="2026-01-01T00:00:00+00:00")
    link_documents(database)
    return database


def dump(database: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Every table sorted by its key, columns of time left out."""
    tables = {}
    for name in database.table_names():
        if "_fts" in name:
            continue
        columns = [f'"{c.name}"' for c in database.table(name).columns if not c.name.endswith("_at")]
        tables[name] = sorted(database.execute(f'SELECT {", ".join(columns)} FROM "{name}"').fetchall(), key=repr)
    return tables
