"""Duties by responsible body: what a body must do, in which role, by when, and its like in other provinces."""

from __future__ import annotations

import json
from typing import Any

import regex

from pipeline.fold import match_query, slug
from pipeline.site.web import absent, page, query

_LIST = """SELECT b.id, b.name, b.kind, b.tier, count(*) AS duties, count(DISTINCT d.province_id) AS provinces
FROM bodies b JOIN assignments a ON a.body_id = b.id JOIN documents d ON d.id = a.document_id
WHERE d.is_copy = 0 AND a.verdict IS NOT 'reject' {condition}
GROUP BY b.id ORDER BY duties DESC, b.name LIMIT 300"""
_SEARCHED = "AND b.rowid IN (SELECT rowid FROM bodies_fts WHERE bodies_fts MATCH :q)"
_BODY = "SELECT * FROM bodies WHERE id = :id"
_FAMILY = """SELECT id, name, kind, place FROM bodies
WHERE id = :base OR (place IS NOT NULL AND id > :base || '-' AND id < :base || '.') ORDER BY id"""
_DUTIES = """SELECT a.*, d.label, d.province, d.in_force, p.text AS duty
FROM assignments a
JOIN documents d ON d.id = a.document_id
LEFT JOIN passages p ON p.id = a.passage_id
WHERE a.body_id IN (SELECT value FROM json_each(:ids)) AND d.is_copy = 0 AND a.verdict IS NOT 'reject'
ORDER BY d.province IS NULL, d.province, d.dated_on DESC, d.id, a.start LIMIT 1000"""
#: What a department's name ends with where it names its province: all of one field are of one kind.
_TIER = regex.compile(r"-(?:tinh|thanh-pho)$")


def base_of(id_: str, kind: str | None, place: str | None) -> str:
    """The id of a body without the province that its name names: that of its like in every province.

    >>> base_of("so-mau-tinh-an-giang", "department", "An Giang"), base_of("tinh-uy-an-giang", "party", "An Giang")
    ('so-mau', 'tinh-uy')
    """
    if not place:
        return id_
    base = id_.removesuffix(f"-{slug(place)}")
    return _TIER.sub("", base) if kind == "department" else base


async def show_bodies(datasette: Any, request: Any) -> Any:
    """`/bodies?q=`: the bodies with the number of their duties."""
    text = (request.args.get("q") or "").strip()
    sql = _LIST.format(condition=_SEARCHED if text else "")
    found = await query(datasette, sql, {"q": match_query(text)} if text else {})
    return await page(datasette, request, "bodies.html", {"bodies": found, "text": text}, data=found)


async def show_body(datasette: Any, request: Any) -> Any:
    """`/bodies/<id>`: the duties of a body by province, with those of its like that name their province."""
    found = await query(datasette, _BODY, {"id": request.url_vars["id"]})
    if not found:
        return await absent(datasette, request)
    base = base_of(found[0]["id"], found[0]["kind"], found[0]["place"])
    family = await query(datasette, _FAMILY, {"base": base})
    kin = [row for row in family if base_of(row["id"], row["kind"], row["place"]) == base]
    duties = await query(datasette, _DUTIES, {"ids": json.dumps([row["id"] for row in kin])})
    places = {row["id"]: row["place"] for row in kin}
    provinces: dict[str, list[dict[str, Any]]] = {}
    for duty in duties:
        duty["province"] = places[duty["body_id"]] or duty["province"]
        provinces.setdefault(duty["province"] or "", []).append(duty)
    roles = sorted({duty["role"] for duty in duties})
    context = {
        "body": found[0],
        "provinces": provinces,
        "roles": roles,
        "counts": {n: {role: sum(d["role"] == role for d in own) for role in roles} for n, own in provinces.items()},
        "kin": [row for row in kin if row["id"] != found[0]["id"]],
    }
    return await page(datasette, request, "body.html", context, data={"body": found[0], "kin": kin, "duties": duties})
