"""One box over documents, sections, figures, duties and bodies."""

from __future__ import annotations

from typing import Any

import regex
from markupsafe import Markup, escape

from pipeline.fold import fold, match_query
from pipeline.site.web import page, query

Row = dict[str, Any]
_PERCENT = regex.compile(r"(?<value>\d+(?:[.,]\d+)?)\s*%")
_WORD = regex.compile(r"[\p{L}\p{N}]+")
#: How far a snippet reaches to each side of the first hit.
_AROUND = 90
#: Kind of a hit, how much it weighs beside the others at the same place of its list, and the query.
_KINDS: tuple[tuple[str, float, str], ...] = (
    (
        "documents",
        1.2,
        "SELECT d.id, d.id AS document_id, coalesce(d.title, d.label) AS text, d.label FROM documents_fts"
        " JOIN documents d ON d.rowid = documents_fts.rowid WHERE documents_fts MATCH :match AND d.is_copy = 0"
        " ORDER BY bm25(documents_fts), d.id LIMIT 10",
    ),
    (
        "bodies",
        1.1,
        "SELECT b.id, NULL AS document_id, b.name AS text, NULL AS label FROM bodies_fts"
        " JOIN bodies b ON b.rowid = bodies_fts.rowid WHERE bodies_fts MATCH :match"
        " ORDER BY bm25(bodies_fts), b.id LIMIT 10",
    ),
    (
        "sections",
        1.15,
        "SELECT s.id, s.document_id, s.path || ' ' || s.title AS text, d.label, s.start FROM sections_fts"
        " JOIN sections s ON s.rowid = sections_fts.rowid JOIN documents d ON d.id = s.document_id"
        " WHERE sections_fts MATCH :match AND d.is_copy = 0 ORDER BY bm25(sections_fts), s.id LIMIT 10",
    ),
    (
        "figures",
        1.0,
        "SELECT f.id, f.document_id, coalesce(f.indicator, f.quote) AS text, d.label, f.comparator, f.value,"
        " f.value_high, f.unit, f.change, f.per, f.baseline"
        " FROM figures_fts JOIN figures f ON f.rowid = figures_fts.rowid"
        " JOIN documents d ON d.id = f.document_id WHERE figures_fts MATCH :match AND d.is_copy = 0"
        " AND f.verdict IS NOT 'reject'"
        " ORDER BY bm25(figures_fts), f.id LIMIT 10",
    ),
    (
        "passages",
        0.9,
        "SELECT p.id, p.document_id, p.text, d.label, p.start, (SELECT a.id FROM assignments a"
        " WHERE a.passage_id = p.id AND a.verdict IS NOT 'reject' ORDER BY a.start, a.id LIMIT 1) AS duty_id"
        " FROM passages_fts"
        " JOIN passages p ON p.rowid = passages_fts.rowid JOIN documents d ON d.id = p.document_id"
        " WHERE passages_fts MATCH :match AND d.is_copy = 0 ORDER BY bm25(passages_fts), p.id LIMIT 20",
    ),
)
_VALUES = (
    "SELECT f.id, f.document_id, coalesce(f.indicator, f.quote) AS text, d.label, f.comparator, f.value, f.value_high,"
    " f.unit, f.change, f.per, f.baseline FROM figures f JOIN documents d ON d.id = f.document_id"
    " WHERE f.unit = 'percent' AND (f.value = :value OR f.value_high = :value) AND d.is_copy = 0"
    " AND f.verdict IS NOT 'reject'"
    " AND (:match = '\"\"' OR f.rowid IN (SELECT rowid FROM figures_fts WHERE figures_fts MATCH :match)"
    " OR f.passage_id IN (SELECT id FROM passages WHERE rowid IN (SELECT rowid FROM passages_fts"
    " WHERE passages_fts MATCH :match))) ORDER BY f.id LIMIT 20"
)


async def find(datasette: Any, text: str) -> list[Row]:
    """What is found, the best first; a number with `%` finds figures of that value."""
    percent = _PERCENT.search(text)
    if percent:
        rest = match_query(text[: percent.start()] + text[percent.end() :])
        value = float(percent["value"].replace(",", "."))
        found = await query(datasette, _VALUES, {"value": value, "match": rest})
        return [row | {"kind": "figures"} for row in found]
    if not _WORD.search(text):
        return []
    hits = []
    phrase = " ".join(_WORD.findall(fold(text)))
    for kind, weight, sql in _KINDS:
        for place, row in enumerate(await query(datasette, sql, {"match": match_query(text)})):
            likeness = _likeness(" ".join((row["text"] or "").split()), phrase, text)
            hits.append((likeness * weight / (place + 3), row | _kind_of(kind, row)))
    return [row for _score, row in sorted(hits, key=lambda hit: -hit[0])]


def _kind_of(kind: str, row: Row) -> Row:
    """What a hit is: a passage that gives a body a duty counts as that duty."""
    if kind == "passages" and row["duty_id"]:
        return {"kind": "assignments", "id": row["duty_id"]}
    return {"kind": kind}


def _likeness(found: str, phrase: str, asked: str) -> float:
    """How much a hit counts: more where the words stand together, most where the accents are the same too."""
    if asked.strip().lower() in found.lower():
        return 2.0
    return 1.6 if phrase in fold(found) else 1.0


def snippet(text: str, asked: str) -> Markup:
    """A piece of the text around the first hit, every hit marked.

    >>> snippet("Thủ tục đất đai", "dat")
    Markup('Thủ tục <mark class="here">đất</mark> đai')
    """
    wanted = set(_WORD.findall(fold(asked)))
    hits: list[tuple[int, int]] = []
    for found in _WORD.finditer(fold(text)):
        if found.group() in wanted:
            joined = bool(hits) and text[hits[-1][1] : found.start()].isspace()
            hits.append((hits.pop()[0] if joined else found.start(), found.end()))
    start = max(0, hits[0][0] - _AROUND) if hits else 0
    end = min(len(text), (hits[0][1] if hits else 0) + 2 * _AROUND)
    shown, last = Markup("…" if start else ""), start
    for left, right in hits:
        if right <= end:
            shown += escape(text[last:left]) + Markup('<mark class="here">{}</mark>').format(text[left:right])
            last = right
    return shown + escape(text[last:end]) + ("…" if end < len(text) else "")


def address(row: Row) -> str:
    """Where a hit leads."""
    if row["kind"] == "bodies":
        return f"/bodies/{row['id']}"
    fact = f"?fact={row['id']}#f-{row['id']}"
    anchor = {"figures": fact, "assignments": fact, "sections": f"#s-{row.get('start')}"}
    anchor["passages"] = f"#p-{row['id']}"
    return f"/doc/{row['document_id']}{anchor.get(row['kind'], '')}"


async def show_search(datasette: Any, request: Any) -> Any:
    """`/search?q=`: what is found, with snippets; `/search.json` the same as a list of objects."""
    text = (request.args.get("q") or "")[:300]
    found = await find(datasette, text)
    data = [row | {"address": datasette.urls.path(address(row))} for row in found]
    for row in found:
        row["snippet"], row["address"] = snippet(row["text"] or "", text), address(row)
    return await page(datasette, request, "search.html", {"text": text, "found": found}, data=data)
