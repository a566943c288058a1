"""The days an Extended Date/Time Format string covers: ISO 8601-2, level 1, as far as it names days.

Source: Library of Congress, Extended Date/Time Format (EDTF) Specification, 2019.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache
from typing import NamedTuple

OPEN = ("..", "")
DATE = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}))?(?:-([0-9]{2}))?[?~%]?")
SEASONS = range(21, 42)


class Span(NamedTuple):
    """First and last day as ISO strings, None for an open end; `season`: a time of year, whose days nobody can say."""

    first: str | None
    last: str | None
    season: bool = False


@cache
def span(edtf: str) -> Span | None:
    """What the string covers; None if it is not EDTF."""
    first, slash, last = edtf.partition("/")
    if not slash:
        return _date(first)
    if first in OPEN and last in OPEN:
        return None
    begin, end = (Span(None, None) if part in OPEN else _date(part) for part in (first, last))
    if begin is None or end is None:
        return None
    return Span(begin.first, end.last, begin.season or end.season)


def _date(text: str) -> Span | None:
    if not (found := DATE.fullmatch(text)):
        return None
    years = found[1].replace("X", "0"), found[1].replace("X", "9")
    if "X" in found[1]:
        return Span(f"{years[0]}-01-01", f"{years[1]}-12-31") if found[2] is None else None
    return _days(int(found[1]), found[2], found[3])


def _days(year: int, month: str | None, day: str | None) -> Span | None:
    if month is None:
        return Span(f"{year:04}-01-01", f"{year:04}-12-31")
    if int(month) in SEASONS and day is None:
        return Span(None, None, season=True)
    try:
        first = date(year, int(month), int(day or 1))
    except ValueError:
        return None
    last = first if day else first.replace(day=monthrange(year, first.month)[1])
    return Span(first.isoformat(), last.isoformat())
