"""Small multiples: for each topic a panel for every indicator, the provinces under each other, drawn for print too."""

from __future__ import annotations

from html import escape
from textwrap import wrap
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from pipeline.site.compare import Comparison, Line
from pipeline.site.filters import Filters
from pipeline.site.pages import comparison_of
from pipeline.site.plot import Lane, crowd_of, draw_lane, lanes_of, scale_of, words_of
from pipeline.site.show import show_value
from pipeline.site.web import page
from pipeline.site.words import language_of, words_in

_WIDTH, _NAME, _VALUES, _LANE, _HEAD = 430, 112, 140, 17, 42
#: More lanes than this are drawn as one for each year.
_MOST = 20


async def show_overview(datasette: Any, request: Any) -> Any:
    """`/overview`: what `/compare` of the same address shows, as pictures by topic."""
    filters = Filters.of(request.args)
    table = await comparison_of(datasette, filters)
    language = language_of(request)
    panels = {topic: [panel_of(line, table, language) for line in lines] for topic, lines in table.topics.items()}
    address = urlencode(filters.pairs())
    context = {"panels": panels, "years": table.years, "address": address}
    return await page(datasette, request, "overview.html", context, alternate=f"/compare.json?{address}")


def panel_of(line: Line, table: Comparison, language: str) -> Markup:
    """The panel of an indicator: a lane for each province that sets it with its values beside it."""
    lanes = [lane for lane in lanes_of(line, table, language) if lane.points]
    text = words_of(lanes, table.years, language)
    if len(lanes) > _MOST:
        lanes = crowd_of(lanes, table.years)
    scale = scale_of(line, [value for lane in lanes for _year, value, _row in lane.points])
    drawn = ""
    for place, lane in enumerate(lanes):
        y = _HEAD + _LANE * place
        drawn += _text(0, y + 4, lane.name[:18])
        drawn += draw_lane(lane, (_NAME + 6, _WIDTH - _VALUES - 6), y, scale, (table.years[0], 4.2))
        drawn += _text(_WIDTH - _VALUES + 8, y + 4, _values(lane, language))
    height = _HEAD + _LANE * len(lanes)
    title = title_of(line, language)
    heads = "".join(_text(0, 13 + 14 * row, part, bold=True) for row, part in enumerate(wrap(title, 58)[:2]))
    return Markup(
        f'<svg class="panel" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" role="img">'
        f"<title>{escape(f'{title}. {text}')}</title>{heads}{drawn}</svg>"
    )


def title_of(line: Line, language: str) -> str:
    """The name of an indicator, with what is counted where that is a change."""
    name, change = str(line.first[f"name_{language}"]), line.first["change"]
    return f"{name} ({words_in(language)('change.' + change)})" if change else name


def _values(lane: Lane, language: str) -> str:
    """The values of a lane, short where there are several; how many where they are of many provinces."""
    if not lane.joined:
        return f"{show_value(lane.points[0][2], language)} … {show_value(lane.points[-1][2], language)}"
    bare = {} if len(lane.points) == 1 else {"baseline": None, "per": None}
    return " → ".join(show_value({**row, **bare}, language) for _year, _value, row in lane.points)


def _text(x: float, y: float, text: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x}" y="{y}" font-size="12"{weight} fill="#1d2329">{escape(text)}</text>'
