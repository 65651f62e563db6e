"""What wants a human eye, and the row of `corrections.csv` that a reader writes about a fact."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

from pipeline.corrections import COLUMNS
from pipeline.site.web import absent, page, query

_DOUBTFUL = """SELECT 'figures' AS kind, f.id, f.document_id, f.quote, f.rule, f.confidence, d.label, f.page,
  coalesce(f.indicator, '') AS what, f.doubt FROM figures f JOIN documents d ON d.id = f.document_id
WHERE f.needs_review = 1 AND d.is_copy = 0
UNION ALL SELECT 'deadlines', x.id, x.document_id, x.quote, x.rule, x.confidence, d.label, x.page,
  coalesce(x.date, ''), x.doubt
FROM deadlines x JOIN documents d ON d.id = x.document_id WHERE x.needs_review = 1 AND d.is_copy = 0
UNION ALL SELECT 'assignments', a.id, a.document_id, a.quote, a.rule, a.confidence, d.label, a.page, a.body, a.doubt
FROM assignments a JOIN documents d ON d.id = a.document_id WHERE a.needs_review = 1 AND d.is_copy = 0
UNION ALL SELECT 'citations', c.id, c.document_id, c.quote, c.rule, c.confidence, d.label, c.page,
  coalesce(c.number, ''), c.doubt
FROM citations c JOIN documents d ON d.id = c.document_id WHERE c.needs_review = 1 AND d.is_copy = 0
ORDER BY 6, 2 LIMIT 300"""
#: Document by document (`CROSS JOIN` keeps the order): of the many figures of a code only those of one document meet.
_CONFLICTS = """SELECT a.id, a.document_id, a.quote, a.year, a.level, b.id AS other_id, b.quote AS other,
  i.name_vi, i.name_en, d.label
FROM documents d
CROSS JOIN figures a ON a.document_id = d.id
CROSS JOIN figures b ON b.document_id = a.document_id AND b.start > a.start AND b.code = a.code AND b.year = a.year
  AND b.province_id = a.province_id AND b.role = 'target' AND b.unit = a.unit AND b.change IS a.change
  AND b.level IS a.level AND b.value <> a.value
LEFT JOIN indicators i ON i.code = a.code
WHERE +a.role = 'target' AND +a.code IS NOT NULL AND d.is_copy = 0 AND a.verdict IS NULL AND b.verdict IS NULL
ORDER BY a.id LIMIT 200"""
#: The fields of a fact that a reader changes most.
_FIELDS = {
    "figures": ("value", "comparator", "unit", "role", "code", "deadline", "level"),
    "deadlines": ("date", "kind"),
    "assignments": ("body", "role", "deadline"),
    "citations": ("number", "date", "relation"),
}
_GONE = "SELECT * FROM corrections WHERE state = 'gone' ORDER BY id LIMIT 200"


async def show_review(datasette: Any, request: Any) -> Any:
    """`/review`: facts of low confidence or from doubtful characters, conflicts, corrections of facts that are gone."""
    data = {
        "doubtful": await query(datasette, _DOUBTFUL),
        "conflicts": await query(datasette, _CONFLICTS),
        "gone": await query(datasette, _GONE),
    }
    return await page(datasette, request, "review.html", data, data=data)


async def show_correction(datasette: Any, request: Any) -> Any:
    """`/correct/<kind>/<id>`: a fact and the rows to put into `corrections.csv`."""
    kind, id_ = request.url_vars["kind"], request.url_vars["id"]
    found = await query(datasette, f"SELECT * FROM {kind} WHERE id = :id", {"id": id_})
    if not found:
        return await absent(datasette, request)
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    today = datetime.now(UTC).date().isoformat()
    for verdict, field in (("accept", ""), ("reject", ""), *(("change", name) for name in _FIELDS[kind])):
        value = found[0][field] if field else None
        writer.writerow([kind, id_, verdict, field, "" if value is None else value, "", today, ""])
    context = {"kind": kind, "fact": found[0], "rows": lines.getvalue()}
    return await page(datasette, request, "correct.html", context, alternate=f"/chitieu/{kind}/{id_}.json")
