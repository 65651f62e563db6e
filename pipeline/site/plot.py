"""Dot plots as SVG, drawn here: a lane for each province, its years joined, told apart by fill and not by colour."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from pipeline.site.compare import Comparison, Line, Row
from pipeline.site.show import show_value

#: Year, value and row of a dot.
_Point = tuple[int, float, Row]
#: With more provinces than this, only those that set a target have a lane.
_MOST_EMPTY = 6
_WIDTH, _LANE, _RADIUS = 110, 9, 3.2


def plot_line(line: Line, table: Comparison, language: str) -> Markup:
    """The dot plot of an indicator, empty where nothing is to be compared; the first year hollow, later ones filled."""
    lanes = [(name, points_of(line, id_, table.years)) for id_, name in table.provinces]
    if len(lanes) > _MOST_EMPTY:
        lanes = [(name, points) for name, points in lanes if points]
    values = [value for _name, points in lanes for _year, value, _shown in points]
    if len(values) < 2 or len(lanes) > 12:
        return Markup("")
    low, high = scale_of(line, values)
    text = "; ".join(
        f"{name}: " + ", ".join(f"{year} {show_value(row, language)}" for year, _value, row in points)
        for name, points in lanes
        if points
    )
    drawn = "".join(_lane(place, points, low, high, table.years[0]) for place, (_name, points) in enumerate(lanes))
    height = _LANE * len(lanes) + 2
    return Markup(
        f'<svg width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" role="img">'
        f"<title>{escape(text)}</title>{drawn}</svg>"
    )


def scale_of(line: Line, values: list[float]) -> tuple[float, float]:
    """The values at the left and right end: 0 and 100 for shares, else the least and most; right is more ambitious."""
    first = line.first
    if first["unit"] == "percent" and not first["change"] and max(values) <= 100:
        low, high = 0.0, 100.0
    else:
        low, high = min(values), max(values)
    return (high, low) if first["better"] == "lower" and not first["change"] else (low, high)


def points_of(line: Line, province: str, years: tuple[int, ...]) -> list[_Point]:
    """Year, value and row of what a province sets, in the order of the years."""
    cells = [(year, line.cells.get((province, year))) for year in years]
    return [(year, float(rows[0]["value"]), rows[0]) for year, rows in cells if rows]


def _lane(place: int, points: list[_Point], low: float, high: float, first: int) -> str:
    y = _LANE * (place + 0.5) + 1
    room = _WIDTH - 12
    xs = [6 + room * ((value - low) / (high - low) if high != low else 0.5) for _year, value, _row in points]
    drawn = f'<line x1="6" x2="{_WIDTH - 6}" y1="{y}" y2="{y}" stroke="#d4dae0"/>'
    if len(xs) > 1:
        drawn += f'<line x1="{xs[0]:.1f}" x2="{xs[-1]:.1f}" y1="{y}" y2="{y}" stroke="#17324d" stroke-width="1.5"/>'
    for x, (year, _value, _row) in zip(xs, points, strict=True):
        fill = "#fff" if year == first else "#17324d"
        drawn += f'<circle cx="{x:.1f}" cy="{y}" r="{_RADIUS}" fill="{fill}" stroke="#17324d" stroke-width="1.3"/>'
    return drawn
