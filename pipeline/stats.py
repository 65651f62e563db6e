"""`chitieu stats`: what is in the database, what could not be used, how right it is where references exist."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from extractors.facts import KINDS
from pipeline.errors import ChitieuError
from pipeline.store import open_store

_COUNTS = ("sources", "documents", "sections", "passages", *KINDS, "bodies", "corrections", "problems")


def stats_of(db: Path) -> dict[str, Any]:
    """Counts of rows, documents by type and province, problems by reason, what a human eye is wanted for, versions.

    Raises `ChitieuError` where there is no such database.
    """
    if not db.is_file():
        raise ChitieuError(f"{db}: there is no such database. Make one with `chitieu ingest`.")
    with closing(open_store(db, write=False)) as database:

        def pairs(query: str) -> dict[str, int]:
            return {str(name): count for name, count in database.execute(query)}

        def grouped(table: str, column: str, where: str = "1") -> dict[str, int]:
            query = f"SELECT coalesce({column}, ''), count(*) FROM {table} WHERE {where} GROUP BY 1 ORDER BY 2 DESC, 1"
            return pairs(query)

        review = " UNION ALL ".join(f"SELECT '{kind}', count(*) FROM {kind} WHERE needs_review" for kind in KINDS)
        return {
            "rows": pairs(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in _COUNTS)),
            "kinds": grouped("sources", "kind"),
            "documents": grouped("documents", "doc_type"),
            "copies": pairs("SELECT 'copies', count(*) FROM documents WHERE is_copy")["copies"],
            "provinces": grouped("documents", "province"),
            "problems": grouped("problems", "reason"),
            "needs_review": pairs(review),
            "made_by": grouped("sources", "made_by"),
            "files": grouped("files", "reason", "reason IS NOT NULL"),
        }


def accuracy(corpora: Path, gold: Path) -> dict[str, Any]:
    """Precision and recall by kind against reference annotations."""
    from pipeline.evaluate import evaluate

    return dict(evaluate(corpora, gold, facts_only=False).summary())


def lines_of(stats: dict[str, Any]) -> list[str]:
    """The statistics as lines to read."""
    lines = []
    for name, value in stats.items():
        if isinstance(value, dict):
            lines.append(f"{name}:")
            lines += [f"  {count:>9}  {key or '(not stated)'}" for key, count in value.items()]
        else:
            lines.append(f"{name}: {value}")
    return lines
