"""The documentation is what the schema says."""

from __future__ import annotations

from conftest import ROOT

from pipeline.schema import documentation, load_schema


def test_schema_page_is_generated() -> None:
    page = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
    assert page == documentation(), "run: python -m pipeline.schema"


def test_everything_is_described_in_both_languages() -> None:
    for table in load_schema():
        assert all((table.vi, table.en, table.columns)), table.name
        for column in table.columns:
            assert all((column.vi, column.en)), f"{table.name}.{column.name}"


def test_references_lead_somewhere() -> None:
    columns = {(table.name, column.name) for table in load_schema() for column in table.columns}
    for table in load_schema():
        for column in table.columns:
            assert column.target is None or column.target in columns, f"{table.name}.{column.name}"


def test_labels_facets_and_search_name_columns() -> None:
    for table in load_schema():
        names = {column.name for column in table.columns}
        assert {*table.facets, *table.search, table.label} - {""} <= names, table.name
