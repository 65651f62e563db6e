"""What documents say of each other: which are copies of one, which cite, replace or repeal which.

Worked out anew from all that is held whenever a source has changed, so that the order of ingestion does not matter;
only rows that differ are written.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from sqlite_utils import Database

from extractors.lexicon import load_lexicon
from pipeline.citing import Cited, find_cited
from pipeline.corrections import apply_corrections
from pipeline.fold import fold, slug
from pipeline.rows import Row
from pipeline.transaction import transaction

#: Which copy of a document is kept: the kinds of sources, the best first.
KINDS = ("text", "word", "html", "pdf", "scan")
_DERIVED = ("label", "dated_on", "is_copy", "in_force", "ended_by_id", "ended_how", "known_number", "known_issued_on")


@dataclass(slots=True)
class Held:
    """A document that is held: its row, its source's kind, and what is worked out about it."""

    row: Row
    kind: str
    quality: float
    fields: Row = field(default_factory=dict)

    @property
    def rank(self) -> tuple[object, ...]:
        """Smaller is the better copy."""
        place = KINDS.index(self.kind) if self.kind in KINDS else len(KINDS)
        return self.row["is_digest"], place, -self.quality, self.row["id"]

    def known(self, name: str) -> str | None:
        """Its own number or date (`number`, `issued_on`), else that of the register."""
        value = self.row[name] or self.fields.get(f"known_{name}")
        return str(value) if value else None


def link_documents(database: Database) -> bool:
    """Work out copies, citations and force where anything has changed; says whether anything was written."""
    if database.execute("SELECT 1 FROM meta WHERE name = 'linked' AND value = '1'").fetchone():
        return False
    with transaction(database):
        apply_corrections(database)
        held = _load(database)
        _find_copies(held)
        for document in held.values():
            document.fields["dated_on"] = document.known("issued_on") or (document.row["period"] or "")[:4] or None
        _link_citations(database, held)
        _find_ended(database, held)
        for document in held.values():
            document.fields["label"] = label_of(document)
        _write(database, held)
        _tidy_bodies(database)
        database.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('linked', '1')")
    return True


def _load(database: Database) -> dict[str, Held]:
    query = (
        "SELECT d.*, s.kind AS source_kind, s.quality FROM documents d"
        " JOIN sources s ON s.id = d.source_id ORDER BY d.id"
    )
    held = {}
    for row in database.query(query):
        document = Held(row, row["source_kind"], row["quality"] or 0.0)
        document.fields = {
            "is_copy": 0,
            "in_force": 1,
            "ended_by_id": None,
            "ended_how": None,
            "known_number": row["known_number"],
            "known_issued_on": row["known_issued_on"],
        }
        held[row["id"]] = document
    return held


def _keys(document: Held) -> list[tuple[str, ...]]:
    """What tells a document: its very text; type, province, number and date; type, issuer and title."""
    row = document.row
    keys: list[tuple[str, ...]] = []
    number, date = document.known("number"), document.known("issued_on")
    if number and date:
        keys.append(("number", row["doc_type"] or "", row["province"] or "", slug(number), date))
    if row["text_sha256"]:
        keys.append(("text", row["text_sha256"], str(row["ordinal"])))
    title = slug(row["title"] or "").removeprefix("ve-")
    if row["issuer"] and title.count("-") >= 3:
        keys.append(("title", row["doc_type"] or "", slug(row["issuer"]), title))
    return keys


def _find_copies(held: dict[str, Held]) -> None:
    groups: dict[tuple[str, ...], list[Held]] = defaultdict(list)
    for document in held.values():
        for key in _keys(document):
            groups[key].append(document)
    for _key, group in sorted(groups.items()):
        best = min(group, key=lambda document: document.rank)
        for copy in group:
            if copy is not best and not _differ(best, copy):
                _replace(copy, best)
    for copy in held.values():
        best = copy
        while best.fields["is_copy"]:
            best = held[best.fields["ended_by_id"]]
        if best is not copy:
            _replace(copy, best)


def _differ(one: Held, other: Held) -> bool:
    """Whether two documents of the same title are nevertheless two: of one file, or of other numbers or dates."""
    if one.row["source_id"] == other.row["source_id"] or other.fields["is_copy"]:
        return True
    return any(a and b and a != b for a, b in ((one.known(n), other.known(n)) for n in ("number", "issued_on")))


def _replace(copy: Held, best: Held) -> None:
    how = "official" if copy.row["is_digest"] and not best.row["is_digest"] else "duplicate"
    copy.fields |= {"is_copy": 1, "in_force": 0, "ended_by_id": best.row["id"], "ended_how": how}
    for name in ("number", "issued_on"):
        if not best.row[name]:
            best.fields[f"known_{name}"] = best.fields[f"known_{name}"] or copy.known(name)


def _link_citations(database: Database, held: dict[str, Held]) -> None:
    kept = [
        Cited.of(document.row, document.known("number"), document.known("issued_on"))
        for document in held.values()
        if not document.fields["is_copy"]
    ]
    find = find_cited(kept)
    changed = []
    for row in database.query(
        "SELECT id, document_id, doc_type, number, date, issuer, subject, cited_document_id FROM citations"
    ):
        cited = find(row, held[row["document_id"]].row)
        if cited != row["cited_document_id"]:
            changed.append((cited, row["id"]))
    database.conn.executemany("UPDATE citations SET cited_document_id = ? WHERE id = ?", changed)


def _find_ended(database: Database, held: dict[str, Held]) -> None:
    """A held document that another one replaces or repeals is not in force; the newest that says so is named."""
    query = (
        "SELECT DISTINCT document_id, cited_document_id, relation FROM citations"
        " WHERE relation IN ('replaces', 'repeals') AND cited_document_id IS NOT NULL"
        " ORDER BY document_id, relation DESC"
    )
    claims = [row for row in database.query(query) if not held[row["document_id"]].fields["is_copy"]]
    claims.sort(key=lambda row: held[row["document_id"]].fields["dated_on"] or "")
    for row in claims:
        new, old = held[row["document_id"]], held[row["cited_document_id"]]
        dates = new.fields["dated_on"], old.fields["dated_on"]
        if new is not old and not (all(dates) and dates[0] < dates[1]):
            old.fields |= {"in_force": 0, "ended_by_id": new.row["id"], "ended_how": row["relation"]}


def label_of(document: Held) -> str:
    """A short name: kind and number, province, date or period."""
    row = document.row
    kind = type_names().get(row["doc_type"] or "", "Văn bản")
    number = document.known("number")
    where = row["province"] or row["issuer"]
    when = document.known("issued_on") or (row["period"] or "").replace("/", "–") or row["horizon"]
    digest = "bản tóm lược" if row["is_digest"] else None
    return " · ".join(part for part in (f"{kind} {number or ''}".strip(), where, when, digest) if part)


@cache
def type_names() -> dict[str, str]:
    """The Vietnamese name of each document type.

    >>> type_names()["nghi_quyet"]
    'Nghị quyết'
    """
    names: dict[str, str] = {}
    for row in load_lexicon("doc_types"):
        if row["value"]:
            names.setdefault(row["value"], row["form"].capitalize())
    return names


def _write(database: Database, held: dict[str, Held]) -> None:
    changed = [d for d in held.values() if any(d.fields[name] != d.row[name] for name in _DERIVED)]
    assignments = ", ".join(f"{name} = ?" for name in _DERIVED)
    database.conn.executemany(
        f"UPDATE documents SET {assignments} WHERE id = ?",
        [(*(document.fields[name] for name in _DERIVED), document.row["id"]) for document in changed],
    )
    for document in changed:
        row = database.execute("SELECT rowid FROM documents WHERE id = ?", [document.row["id"]]).fetchone()
        texts = fold(document.fields["label"]), fold(document.known("number") or "")
        database.execute("UPDATE documents_fts SET label = ?, number = ? WHERE rowid = ?", [*texts, row[0]])


def _tidy_bodies(database: Database) -> None:
    """Drop bodies that nothing names; call each by the name it is called most."""
    named = "SELECT body_id FROM assignments UNION SELECT issuer_id FROM documents WHERE issuer_id IS NOT NULL"
    orphans = f"id NOT IN ({named})"
    database.execute(f"DELETE FROM bodies_fts WHERE rowid IN (SELECT rowid FROM bodies WHERE {orphans})")
    database.execute(f"DELETE FROM bodies WHERE {orphans}")
    names = (
        "SELECT id, name FROM (SELECT body_id AS id, body AS name, count(*) AS times FROM assignments"
        " GROUP BY body_id, body UNION ALL SELECT issuer_id, issuer, count(*) FROM documents"
        " WHERE issuer_id IS NOT NULL GROUP BY issuer_id, issuer) ORDER BY times, name DESC"
    )
    best = {row["id"]: row["name"] for row in database.query(names)}
    for row in list(database.query("SELECT id, name FROM bodies")):
        if best[row["id"]] != row["name"]:
            database.execute("UPDATE bodies SET name = ? WHERE id = ?", [best[row["id"]], row["id"]])
