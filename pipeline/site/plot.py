"""Dot plots as SVG, drawn here: a lane for each province, its years joined, told apart by fill and not by colour."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from statistics import median

from markupsafe import Markup

from pipeline.site.compare import Comparison, Line, Row
from pipeline.site.show import show_number, show_value
from pipeline.site.words import words_in

#: Year, value and row of a dot.
Point = tuple[int, float, Row]
INK, FAINT = "#17324d", "#c5ccd3"
#: With more provinces than this, only those that set a target have a lane.
_MOST_EMPTY = 6
#: With more lanes than this, there is one for each year with the dots of all provinces.
MOST_LANES = 12
_WIDTH, _LANE, _RADIUS = 110, 9, 3.2


@dataclass(frozen=True, slots=True)
class Lane:
    """What stands on one line of a plot: a province, one tier of it where it sets several; its points by year."""

    name: str
    points: tuple[Point, ...]
    joined: bool = True


def lanes_of(line: Line, table: Comparison, language: str) -> list[Lane]:
    """The lanes of an indicator in the order of the columns, those without a point too."""
    lanes = []
    for province, name in table.provinces:
        by_level: dict[str | None, list[Point]] = {}
        for year in table.years:
            for row in line.cells.get((province, year), ()):
                by_level.setdefault(row["level"], []).append((year, float(row["value"]), row))
        for level, points in by_level.items() or [(None, [])]:
            tier = f" ({words_in(language)('level.' + level)})" if level and len(by_level) > 1 else ""
            lanes.append(Lane(name + tier, tuple(points)))
    return lanes


def crowd_of(lanes: list[Lane], years: tuple[int, ...]) -> list[Lane]:
    """The same points with a lane for each year, equal values drawn once."""
    crowd = []
    for year in years:
        points = {point[1]: point for lane in lanes for point in lane.points if point[0] == year}
        if points:
            crowd.append(Lane(str(year), tuple(points[value] for value in sorted(points)), joined=False))
    return crowd


def plot_line(line: Line, table: Comparison, language: str) -> Markup:
    """The dot plot of an indicator, with its values in words; the first year hollow, later ones filled."""
    lanes = lanes_of(line, table, language)
    if len(lanes) > _MOST_EMPTY:
        lanes = [lane for lane in lanes if lane.points]
    text = words_of(lanes, table.years, language)
    if len(lanes) > MOST_LANES:
        lanes = crowd_of(lanes, table.years)
    values = [value for lane in lanes for _year, value, _row in lane.points]
    scale = scale_of(line, values)
    drawn = "".join(
        draw_lane(lane, (6, _WIDTH - 6), _LANE * (place + 0.5) + 1, scale, (table.years[0], _RADIUS))
        for place, lane in enumerate(lanes)
    )
    height = _LANE * len(lanes) + 2
    return Markup(
        f'<svg width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" role="img">'
        f"<title>{escape(text)}</title>{drawn}</svg>"
    )


def words_of(lanes: list[Lane], years: tuple[int, ...], language: str) -> str:
    """A plot in words: every value of few lanes; of many the number, the least, the median and the greatest."""
    held = [lane for lane in lanes if lane.points]
    if len(held) <= MOST_LANES:
        shown = (
            f"{lane.name}: " + ", ".join(f"{year} {show_value(row, language)}" for year, _value, row in lane.points)
            for lane in held
        )
        return "; ".join(shown)
    parts = []
    for year in years:
        values = [value for lane in held for of, value, _row in lane.points if of == year]
        if values:
            ends = " – ".join(show_number(value, language) for value in (min(values), median(values), max(values)))
            parts.append(f"{year} ({len(values)}): {ends}")
    return "; ".join(parts)


def scale_of(line: Line, values: list[float]) -> tuple[float, float]:
    """The values at the left and right end: 0 and 100 for shares, else the least and most; right is more ambitious."""
    first = line.first
    if first["unit"] == "percent" and not first["change"] and max(values) <= 100:
        low, high = 0.0, 100.0
    else:
        low, high = min(values), max(values)
    return (high, low) if first["better"] == "lower" and not first["change"] else (low, high)


def draw_lane(
    lane: Lane, ends: tuple[float, float], y: float, scale: tuple[float, float], style: tuple[int, float]
) -> str:
    """The lane between two ends; `style` is the year that is hollow and the radius of a dot."""
    (left, right), (low, high), (first, radius) = ends, scale, style
    xs = [left + (right - left) * ((v - low) / (high - low) if high != low else 0.5) for _y, v, _row in lane.points]
    drawn = f'<line x1="{left:g}" x2="{right:g}" y1="{y:g}" y2="{y:g}" stroke="{FAINT}"/>'
    if lane.joined and len(xs) > 1:
        drawn += f'<line x1="{xs[0]:.1f}" x2="{xs[-1]:.1f}" y1="{y:g}" y2="{y:g}" stroke="{INK}" stroke-width="1.5"/>'
    for x, (year, _value, _row) in zip(xs, lane.points, strict=True):
        fill = "#fff" if year == first else INK
        drawn += f'<circle cx="{x:.1f}" cy="{y:g}" r="{radius:g}" fill="{fill}" stroke="{INK}" stroke-width="1.3"/>'
    return drawn
