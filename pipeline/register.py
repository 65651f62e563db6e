"""The register of known documents: `register.csv` in a folder says which files are digests, and of what."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from pipeline.rows import SourceRows


def mark_known(file: Path, rows: SourceRows) -> None:
    """Mark the documents of a digest as such, with the number, date and address that the register knows."""
    for folder in file.parents:
        register = folder / "register.csv"
        if register.is_file():
            _mark(_load(register).get(file.relative_to(folder).as_posix(), []), rows)
            return


@cache
def _load(register: Path) -> dict[str, list[dict[str, str]]]:
    with register.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        for name in row["path"].split("|"):
            found.setdefault(name.strip(), []).append(row)
    return found


def _mark(known: list[dict[str, str]], rows: SourceRows) -> None:
    by_ordinal = {int(row["ordinal"]): row for row in known}
    is_digest = int(any(row["kind"] == "digest" for row in known))
    rows["sources"][0]["is_digest"] = is_digest
    for document in rows["documents"]:
        document["is_digest"] = is_digest
        row = by_ordinal.get(document["ordinal"], {})
        document["known_number"] = row.get("number") or None
        document["known_issued_on"] = row.get("issued_on") or None
        document |= {name: row.get(name) or document.get(name) for name in ("url", "published", "text_sha256")}
