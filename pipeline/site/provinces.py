"""Provinces in time: predecessors and successor, documents, targets."""

from __future__ import annotations

from typing import Any

from pipeline.site.web import absent, page, query

_PROVINCE = """SELECT p.*, s.name AS successor, s.valid_from AS successor_from FROM provinces p
LEFT JOIN provinces s ON s.id = p.successor_id WHERE p.id = :id"""
_BEFORE = "SELECT id, name, valid_to FROM provinces WHERE successor_id = :id ORDER BY name"
_DOCUMENTS = """SELECT d.id, d.label, d.title, d.in_force, d.is_digest,
  (SELECT count(*) FROM figures f WHERE f.document_id = d.id AND f.role = 'target') AS targets
FROM documents d WHERE d.province_id = :id AND d.is_copy = 0 ORDER BY d.dated_on DESC, d.id LIMIT 500"""
_TARGETS = """SELECT f.*, i.name_vi, i.name_en, d.label FROM figures f JOIN documents d ON d.id = f.document_id
LEFT JOIN indicators i ON i.code = f.code
WHERE f.province_id = :id AND f.role = 'target' AND d.is_copy = 0 AND f.verdict IS NOT 'reject'
ORDER BY f.year, i.topic, i.code, f.document_id, f.start LIMIT 500"""


_LIST = """SELECT p.id, p.name, p.kind, p.valid_from, p.valid_to, p.successor_id, s.name AS successor,
  count(d.id) AS documents
FROM provinces p LEFT JOIN provinces s ON s.id = p.successor_id
LEFT JOIN documents d ON d.province_id = p.id AND d.is_copy = 0
GROUP BY p.id ORDER BY p.name"""


async def show_provinces(datasette: Any, request: Any) -> Any:
    """`/provinces`: the present provinces, each with those that went into it."""
    found = await query(datasette, _LIST)
    before: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        before.setdefault(row["successor_id"] or "", []).append(row)
    context = {"provinces": [row for row in found if not row["valid_to"]], "before": before}
    return await page(datasette, request, "provinces.html", context, data=found)


async def show_province(datasette: Any, request: Any) -> Any:
    """`/provinces/<id>`."""
    values = {"id": request.url_vars["id"]}
    found = await query(datasette, _PROVINCE, values)
    if not found:
        return await absent(datasette, request)
    years: dict[int | None, list[dict[str, Any]]] = {}
    for row in await query(datasette, _TARGETS, values):
        years.setdefault(row["year"], []).append(row)
    context: dict[str, Any] = {
        "province": found[0],
        "before": await query(datasette, _BEFORE, values),
        "documents": await query(datasette, _DOCUMENTS, values),
        "targets": years,
    }
    data = {**{name: context[name] for name in ("province", "before", "documents")}, "targets": sum(years.values(), [])}
    return await page(datasette, request, "province.html", context, data=data)
