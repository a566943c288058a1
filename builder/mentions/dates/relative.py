"""Times told by their distance: from the day of the text (`two weeks ago`, `last month`, `past 24 hours`) or from what
the text told last (`two days later`, `the previous day`, `that evening`)."""

from __future__ import annotations

from types import MappingProxyType

from builder.mentions.dates.line import Line
from builder.mentions.dates.numerals import Found
from builder.mentions.dates.shapes import Later, Shape, Shift, Unknown, Window

TURN = MappingProxyType({"last": -1, "past": -1, "this": 0, "next": 1})
_SAME_DAY = 6
"""So many hours later it is taken to be the same day still."""
_HOURS = frozenset({"minute", "hour"})


def by_unit(line: Line, i: int) -> Found:
    """`hours later`, `days after`, `weeks ago`: nobody says how many."""
    j = line.after(i)
    if not line.word(j - 1).endswith("s") or line.kind(j) not in ("ago", "later"):
        return None
    stays = line.get(i, "value") in _HOURS and line.kind(j) == "later"
    return line.after(j), from_told(line, j, 0, "hour") if stays else Unknown()


def by_count(line: Line, i: int) -> Found:
    """`two days ago`, `about a week later`, `more than three months after`: what turns a count into a time."""
    off, start = False, i
    while line.kind(i) == "about":
        off, i = off or line.get(i, "value") == "off", line.after(i)
    n, j = line.count(i)
    if (j == i and i == start) or line.kind(j) != "unit" or line.kind(j + 1) not in ("ago", "later"):
        return None
    unit, k = line.get(j, "value"), j + 1
    if not n or (off and unit not in _HOURS) or (unit == "hour" and n > _SAME_DAY):
        return line.after(k), Unknown()
    if line.kind(k) == "ago":
        return k + 1, Shift(-n, unit)
    return line.after(k), from_told(line, k, 0 if unit in _HOURS else n, unit)


def from_told(line: Line, k: int, n: int, unit: str) -> Shape:
    """`later` counts from what was told last, and so does `after` with nothing behind it; `after the vote` does not."""
    counts = line.is_weak(k) or not line.word(line.after(k))[:1].isalnum()
    return Later(n * int(line.get(k, "value")), unit) if counts else Unknown()


def which_part(line: Line, i: int, j: int) -> Found:
    """`this morning`, `that evening`."""
    if line.word(i) not in ("this", "that"):
        return None
    return line.after(j), Shift(0, "day") if line.word(i) == "this" else Later(0, "hour")


def which_unit(line: Line, i: int, j: int) -> Found:
    """`last week`, `this year`, `that day`, `the following month`, `past 24 hours`; token j is after the first word."""
    which = line.get(i, "value")
    if which in ("last", "past", "next") and (counted := _which_count(line, j, which)):
        return counted
    if line.kind(j) != "unit":
        return None
    unit, many = line.get(j, "value"), line.word(j).endswith("s")
    if which == "that":
        return None if many else (j + 1, Later(0, unit))
    if unit in _HOURS:
        return j + 1, Shift(0, "day") if many and which in ("past", "last") else Unknown()
    if many:
        return j + 1, Unknown()
    return j + 1, _one_unit(line, i, unit)


def _one_unit(line: Line, i: int, unit: str) -> Shape:
    """`last year` is one of the calendar, `the last year` twelve months up to now; `the next day` follows the told."""
    which, the = line.get(i, "value"), line.word(i - 1) == "the"
    told = bool(line.get(i, "weak")) or (the and which == "next")
    if told:
        return Later(TURN[which], unit) if the else Unknown()
    if which == "past" or (which == "last" and the):
        return Window(1, unit)
    return Unknown() if unit == "day" and which != "this" else Shift(TURN[which], unit)


def _which_count(line: Line, j: int, which: str) -> Found:
    """`past 24 hours`, `last 24-hour`, `last few days`, `last couple of weeks`."""
    n, k = line.count(j)
    k += k > j and line.word(k) == "-"
    if k == j or line.kind(k) != "unit":
        return None
    unit = line.get(k, "value")
    if which == "next" or (not n and unit not in _HOURS):
        return k + 1, Unknown()
    return k + 1, Window(n, unit) if n else Shift(0, "day")
