"""Duties by responsible body: what a body must do, in which role, by when, in every province."""

from __future__ import annotations

from typing import Any

from pipeline.fold import match_query
from pipeline.site.web import absent, page, query, sql_link

_LIST = """SELECT b.id, b.name, b.kind, b.tier, count(*) AS duties, count(DISTINCT d.province_id) AS provinces
FROM bodies b JOIN assignments a ON a.body_id = b.id JOIN documents d ON d.id = a.document_id
WHERE d.is_copy = 0 AND a.verdict IS NOT 'reject' {condition}
GROUP BY b.id ORDER BY duties DESC, b.name LIMIT 300"""
_SEARCHED = "AND b.rowid IN (SELECT rowid FROM bodies_fts WHERE bodies_fts MATCH :q)"
_BODY = "SELECT * FROM bodies WHERE id = :id"
_DUTIES = """SELECT a.*, d.label, d.province, p.text AS duty, s.title AS heading
FROM assignments a
JOIN documents d ON d.id = a.document_id
LEFT JOIN passages p ON p.id = a.passage_id
LEFT JOIN sections s ON s.id = a.section_id
WHERE a.body_id = :id AND d.is_copy = 0 AND a.verdict IS NOT 'reject'
ORDER BY d.province IS NULL, d.province, d.dated_on DESC, d.id, a.start LIMIT 1000"""
_KIN = """SELECT b.id, b.name, count(*) AS duties FROM bodies b JOIN assignments a ON a.body_id = b.id
WHERE b.id > :id || '-' AND b.id < :id || '.' GROUP BY b.id ORDER BY b.name LIMIT 50"""


async def show_bodies(datasette: Any, request: Any) -> Any:
    """`/bodies?q=`: the bodies with the number of their duties."""
    text = (request.args.get("q") or "").strip()
    sql = _LIST.format(condition=_SEARCHED if text else "")
    values = {"q": match_query(text)} if text else {}
    found = await query(datasette, sql, values)
    context = {"bodies": found, "text": text, "sql": sql_link(datasette, sql, values)}
    return await page(datasette, request, "bodies.html", context)


async def show_body(datasette: Any, request: Any) -> Any:
    """`/bodies/<id>`: the duties of a body by province."""
    values = {"id": request.url_vars["id"]}
    found = await query(datasette, _BODY, values)
    if not found:
        return await absent(datasette, request)
    duties = await query(datasette, _DUTIES, values)
    provinces: dict[str, list[dict[str, Any]]] = {}
    for duty in duties:
        provinces.setdefault(duty["province"] or "", []).append(duty)
    roles = sorted({duty["role"] for duty in duties})
    counts = {name: {role: sum(d["role"] == role for d in own) for role in roles} for name, own in provinces.items()}
    context = {
        "body": found[0],
        "provinces": provinces,
        "roles": roles,
        "counts": counts,
        "kin": await query(datasette, _KIN, values),
        "sql": sql_link(datasette, _DUTIES, values),
    }
    return await page(datasette, request, "body.html", context)
