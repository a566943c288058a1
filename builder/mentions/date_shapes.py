"""What a date says, before and after it is laid on the calendar. Each shape knows the days it covers.

`period(anchor)` gives them; `anchor` is the day the text was published, or None. A shape that needs an anchor and has
none, or that names no day there is (Feb. 30), covers nothing: `NOTHING`.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from builder.model import Period

NOTHING = Period(None, None)
_COARSE = ("day", "week", "month", "year", "unknown")
_CENTURY_TURN = 40
"""A year of two digits from here on is 19xx where no anchor says otherwise."""


class Shape(Protocol):
    def period(self, anchor: date | None) -> Period: ...


@dataclass(frozen=True, slots=True)
class Day:
    """`October 9, 2020`, `Oct. 9`: a day of a month; without a year, the latest one not after the anchor."""

    month: int
    day: int
    year: int | None = None

    def period(self, anchor: date | None) -> Period:
        if self.year is not None:
            return one_day(date(full_year(self.year, anchor), self.month, self.day))
        if anchor is None:
            return NOTHING
        for year in range(anchor.year, max(anchor.year - 8, 0), -1):
            if self.day <= monthrange(year, self.month)[1] and date(year, self.month, self.day) <= anchor:
                return one_day(date(year, self.month, self.day))
        return NOTHING


@dataclass(frozen=True, slots=True)
class Month:
    """`May 2019`, `in May`, `last November`: `before` asks for one that is over at the anchor."""

    month: int
    year: int | None = None
    before: bool = False

    def period(self, anchor: date | None) -> Period:
        if self.year is not None:
            return one_month(full_year(self.year, anchor), self.month)
        if anchor is None:
            return NOTHING
        late = self.month >= anchor.month if self.before else self.month > anchor.month
        return one_month(anchor.year - late, self.month)


@dataclass(frozen=True, slots=True)
class Year:
    year: int

    def period(self, anchor: date | None) -> Period:
        return one_year(full_year(self.year, anchor))


@dataclass(frozen=True, slots=True)
class Weekday:
    """`on Thursday` (turn 0: the latest, the anchor's own day counts), `last Thursday` (-1), `next Thursday` (1)."""

    weekday: int
    turn: int = 0

    def period(self, anchor: date | None) -> Period:
        if anchor is None:
            return NOTHING
        back = (anchor.weekday() - self.weekday) % 7
        if self.turn > 0:
            back -= 7
        elif self.turn < 0 and not back:
            back = 7
        return one_day(anchor - timedelta(days=back))


@dataclass(frozen=True, slots=True)
class Weekend:
    """`over the weekend`: the latest Saturday and Sunday begun by the anchor; turn -1: one that is over."""

    turn: int = 0

    def period(self, anchor: date | None) -> Period:
        if anchor is None:
            return NOTHING
        back = (anchor.weekday() - 5) % 7
        if self.turn > 0:
            back -= 7
        elif self.turn < 0 and back < 2:
            back += 7
        start = anchor - timedelta(days=back)
        return stretch(start, start + timedelta(days=1), "day")


@dataclass(frozen=True, slots=True)
class Shift:
    """`yesterday`, `last week`, `three months ago`, `this year`: a calendar unit, counted from the anchor's own.

    A unit that is under way (0) ends, for a text that tells what happened, on the anchor.
    """

    n: int
    unit: str

    def period(self, anchor: date | None) -> Period:
        if anchor is None:
            return NOTHING
        whole = _unit(anchor, self.n, self.unit)
        return stretch(whole.start, anchor, whole.precision) if self.n == 0 and whole.start else whole


@dataclass(frozen=True, slots=True)
class Window:
    """`in the past 24 hours`, `over the past week`: so many units up to the anchor."""

    n: int
    unit: str

    def period(self, anchor: date | None) -> Period:
        if anchor is None:
            return NOTHING
        if self.unit == "hour":
            return stretch(anchor - timedelta(days=-(-self.n // 24)), anchor, "day")
        if self.unit in ("day", "week"):
            return stretch(anchor - timedelta(days=self.n * (7 if self.unit == "week" else 1)), anchor, self.unit)
        months = {"month": 1, "year": 12, "decade": 120}[self.unit] * self.n
        year, month = divmod(anchor.year * 12 + anchor.month - 1 - months, 12)
        start = date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))
        return stretch(start, anchor, "month" if self.unit == "month" else "year")


@dataclass(frozen=True, slots=True)
class Night:
    """`overnight`, `last night`: begins the day before; `both` where it may reach into the anchor."""

    both: bool

    def period(self, anchor: date | None) -> Period:
        if anchor is None:
            return NOTHING
        start = anchor - timedelta(days=1)
        return stretch(start, anchor, "day") if self.both else one_day(start)


@dataclass(frozen=True, slots=True)
class Season:
    """`the summer of 2014`: which days that is depends on the country, so only EDTF can say it."""

    season: int
    year: int

    def period(self, anchor: date | None) -> Period:
        return Period(None, None, "unknown", f"{full_year(self.year, anchor):04}-{self.season}")


@dataclass(frozen=True, slots=True)
class Between:
    """`between January 2016 and December 2019`, `Sept. 27-29`."""

    first: Shape
    last: Shape

    def period(self, anchor: date | None) -> Period:
        last = self.last.period(anchor)
        first = self.first.period(last.start or anchor)
        if first.start is None or last.end is None or first.start > last.end:
            return NOTHING
        return stretch(first.start, last.end, max(first.precision, last.precision, key=_COARSE.index))


@dataclass(frozen=True, slots=True)
class End:
    """`the end of May`: the month, known to be meant from its end."""

    of: Shape

    def period(self, anchor: date | None) -> Period:
        return self.of.period(anchor)


@dataclass(frozen=True, slots=True)
class Unknown:
    """`two days later`, `in recent days`: a time no calendar can place."""

    def period(self, anchor: date | None) -> Period:
        return NOTHING


def full_year(year: int, anchor: date | None) -> int:
    """A year of two digits is the one nearest the anchor."""
    if year >= 100:
        return year
    if anchor is None:
        return year + (1900 if year >= _CENTURY_TURN else 2000)
    return min((1900 + year, 2000 + year), key=lambda y: abs(y - anchor.year))


def one_day(day: date) -> Period:
    return Period(day, day, "day", day.isoformat())


def one_month(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", f"{year:04}-{month:02}")


def one_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), "year", f"{year:04}")


def stretch(start: date | None, end: date | None, precision: str) -> Period:
    """A period from its ends; an open end is `..` in EDTF."""
    if start is None and end is None:
        return NOTHING
    if start == end and start is not None:
        return Period(start, end, precision, start.isoformat())
    return Period(start, end, precision, f"{start or '..'}/{end or '..'}")


def _unit(anchor: date, n: int, unit: str) -> Period:
    if unit in ("hour", "day"):
        return one_day(anchor + timedelta(days=n if unit == "day" else 0))
    if unit == "week":
        monday = anchor + timedelta(days=7 * n - anchor.weekday())
        return stretch(monday, monday + timedelta(days=6), "week")
    if unit == "month":
        year, month = divmod(anchor.year * 12 + anchor.month - 1 + n, 12)
        return one_month(year, month + 1)
    if unit == "year":
        return one_year(anchor.year + n)
    start = (anchor.year // 10 + n) * 10
    return stretch(date(start, 1, 1), date(start + 9, 12, 31), "year")
