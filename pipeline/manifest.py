"""A manifest: a CSV of paths with what is known of their documents beforehand, which wins over what is read."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ChitieuError
from pipeline.fold import slug
from pipeline.rows import Row, SourceRows

#: The columns of a manifest beside `path`: fields of the documents of a file.
FIELDS = (
    *("doc_type", "number", "issued_on", "place", "province", "issuer", "signer", "signer_title", "title", "period"),
    *("horizon", "url", "published"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of a manifest: its path, its name there, and what is known of its documents (JSON by ordinal)."""

    path: Path
    name: str
    known: str


def load_manifest(manifest: Path) -> Iterator[Listed]:
    """The files of a manifest; paths are taken from its folder, rows of one path with `ordinal` are its documents.

    Raises `ChitieuError` that says what is wrong with it.
    """
    try:
        with manifest.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ChitieuError(f"{manifest}: cannot be read ({error}). Save it as CSV in UTF-8.") from error
    _check(manifest, rows)
    known: dict[str, dict[str, Row]] = {}
    for row in rows:
        fields = {name: row[name].strip() for name in FIELDS if (row.get(name) or "").strip()}
        known.setdefault(row["path"].strip(), {})[(row.get("ordinal") or "0").strip()] = fields
    for name, documents in known.items():
        yield Listed(manifest.parent / name, name, json.dumps(documents, ensure_ascii=False, sort_keys=True))


def _check(manifest: Path, rows: list[dict[str, str]]) -> None:
    columns = set(rows[0]) if rows else set()
    if "path" not in columns:
        raise ChitieuError(f"{manifest}: is no manifest: it needs a row of heads with `path`, and a row for each file.")
    unknown = sorted(str(name) for name in columns - {"path", "ordinal", *FIELDS})
    if unknown:
        allowed = ", ".join(("ordinal", *FIELDS))
        raise ChitieuError(f"{manifest}: unknown columns {', '.join(unknown)}. Beside `path` there may be {allowed}.")
    for number, row in enumerate(rows, start=2):
        if not (row["path"] or "").strip() or not (row.get("ordinal") or "0").strip().isdigit():
            raise ChitieuError(f"{manifest}, row {number}: a path is needed, and an ordinal is a number from 0.")


def apply_known(rows: SourceRows, known: str | None) -> None:
    """Put what is known of the documents of a file in the place of what was read."""
    if not known:
        return
    by_ordinal = json.loads(known)
    for document in rows["documents"]:
        fields = by_ordinal.get(str(document["ordinal"]), {})
        document |= fields
        if "issuer" in fields:
            document["issuer_id"] = slug(fields["issuer"]) or None
