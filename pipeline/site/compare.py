"""The comparison as a table: indicators down, provinces and years across."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.schema import view_sql
from pipeline.site.filters import ROLES, Filters
from pipeline.site.words import topics_in

Row = Mapping[str, Any]
#: Of roles without usual years, the latest of this number are shown where none is chosen.
MOST_YEARS = 2
SQL = """SELECT c.*, i.name_vi, i.name_en, i.better, i.unit AS indicator_unit, i.note_vi, i.note_en,
  f.indicator, f.section, f.page, f.quote, f.needs_review, f.deadline, f.every, f.read_as,
  d.label AS document, d.doc_type, d.is_digest, coalesce(s.id, p.id) AS present_id, coalesce(s.name, p.name) AS present
FROM comparison c
JOIN provinces p ON p.id = c.province_id
LEFT JOIN provinces s ON s.id = p.successor_id
JOIN indicators i ON i.code = c.code
JOIN figures f ON f.id = c.figure_id
JOIN documents d ON d.id = c.document_id"""


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator in one unit, as a level or a change: its cells by province and year, several where tiers differ."""

    first: Row
    cells: Mapping[tuple[str, int], tuple[Row, ...]]
    best: frozenset[str] = frozenset()

    @property
    def provinces(self) -> set[str]:
        """The provinces that set it."""
        return {province for province, _year in self.cells}

    @property
    def differs(self) -> bool:
        """Whether two provinces set different values for one year and tier."""
        return any(
            len({row["province_id"] for row in rows}) > 1 and _spread(rows) > 0 for rows in self.by_year().values()
        )

    @property
    def anchor(self) -> str:
        """The name under which an address leads to it."""
        return anchor_of(self.first)

    @property
    def spread(self) -> float:
        """The greatest difference between provinces in one year, as a share of the greater value."""
        return max((_spread(rows) for rows in self.by_year().values()), default=0.0)

    def by_year(self) -> dict[tuple[int, str | None], list[Row]]:
        """The rows that may be set against each other: of one year and tier."""
        groups: dict[tuple[int, str | None], list[Row]] = defaultdict(list)
        for rows in self.cells.values():
            for row in rows:
                groups[row["year"], row["level"]].append(row)
        return groups


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is shown: provinces and years across, lines by topic down."""

    provinces: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    topics: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)

    @property
    def lines(self) -> list[Line]:
        """All lines in the order shown."""
        return [line for lines in self.topics.values() for line in lines]


def anchor_of(row: Row) -> str:
    """The name of the line in which a figure stands.

    >>> anchor_of({"code": "rank.pci", "unit": "rank_places", "change": "increase"})
    'i-rank.pci-rank_places-increase'
    """
    return "-".join(["i", row["code"], row["unit"], *([row["change"]] if row["change"] else [])])


def sql_of(filters: Filters) -> tuple[str, dict[str, Any]]:
    """The query behind the page, with its parameters; figures of another role are picked by the rule of targets."""
    where, values = filters.where()
    sql = f"{SQL}\nWHERE {where}\nORDER BY c.topic, c.code, c.province, c.year, c.level"
    if filters.role == ROLES[0]:
        return sql, values
    rule = view_sql("comparison").replace("role = 'target'", "role = :role")
    return f"WITH comparison AS (\n{rule}\n)\n{sql}", values | {"role": filters.role}


def compare(rows: Iterable[Row], filters: Filters) -> Comparison:
    """The rows of the view as a table; with `present`, former provinces stand in the column of their successor."""
    rows = list(rows)
    if not filters.wanted_years:
        latest = sorted({row["year"] for row in rows})[-MOST_YEARS:]
        rows = [row for row in rows if row["year"] in latest]
    grouped: dict[tuple[str, str, str | None], list[Row]] = defaultdict(list)
    provinces: dict[str, str] = {}
    for row in rows:
        grouped[row["code"], row["unit"], row["change"]].append(row)
        provinces[row[_column(filters)]] = row["present" if filters.present else "province"]
    lines = [_line(group, filters) for group in grouped.values()]
    lines = [line for line in lines if _is_wanted(line, filters)]
    shown = {province for line in lines for province in line.provinces} | (
        {*filters.provinces} if not filters.present else set()
    )
    names = sorted((name, id_) for id_, name in provinces.items() if id_ in shown)
    years = filters.wanted_years or tuple(sorted({row["year"] for row in rows}))
    return Comparison(tuple((id_, name) for name, id_ in names), years, _by_topic(lines, filters.sort))


def _column(filters: Filters) -> str:
    return "present_id" if filters.present else "province_id"


def _line(rows: list[Row], filters: Filters) -> Line:
    cells: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in rows:
        cells[row[_column(filters)], row["year"]].append(row)
    line = Line(rows[0], {key: tuple(cell) for key, cell in cells.items()})
    return replace(line, best=frozenset(best_of(line))) if filters.role == ROLES[0] else line


def best_of(line: Line) -> Iterable[str]:
    """The ids of the figures that are the most ambitious of their year and tier, where provinces differ."""
    higher = bool(line.first["change"]) or line.first["better"] != "lower"
    for rows in line.by_year().values():
        values = [_value(row, higher) for row in rows]
        best = max(values) if higher else min(values)
        if len({row["province_id"] for row in rows}) > 1 and len(set(values)) > 1:
            yield from (row["figure_id"] for row, value in zip(rows, values, strict=True) if value == best)


def _value(row: Row, higher: bool) -> float:
    """The value by which a row is compared: of a range its better end."""
    return float(row["value_high"] if higher and row["value_high"] is not None else row["value"])


def _spread(rows: list[Row]) -> float:
    values = [_value(row, True) for row in rows]
    return (max(values) - min(values)) / max(map(abs, values)) if any(values) else 0.0


def _is_wanted(line: Line, filters: Filters) -> bool:
    if filters.shared and len(line.provinces) < 2:
        return False
    return not filters.differing or line.differs


def _by_topic(lines: list[Line], sort: str) -> dict[str, tuple[Line, ...]]:
    if sort == "spread":
        return {"": tuple(sorted(lines, key=lambda line: (-line.spread, -len(line.provinces), line.first["code"])))}
    topics = {topic: tuple(line for line in lines if line.first["topic"] == topic) for topic in topics_in("vi")}
    known = {line.first["code"] for group in topics.values() for line in group}
    topics[""] = tuple(line for line in lines if line.first["code"] not in known)
    return {topic: group for topic, group in topics.items() if group}
