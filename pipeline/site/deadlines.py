"""What falls due: a calendar by year, quarter and month, and as a file for other calendars."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from pipeline.site.show import show_value
from pipeline.site.web import json_answer, page, query, unless_known
from pipeline.site.words import language_of, words_in

Row = dict[str, Any]
_YEARS = """SELECT year, sum(times) AS times FROM (
  SELECT f.year, count(*) AS times FROM figures f JOIN documents d ON d.id = f.document_id
  WHERE f.role = 'target' AND f.year IS NOT NULL AND d.in_force = 1 AND f.verdict IS NOT 'reject' GROUP BY f.year
  UNION ALL SELECT a.year, count(*) FROM assignments a JOIN documents d ON d.id = a.document_id
  WHERE a.year IS NOT NULL AND d.in_force = 1 AND a.verdict IS NOT 'reject' GROUP BY a.year)
GROUP BY year ORDER BY year"""
_DUE = """SELECT * FROM (
  SELECT 'figures' AS kind, f.id, f.document_id, f.deadline, coalesce(i.name_vi, f.indicator) AS what, i.name_en,
    f.comparator, f.value, f.value_high, f.unit, f.change, f.per, f.baseline, d.province, d.province_id, d.label
  FROM figures f JOIN documents d ON d.id = f.document_id LEFT JOIN indicators i ON i.code = f.code
  WHERE f.role = 'target' AND f.year = :year AND d.in_force = 1 AND f.verdict IS NOT 'reject'
  UNION ALL
  SELECT 'assignments', a.id, a.document_id, a.deadline, a.body || ': ' || substr(coalesce(p.text, ''), 1, 300), NULL,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, d.province, d.province_id, d.label
  FROM assignments a JOIN documents d ON d.id = a.document_id LEFT JOIN passages p ON p.id = a.passage_id
  WHERE a.year = :year AND d.in_force = 1 AND a.verdict IS NOT 'reject')
WHERE :province = '' OR province_id = :province
ORDER BY deadline, province, kind, id LIMIT 1000"""


def last_day(edtf: str) -> date:
    """The last day of an EDTF date or interval.

    >>> last_day("2025"), last_day("2024-04/2024-06"), last_day("2023-04-01")
    (datetime.date(2025, 12, 31), datetime.date(2024, 6, 30), datetime.date(2023, 4, 1))
    """
    parts = [int(part) for part in edtf.rpartition("/")[2].split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def period_of(edtf: str) -> str:
    """Under which heading a deadline stands: the month where one is named, else the year.

    >>> period_of("2025-03-31"), period_of("2024-04/2024-06"), period_of("2022/2025")
    ('2025-03', '2024-06', '2025')
    """
    last = edtf.rpartition("/")[2]
    return last[:7] if len(last) > 4 else last


def calendar_of(year: int, periods: dict[str, list[Row]]) -> list[list[tuple[str, int]]]:
    """The quarters of a year: each with its months as `2025-03` and how much falls due in them."""
    months = [f"{year:04}-{month:02}" for month in range(1, 13)]
    counts = [(month, len(periods.get(month, ()))) for month in months]
    return [counts[first : first + 3] for first in range(0, 12, 3)]


async def _due(datasette: Any, request: Any) -> tuple[int, list[Row], list[Row], Row]:
    years = await query(datasette, _YEARS)
    known = [row["year"] for row in years]
    asked, today = request.args.get("year") or "", datetime.now(UTC).year
    ahead = [year for year in known if year >= today] or known[-1:] or [today]
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else ahead[0]
    values = {"year": year, "province": request.args.get("province") or ""}
    due = await query(datasette, _DUE, values)
    return year, years, [row for row in due if _is_date(row["deadline"])], values


def _is_date(edtf: str) -> bool:
    try:
        return bool(last_day(edtf))
    except ValueError:
        return False


async def show_deadlines(datasette: Any, request: Any) -> Any:
    """`/deadlines?year=&province=`: what falls due in a year, by month where one is named."""
    year, years, due, values = await _due(datasette, request)
    today = datetime.now(UTC).date()
    periods: dict[str, list[Row]] = {}
    for row in due:
        row["past"] = last_day(row["deadline"]) < today
        periods.setdefault(period_of(row["deadline"]), []).append(row)
    context = {
        "year": year,
        "years": years,
        "periods": dict(sorted(periods.items(), key=lambda pair: (len(pair[0]) == 4, pair[0]))),
        "province": values["province"],
        "provinces": sorted({(row["province"], row["province_id"]) for row in due if row["province_id"]}),
        "quarters": calendar_of(year, periods),
    }
    asked = {name: value for name, value in values.items() if value}
    address = f"/deadlines.json?{urlencode(asked)}"
    return await page(datasette, request, "deadlines.html", context, alternate=address)


async def download_deadlines(datasette: Any, request: Any) -> Any:
    """`/deadlines.ics` and `.json`: what the page of the same address shows."""
    _year, _years, due, _values = await _due(datasette, request)
    if request.url_vars["kind"] == "json":
        return json_answer(request, due)
    host = f"{request.scheme}://{request.host}"
    links = {row["id"]: host + datasette.urls.path(f"/doc/{row['document_id']}?fact={row['id']}") for row in due}
    headers = {"content-disposition": 'attachment; filename="chitieu-deadlines.ics"'}
    body = ics(due, links, language_of(request)).encode()
    return unless_known(request, body, "text/calendar; charset=utf-8", headers)


def ics(due: list[Row], links: dict[str, str], language: str) -> str:
    """The deadlines as a calendar (RFC 5545): a whole day for each, the last of its time."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//chitieu//deadlines//VI"]
    words = words_in(language)
    for row in due:
        day = last_day(row["deadline"])
        where, what = f"{row['province'] or words('unknown_province')}: ", row["what"] or ""
        value = f" {show_value(row, language)}" if row["value"] is not None else ""
        lines += [
            "BEGIN:VEVENT",
            f"UID:{row['id']}@chitieu",
            f"DTSTAMP:{day:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(where + what + value)}",
            f"DESCRIPTION:{_text(row['label'])}",
            f"URL:{links[row['id']]}",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _text(value: str) -> str:
    one_line = " ".join(value.split())
    for sign in ("\\", ";", ","):
        one_line = one_line.replace(sign, f"\\{sign}")
    return one_line


def _folded(line: str) -> str:
    """A line cut so that none is longer than 75 octets."""
    parts, part = [], ""
    for character in line:
        if len((part + character).encode()) > 73:
            parts.append(part)
            part = ""
        part += character
    return "\r\n ".join([*parts, part])
