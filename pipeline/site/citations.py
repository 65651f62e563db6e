"""Which documents rest on which, and what is cited but not held."""

from __future__ import annotations

from html import escape
from typing import Any

from markupsafe import Markup

from pipeline.site.web import page, query

Row = dict[str, Any]
_HELD = """SELECT c.relation, count(*) AS times, d.id, d.label, h.id AS cited_id, h.label AS cited
FROM citations c JOIN documents d ON d.id = c.document_id JOIN documents h ON h.id = c.cited_document_id
WHERE d.is_copy = 0 AND c.verdict IS NOT 'reject'
GROUP BY d.id, h.id, c.relation ORDER BY d.label, h.label LIMIT 500"""
_ABSENT = """SELECT c.doc_type, c.number, c.date, min(c.issuer) AS issuer, min(c.quote) AS quote, count(*) AS times,
  count(DISTINCT c.document_id) AS documents, min(c.id) AS id, min(c.document_id) AS document_id
FROM citations c JOIN documents d ON d.id = c.document_id
WHERE c.cited_document_id IS NULL AND d.is_copy = 0 AND c.verdict IS NOT 'reject'
GROUP BY c.doc_type, coalesce(c.number, c.quote), c.date ORDER BY documents DESC, times DESC, c.number LIMIT 200"""
#: More documents than this are a table, not a graph.
_MOST = 40
_LINE, _TOP = 26, 16


async def show_citations(datasette: Any, request: Any) -> Any:
    """`/citations`: held documents that cite held ones, and what is cited most among those not held."""
    data = {"held": await query(datasette, _HELD), "absent": await query(datasette, _ABSENT)}
    return await page(datasette, request, "citations.html", data | {"graph": graph_of(data["held"])}, data=data)


def graph_of(edges: list[Row]) -> Markup:
    """Documents in a column, an arc from each to what it cites; empty where there are none or too many."""
    names = {edge["id"]: edge["label"] for edge in edges} | {edge["cited_id"]: edge["cited"] for edge in edges}
    order = sorted(names, key=lambda id_: (names[id_], id_))
    if not order or len(order) > _MOST:
        return Markup("")
    y = {id_: _TOP + _LINE * place for place, id_ in enumerate(order)}
    height = _LINE * len(order) + 10
    arcs = "".join(_arc(y[edge["id"]], y[edge["cited_id"]]) for edge in edges)
    labels = "".join(f'<text x="190" y="{y[id_] + 4}" font-size="13">{escape(names[id_])}</text>' for id_ in order)
    text = "; ".join(f"{edge['label']} → {edge['cited']}" for edge in edges)
    marker = (
        '<marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#17324d"/></marker>'
    )
    return Markup(
        f'<svg width="640" height="{height}" viewBox="0 0 640 {height}" role="img"><title>{escape(text)}</title>'
        f"<defs>{marker}</defs>{arcs}{labels}</svg>"
    )


def _arc(start: int, end: int) -> str:
    reach = min(40 + abs(end - start) * 0.6, 170)
    return (
        f'<path d="M184 {start} C{184 - reach:.0f} {start} {184 - reach:.0f} {end} 184 {end}" fill="none"'
        ' stroke="#17324d" stroke-width="1.3" marker-end="url(#arrow)"/>'
    )
