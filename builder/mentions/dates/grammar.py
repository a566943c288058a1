"""Dates in words: from token i on, how far does a date reach and what does it say?

Every reader takes a line and a token and gives the token after the date and its shape, or None. Prepositions and
what else stands to the left of a date are not theirs (find.py); times told by distance are in relative.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from builder.mentions.dates.line import Line
from builder.mentions.dates.numerals import DASHES, Found, digits, ordinal, stop, year_after, year_alone, year_at
from builder.mentions.dates.relative import TURN, by_count, by_unit, from_told, which_part, which_unit
from builder.mentions.dates.shapes import (
    Between,
    Day,
    Decade,
    Later,
    Month,
    Night,
    Season,
    Shift,
    Unknown,
    Weekday,
    Weekend,
)

_TO = DASHES | {"to", "and", "through", "&"}


def read(line: Line, i: int) -> Found:
    """The longest date that begins at token i."""
    kind = line.kind(i)
    if kind in _READERS:
        return _READERS[kind](line, i)
    word = line.word(i)
    if word == "the":
        return _the(line, i)
    if word[:1].isdecimal():
        return digits(line, i) or by_count(line, i)
    return by_count(line, i) if kind == "about" or line.count(i)[1] > i else None


def read_second(line: Line, i: int) -> Found:
    """A date of which the one before has said that it is one: `January and May`, `from 2013 to 2019`."""
    if line.kind(i) == "month" and line.caps[i]:
        return read(line, i) or (stop(line, i + 1), Month(int(line.get(i, "value"))))
    return year_alone(line, i) or read(line, i)


def _weekday(line: Line, i: int) -> Found:
    """`Thursday`, `Thursday, Oct. 8`, `Thu., 8 October 2020`, `Thursday (8 October)`."""
    j = stop(line, i + 1)
    if full := _full_date(line, j):
        return full
    n = int(line.get(i, "value"))
    if line.is_weak(i) and not (line.caps[i] and (line.word(i - 1) == "on" or line.before(i, "edge"))):
        return None
    if line.word(j) in _TO and line.kind(j + 1) == "weekday" and int(line.get(j + 1, "value")) == (n + 1) % 7:
        return j + 2, Between(Weekday(n), Weekday((n + 1) % 7))
    return j, Weekday(n)


def _full_date(line: Line, j: int) -> Found:
    """The day of the month after a weekday, perhaps with a part of the day between, or in brackets."""
    k = line.after(j) if line.kind(j) == "part" else j
    opens = line.word(k) in ("(", "[")
    k += opens or line.word(k) == ","
    k += line.word(k) == "the"
    full = _month(line, k) if line.kind(k) == "month" else digits(line, k)
    if full is None or not isinstance(full[1], Day):
        return None
    return full[0] + (opens and line.word(full[0]) in (")", "]")), full[1]


def _month(line: Line, i: int) -> Found:
    """`May 2019`, `May 12`, `Sept. 27-29, 2020`, `in May`."""
    month, j = int(line.get(i, "value")), stop(line, i + 1)
    if line.is_weak(i) and not line.caps[i]:
        return None
    day = line.number(j, 1, 31)
    if day is not None and not _counts(line, i, j):
        return _month_day(line, j, month, day)
    j, year = year_after(line, j)
    if year is None and line.is_weak(i) and not _is_month(line, i):
        return None
    return j, Month(month, year)


def _counts(line: Line, i: int, j: int) -> bool:
    """True if the number at token j is no day: `in May 12 people were killed`; a short name has a day (`Sept. 11`)."""
    if line.is_short(i):
        return False
    if line.word(i - 1) == "-" and line.word(i - 2) == "mid":
        return True
    lead = line.before(i, "lead")
    return bool(lead and lead.entry.get("year") and lead.entry.get("value") == "point" and line.is_noun_like(j + 1))


def _is_month(line: Line, i: int) -> bool:
    """True if what stands before makes a month of a word like `May`."""
    if line.word(i + 1) == "'s" or (line.caps[i + 1 : i + 2] == (True,) and not line.shouting):
        return False
    if line.word(i - 1) in ("and", "or") and line.kind(i - 2) == "month":
        return True
    mark = line.before(i - (line.word(i - 1) == "-"), "lead", "edge", "which")
    return mark is not None and (mark.entry.get("kind") != "lead" or bool(mark.entry.get("year")))


def _month_day(line: Line, j: int, month: int, day: int) -> Found:
    """The day at token j, perhaps a second one, and a year."""
    k = ordinal(line, j + 1)
    last = line.number(k + 1, day + 1, 31) if line.word(k) in _TO else None
    if last and (line.word(k) != "and" or not line.is_noun_like(k + 2)):
        k, year = year_after(line, ordinal(line, k + 2))
        return k, Between(Day(month, day, year), Day(month, last, year))
    k, year = year_after(line, k)
    return k, Day(month, day, year)


def _day(line: Line, i: int) -> Found:
    weak = line.is_weak(i) and not line.before(i, "lead")
    return None if weak else (line.after(i), Shift(int(line.get(i, "value")), "day"))


def _night(line: Line, i: int) -> Found:
    both = line.get(i, "value") == "both"
    weak = line.word(i) == "the" and not line.before(i, "lead")
    return None if weak else (line.after(i), Night(both))


def _season(line: Line, i: int) -> Found:
    """`summer 2014`, `the spring of 2014`."""
    k = i + 1 + (line.word(i + 1) == "of")
    year = year_at(line, k)
    return None if year is None else (k + 1, Season(int(line.get(i, "value")), year))


def _which(line: Line, i: int) -> Found:
    """`last week`, `this morning`, `that day`, `next Friday`, `past 24 hours`, `recent days`, `last November`."""
    which, j = line.get(i, "value"), line.after(i)
    kind = line.kind(j)
    if which == "some":
        return (j + 1, Unknown()) if kind == "unit" else None
    if kind == "part":
        return which_part(line, i, j)
    if line.word(i) == "following" and line.word(i - 1) not in ("the", "that", "this"):
        return None  # `following Wednesday's quake`: a preposition
    if kind in ("weekday", "month", "weekend", "season") and which in TURN:
        return _which_name(line, i, j, TURN[which])
    return which_unit(line, i, j)


def _which_name(line: Line, i: int, j: int, turn: int) -> Found:
    """Token j is a name of the calendar (`last November`, `this weekend`); one that counts from the told is unknown."""
    if line.is_weak(j) and not line.caps[j]:
        return None
    kind, value = line.kind(j), int(line.get(j, "value") or 0)
    if line.get(i, "weak"):
        return stop(line, j + 1), Unknown()
    if kind == "weekday":
        return _full_date(line, stop(line, j + 1)) or (stop(line, j + 1), Weekday(value, turn))
    if kind == "month":
        full = _month(line, j)
        if full and (not isinstance(full[1], Month) or full[1].year):
            return full
        return stop(line, j + 1), Month(value, turn=turn)
    return j + 1, Weekend(turn) if kind == "weekend" else Unknown()


def _the(line: Line, i: int) -> Found:
    """`the 30th of October`, `the past week`, `the same day`, `the weekend`, `the year`, `the 1990s`."""
    j, kind = i + 1, line.kind(i + 1)
    if kind == "same":
        return _same(line, j + 1)
    if kind == "unit":
        return _the_unit(line, i, j)
    if kind == "weekend":
        return j + 1, Weekend()
    if kind in ("which", "season", "weekday", "about", "count"):
        return read(line, j)
    decade = year_alone(line, j)
    return decade if decade and isinstance(decade[1], Decade) else digits(line, j)


def _same(line: Line, k: int) -> Found:
    """`the same day`, `the same evening`."""
    if line.kind(k) not in ("unit", "part"):
        return None
    return line.after(k), Later(0, line.get(k, "value") or "hour")


def _the_unit(line: Line, i: int, j: int) -> Found:
    """`the day before`, `the end of the year`."""
    unit = line.get(j, "value")
    if line.kind(j + 1) == "later":
        return j + 2, from_told(line, j + 1, 1, unit)
    return (j + 1, Shift(0, unit)) if unit in ("week", "month", "year") and line.before(i, "edge") else None


_READERS: Mapping[str, Callable[[Line, int], Found]] = MappingProxyType(
    {
        "weekday": _weekday,
        "month": _month,
        "day": _day,
        "night": _night,
        "which": _which,
        "season": _season,
        "unit": by_unit,
    }
)
