"""What a date says, before and after it is laid on the calendar. Each shape knows the days it covers.

`period(anchor)` gives them; `anchor` is the day the text was published, or None. A shape that needs an anchor and has
none covers nothing: `NOTHING`. One that names no day there is (Feb. 30) raises ValueError; `resolve` sees to that.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from builder.mentions.dates.calendar import (
    AHEAD,
    NOTHING,
    coarseness,
    full_year,
    grain,
    months_before,
    on_or_before,
    one_day,
    one_month,
    one_year,
    stretch,
    unit_at,
    window_days,
)
from builder.model import Period


class Shape(Protocol):
    def period(self, anchor: date | None) -> Period: ...


class Day(Struct, frozen=True, gc=False):
    """`October 9, 2020`, `Oct. 9`: a day of a month. Without a year it is the latest one not after the anchor, or
    one so near ahead (`AHEAD`) that a writer would have to name the year to mean the last; `ahead`: one to come."""

    month: int
    day: int
    year: int | None = None
    ahead: bool = False

    def period(self, anchor: date | None) -> Period:
        if self.year is not None:
            return one_day(date(full_year(self.year, anchor), self.month, self.day))
        if anchor is None:
            return NOTHING
        day = on_or_before(anchor + (timedelta(days=365) if self.ahead else AHEAD), self.month, self.day)
        return one_day(day) if day else NOTHING


class Month(Struct, frozen=True, gc=False):
    """`May 2019`, `in May`; without a year the latest begun (turn 0), the latest over (-1) or the next to come (1)."""

    month: int
    year: int | None = None
    turn: int = 0

    def period(self, anchor: date | None) -> Period:
        if self.year is not None:
            return one_month(full_year(self.year, anchor), self.month)
        if anchor is None:
            return NOTHING
        if self.turn > 0:
            return one_month(anchor.year + (self.month < anchor.month), self.month)
        late = self.month >= anchor.month if self.turn else self.month > anchor.month
        return one_month(anchor.year - late, self.month)


class OfYear(Struct, frozen=True, gc=False):
    """`in March last year`, `on 5 May this year`."""

    of: Day | Month
    shift: int

    def period(self, anchor: date | None) -> Period:
        return replace(self.of, year=anchor.year + self.shift).period(anchor) if anchor else NOTHING


class Year(Struct, frozen=True, gc=False):
    year: int

    def period(self, anchor: date | None) -> Period:
        return one_year(full_year(self.year, anchor))


class Decade(Struct, frozen=True, gc=False):
    """`the 1990s`."""

    start: int

    def period(self, anchor: date | None) -> Period:
        return Period(date(self.start, 1, 1), date(self.start + 9, 12, 31), "year", f"{self.start // 10}X")


class Season(Struct, frozen=True, gc=False):
    """`the summer of 2014`: which days that is depends on the country, so only EDTF can say it."""

    season: int
    year: int

    def period(self, anchor: date | None) -> Period:
        return Period(None, None, "unknown", f"{full_year(self.year, anchor):04}-{self.season}")


class Weekday(Struct, frozen=True, gc=False):
    """`on Thursday` (turn 0: the latest, the anchor's own day counts), `last Thursday` (-1), `next Thursday` (1).

    turn 2 is the nearest to come, the anchor's own day included (`will open on Thursday`).
    """

    weekday: int
    turn: int = 0

    def period(self, anchor: date | None) -> Period:
        if anchor is None:
            return NOTHING
        back = (anchor.weekday() - self.weekday) % 7
        if self.turn == 1 or (self.turn == 2 and back):
            back -= 7
        elif self.turn < 0 and not back:
            back = 7
        return one_day(anchor - timedelta(days=back))


class Weekend(Struct, frozen=True, gc=False):
    """`over the weekend`: the latest Saturday and Sunday begun by the anchor; turn -1: over, 1: the next."""

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


class Shift(Struct, frozen=True, gc=False):
    """`yesterday`, `last week`, `three months ago`, `this year`: a calendar unit, counted from the anchor's own.

    A unit that is under way (0) ends, for a text that tells what happened, on the anchor.
    """

    n: int
    unit: str

    def period(self, anchor: date | None) -> Period:
        if anchor is None:
            return NOTHING
        whole = unit_at(anchor, self.n, self.unit)
        return stretch(whole.start, anchor, whole.precision) if self.n == 0 else whole


class Window(Struct, frozen=True, gc=False):
    """`in the past 24 hours`, `over the past week`: so many units up to the anchor."""

    n: int
    unit: str

    def period(self, anchor: date | None) -> Period:
        if anchor is None:
            return NOTHING
        days = window_days(self.n, self.unit)
        start = months_before(anchor, self.n, self.unit) if days is None else anchor - timedelta(days=days)
        return stretch(start, anchor, grain(self.unit))


class Night(Struct, frozen=True, gc=False):
    """`last night`, `overnight`: begins the day before; `both` where it may reach into the anchor."""

    both: bool

    def period(self, anchor: date | None) -> Period:
        if anchor is None:
            return NOTHING
        start = anchor - timedelta(days=1)
        return stretch(start, anchor, "day") if self.both else one_day(start)


class Between(Struct, frozen=True, gc=False):
    """`between January 2016 and December 2019`, `Sept. 27-29`, `Saturday and Sunday`."""

    first: Shape
    last: Shape

    def period(self, anchor: date | None) -> Period:
        last = self.last.period(anchor)
        first = self.first.period(last.start or anchor)
        if first.start is None or last.end is None or first.start > last.end:
            return NOTHING
        return stretch(first.start, last.end, max(first.precision, last.precision, key=coarseness))


class End(Struct, frozen=True, gc=False):
    """`the end of May`: the month, known to be meant from its end."""

    of: Shape

    def period(self, anchor: date | None) -> Period:
        return self.of.period(anchor)


class Later(Struct, frozen=True, gc=False):
    """`two days later` (2), `the previous day` (-1), `that evening` (0): counted from what the text told last."""

    n: int
    unit: str

    def period(self, anchor: date | None) -> Period:
        return NOTHING

    def after(self, told: Period) -> Period:
        """The days meant, if what the text told last is known to the unit; `that week` is not known from a day."""
        fine = grain(self.unit)
        if told.start is None or told.end is None or coarseness(told.precision) > coarseness(fine):
            return NOTHING
        if self.n:
            return unit_at(told.end if self.n > 0 else told.start, self.n, self.unit)
        return told if fine == "day" else NOTHING


class Unknown(Struct, frozen=True, gc=False):
    """`in recent days`, `years ago`: a time no calendar can place."""

    def period(self, anchor: date | None) -> Period:
        return NOTHING
