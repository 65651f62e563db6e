"""Our pages: a request to a response."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from pipeline.schema import load_schema
from pipeline.site.compare import Comparison, anchor_of, compare, sql_of
from pipeline.site.downloads import download
from pipeline.site.filters import ROLES, Filters
from pipeline.site.images import evidence_of
from pipeline.site.plot import plot_line
from pipeline.site.queries import load_queries
from pipeline.site.reader import DOCUMENT, data_of, read_document
from pipeline.site.web import absent, page, query, sql_link, unless_known
from pipeline.site.words import language_of, words_in

_CHOICES = (
    "SELECT (SELECT json_group_array(DISTINCT year) FROM figures WHERE role = :role AND code IS NOT NULL"
    " AND year IS NOT NULL) AS years, (SELECT json_group_array(json_array(id, name)) FROM provinces"
    " WHERE id IN (SELECT province_id FROM documents)) AS provinces,"
    " (SELECT json_group_array(DISTINCT doc_type) FROM documents WHERE doc_type IS NOT NULL) AS doc_types"
)
_COUNTS = """SELECT count(*) AS figures, sum(f.role = 'target') AS targets,
  (SELECT count(*) FROM documents WHERE is_copy = 0) AS documents,
  (SELECT count(DISTINCT province_id) FROM documents) AS provinces, (SELECT count(*) FROM problems) AS problems
FROM figures f JOIN documents d ON d.id = f.document_id WHERE d.is_copy = 0 AND f.verdict IS NOT 'reject'"""


async def show_home(datasette: Any, request: Any) -> Any:
    """`/`: what this is, and the way to the comparison."""
    shown = [table for table in load_schema() if table.kind != "internal"]
    counts = (await query(datasette, _COUNTS))[0]
    return await page(
        datasette,
        request,
        "home.html",
        {"counts": counts, "questions": load_queries(), "schema": shown},
        alternate="/chitieu.json",
    )


async def comparison_of(datasette: Any, filters: Filters) -> Comparison:
    """The comparison that the filters ask for."""
    sql, values = sql_of(filters)
    return compare(await query(datasette, sql, values), filters)


async def show_comparison(datasette: Any, request: Any) -> Any:
    """`/compare`: the comparison as a table."""
    filters = Filters.of(request.args)
    choices = {
        name: json.loads(value) for name, value in (await query(datasette, _CHOICES, {"role": filters.role}))[0].items()
    }
    sql, values = sql_of(filters)
    table = await comparison_of(datasette, filters)
    language = language_of(request)
    rows = [row for line in table.lines for cell in line.cells.values() for row in cell]
    context = {
        "table": table,
        "plots": {line.anchor: plot_line(line, table, language) for line in table.lines},
        "notes": notes_of(table, language),
        "empty": {first: empty_cell(language, first=first) for first in (True, False)},
        "filters": filters,
        "roles": ROLES,
        "years": table.years,
        "all_years": sorted({*choices["years"], *table.years}),
        "provinces": sorted(choices["provinces"], key=lambda pair: pair[1]),
        "doc_types": sorted(choices["doc_types"]),
        "address": urlencode(filters.pairs()),
        "sql": sql_link(datasette, sql, values),
        "row_with": lambda row, other: {**row, **other},
        "any_digest": any(row["is_digest"] for row in rows),
        "any_corrected": any(row["read_as"] for row in rows),
    }
    alternate = f"/compare.json?{context['address']}"
    return await page(datasette, request, "compare.html", context, alternate=alternate)


def empty_cell(language: str, *, first: bool) -> Markup:
    """The cell of what is not stated; `first` of its province it has a line at its left."""
    shown = Markup(
        '<td{}><span class="none"><span aria-hidden="true">·</span><span class="hidden">{}</span></span></td>'
    )
    return shown.format(Markup(' class="first"') if first else "", words_in(language)("missing"))


def notes_of(table: Comparison, language: str) -> dict[str, int]:
    """The notes on definitions that the lines of a table have, numbered in the order shown."""
    notes: dict[str, int] = {}
    for line in table.lines:
        note = line.first[f"note_{language}"]
        if note:
            notes.setdefault(note, len(notes) + 1)
    return notes


async def download_comparison(datasette: Any, request: Any) -> Any:
    """`/compare.csv`, `.json`, `.xlsx`: exactly what the page of the same address shows."""
    filters = Filters.of(request.args)
    table = await comparison_of(datasette, filters)
    host = f"{request.scheme}://{request.host}"
    links = {
        row["figure_id"]: host + datasette.urls.path(f"/doc/{row['document_id']}?fact={row['figure_id']}")
        for line in table.lines
        for cell in line.cells.values()
        for row in cell
    }
    body, content_type = download(table, request.url_vars["kind"], language_of(request), links)
    name = f"chitieu-comparison.{request.url_vars['kind']}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return unless_known(request, body, content_type, headers)


async def show_document(datasette: Any, request: Any) -> Any:
    """`/doc/<id>`: a document with its facts; `?fact=<id>` marks one."""
    values = {"id": request.url_vars["id"]}
    found = await query(datasette, DOCUMENT, values)
    if not found:
        return await absent(datasette, request)
    here = request.args.get("fact") or ""
    reading = await read_document(lambda sql: query(datasette, sql, values), found[0], here)
    context = {
        "doc": found[0],
        "reading": reading,
        "here": here,
        "evidence": await evidence_of(datasette, reading, here),
        "anchor_of": anchor_of,
    }
    return await page(datasette, request, "doc.html", context, data=data_of(found[0], reading))
