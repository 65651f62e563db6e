"""Datasette's metadata, made from the schema: titles, descriptions and units, Vietnamese with English under it."""

from __future__ import annotations

from html import escape
from typing import Any

from pipeline.schema import Column, Table, load_schema
from pipeline.site.queries import load_queries

_ABOUT_VI = (
    "Chỉ tiêu, thời hạn và nhiệm vụ trong nghị quyết, kế hoạch của các tỉnh, mỗi con số kèm chỗ đứng trong văn bản."
)
_ABOUT_EN = "Targets, deadlines and duties in provincial resolutions and plans, each with its place in the source."
_LICENCE = "Dữ liệu và bản tóm lược: Apache-2.0; văn bản pháp luật không thuộc đối tượng bảo hộ quyền tác giả"


def site_metadata() -> dict[str, Any]:
    """The metadata of the whole site."""
    database = {
        "title": "Chỉ tiêu",
        "description_html": _lines(_ABOUT_VI, _ABOUT_EN),
        "source": "Nghị quyết, kế hoạch, chỉ thị của các tỉnh (bảng sources)",
        "source_url": "/chitieu/sources",
        "license": _LICENCE,
        "license_url": "https://www.apache.org/licenses/LICENSE-2.0",
        "tables": {table.name: _table(table) for table in load_schema()},
        "queries": load_queries(),
    }
    return {"title": "Chỉ tiêu", "description_html": _lines(_ABOUT_VI, _ABOUT_EN), "databases": {"chitieu": database}}


def _table(table: Table) -> dict[str, Any]:
    described: dict[str, Any] = {
        "title": f"{table.vi.partition(':')[0]} ({table.name})",
        "description_html": _lines(table.vi, table.en),
        "columns": {column.name: _column(column) for column in table.columns},
        "facets": list(table.facets),
        "hidden": table.kind == "internal",
    }
    if table.name == "files":
        described["allow"] = False  # it holds paths of this machine
    if table.kind != "view":
        described["label_column"] = table.label
    if table.search:
        described |= {"fts_table": f"{table.name}_fts", "fts_pk": "rowid"}
    return described


def _column(column: Column) -> str:
    unit = f" [{column.unit}]" if column.unit else ""
    return f"{column.vi}{unit} — {column.en}"


def _lines(vi: str, en: str) -> str:
    return f'{escape(vi)}<br><span lang="en">{escape(en)}</span>'
