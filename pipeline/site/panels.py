"""Small multiples: for each topic a panel for every indicator, the provinces under each other, drawn for print too."""

from __future__ import annotations

from html import escape
from textwrap import wrap
from typing import Any

from markupsafe import Markup

from pipeline.site.compare import Comparison, Filters, Line
from pipeline.site.pages import comparison_of
from pipeline.site.plot import points_of, scale_of
from pipeline.site.show import show_value
from pipeline.site.web import page
from pipeline.site.words import language_of

_WIDTH, _NAME, _VALUES, _LANE, _HEAD = 420, 92, 120, 17, 40
#: More lanes than this and a panel cannot be read.
_MOST = 20


async def show_overview(datasette: Any, request: Any) -> Any:
    """`/overview`: what `/compare` of the same address shows, as pictures by topic."""
    filters = Filters.of(request.args)
    table = await comparison_of(datasette, filters)
    language = language_of(request)
    panels = {
        topic: [panel for line in lines if (panel := panel_of(line, table, language))]
        for topic, lines in table.topics.items()
    }
    context = {"panels": {topic: drawn for topic, drawn in panels.items() if drawn}, "years": table.years}
    return await page(datasette, request, "overview.html", context)


def panel_of(line: Line, table: Comparison, language: str) -> Markup:
    """The panel of an indicator: a lane for each province that sets it, its values beside it; empty for too many."""
    lanes = [(name, points_of(line, id_, table.years)) for id_, name in table.provinces]
    lanes = [(name, points) for name, points in lanes if points]
    if not lanes or len(lanes) > _MOST:
        return Markup("")
    low, high = scale_of(line, [value for _name, points in lanes for _year, value, _row in points])
    drawn, text = "", []
    for place, (name, points) in enumerate(lanes):
        shown = ", ".join(f"{year}: {show_value(row, language)}" for year, _value, row in points)
        text.append(f"{name} {shown}")
        drawn += _lane(_HEAD + _LANE * place, name, points, (low, high), table.years[0])
        values = " → ".join(show_value(row, language) for _year, _value, row in points)
        drawn += _text(_WIDTH - _VALUES + 8, _HEAD + _LANE * place + 4, values[:24])
    height = _HEAD + _LANE * len(lanes)
    title = str(line.first[f"name_{language}"])
    heads = "".join(_text(0, 13 + 14 * row, part, bold=True) for row, part in enumerate(wrap(title, 54)[:2]))
    words = escape(f"{title}. " + "; ".join(text))
    return Markup(
        f'<svg class="panel" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" role="img">'
        f"<title>{words}</title>{heads}{drawn}</svg>"
    )


def _lane(y: int, name: str, points: list[Any], scale: tuple[float, float], first: int) -> str:
    low, high = scale
    left, room = _NAME + 6, _WIDTH - _NAME - _VALUES - 12
    xs = [left + room * ((value - low) / (high - low) if high != low else 0.5) for _year, value, _row in points]
    drawn = _text(0, y + 4, name[:14])
    drawn += f'<line x1="{left}" x2="{left + room}" y1="{y}" y2="{y}" stroke="#c5ccd3"/>'
    if len(xs) > 1:
        drawn += f'<line x1="{xs[0]:.1f}" x2="{xs[-1]:.1f}" y1="{y}" y2="{y}" stroke="#17324d" stroke-width="2"/>'
    for x, (year, _value, _row) in zip(xs, points, strict=True):
        fill = "#fff" if year == first else "#17324d"
        drawn += f'<circle cx="{x:.1f}" cy="{y}" r="4.2" fill="{fill}" stroke="#17324d" stroke-width="1.5"/>'
    return drawn


def _text(x: float, y: float, text: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x}" y="{y}" font-size="12"{weight} fill="#1d2329">{escape(text)}</text>'
