"""Days, weeks, months and years as periods. A period is inclusive at both ends; EDTF says the same in one string
(https://www.loc.gov/standards/datetime/, levels 0 and 1)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from types import MappingProxyType

from builder.model import Period

NOTHING = Period(None, None)
AHEAD = timedelta(days=31)
"""A day without a year may lie so far ahead of the text: pages are written to after the day they bear."""
_COARSE = ("day", "week", "month", "year", "unknown")
_GRAIN = MappingProxyType({"week": "week", "fortnight": "week", "month": "month", "year": "year", "decade": "year"})
_MONTHS = MappingProxyType({"month": 1, "year": 12, "decade": 120})
_CENTURY_TURN = 40
"""A year of two digits from here on is 19xx where no anchor says otherwise."""


def coarseness(precision: str) -> int:
    return _COARSE.index(precision)


def grain(unit: str) -> str:
    """The precision of a time that is told in this unit."""
    return _GRAIN.get(unit, "day")


def full_year(year: int, anchor: date | None) -> int:
    """A year of two digits is the one nearest the anchor."""
    if year >= 100:
        return year
    if anchor is None:
        return year + (1900 if year >= _CENTURY_TURN else 2000)
    return min((1900 + year, 2000 + year), key=lambda y: abs(y - anchor.year))


def on_or_before(limit: date, month: int, day: int) -> date | None:
    """The latest such day of a month up to `limit`; eight years back at most, for Feb. 29."""
    for year in range(limit.year, max(limit.year - 9, 0), -1):
        if day <= monthrange(year, month)[1] and date(year, month, day) <= limit:
            return date(year, month, day)
    return None


def one_day(day: date) -> Period:
    return Period(day, day, "day", day.isoformat())


def one_month(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", f"{year:04}-{month:02}")


def one_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), "year", f"{year:04}")


def stretch(start: date | None, end: date | None, precision: str) -> Period:
    """A period from its ends, None for an open one."""
    if start is None and end is None:
        return NOTHING
    edtf = str(start) if start == end else f"{start or '..'}/{end or '..'}"
    return Period(start, end, precision, edtf)


def unit_at(day: date, n: int, unit: str) -> Period:
    """The calendar unit that lies n units from the day's own; hours and minutes stay within the day."""
    if unit in ("minute", "hour", "day"):
        return one_day(day + timedelta(days=n if unit == "day" else 0))
    if unit in ("week", "fortnight"):
        monday = day + timedelta(days=(7 if unit == "week" else 14) * n - day.weekday())
        return stretch(monday, monday + timedelta(days=6), "week")
    if unit == "month":
        year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
        return one_month(year, month + 1)
    if unit == "year":
        return one_year(day.year + n)
    start = (day.year // 10 + n) * 10
    return stretch(date(start, 1, 1), date(start + 9, 12, 31), "year")


def window_days(n: int, unit: str) -> int | None:
    """So many days are n units; None for units whose length varies."""
    return {"minute": 0, "hour": -(-n // 24), "day": n, "week": 7 * n, "fortnight": 14 * n}.get(unit)


def months_before(day: date, n: int, unit: str) -> date:
    """The same day of the month n months, years or decades before, or the last that month has."""
    year, month = divmod(day.year * 12 + day.month - 1 - n * _MONTHS[unit], 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
