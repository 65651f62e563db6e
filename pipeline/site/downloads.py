"""The comparison as a file (CSV with a byte order mark, JSON, XLSX): each cell with its document, place and link."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.site.compare import Comparison
from pipeline.site.show import show_value
from pipeline.site.xlsx import workbook

COLUMNS = (
    "topic", "code", "indicator", "province", "year", "level", "role", "shown", "comparator", "value",
    "value_high", "unit", "change", "per", "baseline", "most_ambitious", "note", "document", "section", "page", "quote",
    "needs_review", "read_as", "figure_id", "document_id", "link",
)  # fmt: skip


def records(table: Comparison, language: str, links: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """One record for each figure that is shown, in the order shown."""
    for line in table.lines:
        for province, _name in table.provinces:
            for year in table.years:
                for row in line.cells.get((province, year), ()):
                    record = {name: row.get(name) for name in COLUMNS}
                    record["indicator"] = row[f"name_{language}"]
                    record["note"] = row[f"note_{language}"]
                    record["shown"] = show_value(row, language)
                    record["most_ambitious"] = int(row["figure_id"] in line.best)
                    record["quote"] = " ".join(row["quote"].split())
                    record["link"] = links[row["figure_id"]]
                    yield record


def download(table: Comparison, kind: str, language: str, links: Mapping[str, str]) -> tuple[bytes, str]:
    """The bytes of a file of that kind and its media type."""
    found = list(records(table, language, links))
    if kind == "json":
        return json.dumps(found, ensure_ascii=False, indent=1).encode(), "application/json; charset=utf-8"
    if kind == "xlsx":
        rows = [[record[name] for name in COLUMNS] for record in found]
        return workbook(COLUMNS, rows), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    lines = io.StringIO()
    writer = csv.DictWriter(lines, COLUMNS)
    writer.writeheader()
    writer.writerows({name: guard(value) for name, value in record.items()} for record in found)
    return b"\xef\xbb\xbf" + lines.getvalue().encode(), "text/csv; charset=utf-8"


def guard(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula.

    >>> guard("=1+1"), guard("90%")
    ("'=1+1", '90%')
    """
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value[:1] else value
