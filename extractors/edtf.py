"""Dates as EDTF (ISO 8601-2 level 0): `2025`, `2025-12`, `2025-12-31`, `2021/2025`."""

from __future__ import annotations

from calendar import monthrange

_YEARS = range(1900, 2101)


def edtf(year: str | int, month: str | int | None = None, day: str | int | None = None) -> str | None:
    """The date in EDTF, `None` where there is no such day, month, or year of our time.

    >>> edtf("2007", "8", "01"), edtf(2025), edtf(2023, 2, 30)
    ('2007-08-01', '2025', None)
    """
    if int(year) not in _YEARS:
        return None
    if month is None:
        return f"{int(year):04}"
    if not 1 <= int(month) <= 12:
        return None
    if day is None:
        return f"{int(year):04}-{int(month):02}"
    if not 1 <= int(day) <= monthrange(int(year), int(month))[1]:
        return None
    return f"{int(year):04}-{int(month):02}-{int(day):02}"


def interval(first: str | None, last: str | None) -> str | None:
    """The interval of two dates, `None` where one is missing or they are in the wrong order.

    >>> interval("2021", "2025"), interval("2025", "2021")
    ('2021/2025', None)
    """
    if first is None or last is None or first[:4] > last[:4] or (len(first) == len(last) and first > last):
        return None
    return first if first == last else f"{first}/{last}"


def year_of(date: str | None) -> int | None:
    """The year in which a date or an interval ends.

    >>> year_of("2021/2025"), year_of("2024-04/2024-06"), year_of(None)
    (2025, 2024, None)
    """
    return int(date.rsplit("/", 1)[-1][:4]) if date else None
