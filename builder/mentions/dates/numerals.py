"""Dates written in digits: `26 May 1989`, `30th of October`, `2020-10-09`, `in 2014`, `8:30 p.m.`

Every reader takes a line and a token and gives the token after the date and its shape, or None.
"""

from __future__ import annotations

from builder.mentions.dates.line import Line
from builder.mentions.dates.shapes import Between, Day, Decade, Shape, Year

Found = tuple[int, Shape] | None
DASHES = frozenset({"-", "–", "—"})
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_RANGE = frozenset({"-", "–", "to", "and", "through", "&", "/"})
_OPENS_DAY = frozenset({"", "the", ",", "from", "of", "(", "between", "-", "–", "and", "/", ";"})
_ZONES = frozenset({"gmt", "utc", "edt", "est", "hrs", "hours"})
_YEARS = range(1800, 2100)


def digits(line: Line, i: int) -> Found:
    """A day of a month that begins with its number; a year alone is left to its preposition."""
    if line.word(i + 1) in ("-", "/") and line.word(i + 3) == line.word(i + 1):
        return _numeric(line, i)
    day = line.number(i, 1, 31)
    if day is None:
        return None
    j = ordinal(line, i + 1)
    if line.word(j) in _RANGE:
        return _days(line, i, j, day)
    if j > i + 1:
        j += line.word(j) == "of"
    return _day(line, i, j, day)


def ordinal(line: Line, j: int) -> int:
    """The token after `th`, if it is stuck to the number before token j."""
    return j + (line.word(j) in _ORDINAL and line.glued(j))


def stop(line: Line, j: int) -> int:
    """The token after the full stop of an abbreviation that ends at token j."""
    return j + (line.word(j) == "." and line.glued(j) and line.is_short(j - 1))


def year_after(line: Line, j: int) -> tuple[int, int | None]:
    """An optional year after a day or month: `2019`, `, 2019`, `of 2019`, `89`, `'89`."""
    k = j + (line.word(j) in (",", "of"))
    if (year := year_at(line, k)) is not None:
        return k + 1, year
    quoted = line.word(j) == "'"
    two = line.number(j + quoted, 0, 99)
    if two is None or len(line.word(j + quoted)) != 2:
        return j, None
    k = j + quoted + 1
    closes = line.shouting or line.word(k) in ("(", ")", "[", "]")
    return (k, two) if quoted or (closes and not line.word(k)[:1].isalnum()) else (j, None)


def year_at(line: Line, k: int) -> int | None:
    """A year of four digits. A round number with a noun after it (`in 2000 homes`) counts things."""
    year = line.number(k, _YEARS.start, _YEARS.stop - 1)
    if year is None or len(line.word(k)) != 4:
        return None
    return None if (year % 50 == 0 or year < 1900) and line.is_noun_like(k + 1) else year


def year_alone(line: Line, i: int) -> Found:
    """`2014`, `2014-15`, `1990s`, where what stands before has said that it is a year."""
    year, j = year_at(line, i), i + 1
    if year is None:
        return None
    if line.word(j) in ("s", "'s") and line.glued(j):
        return (j + 1, Decade(year)) if year % 10 == 0 and line.word(j) == "s" else (j, Year(year))
    if line.word(j) in DASHES and line.glued(j) and line.glued(j + 1):
        last = line.number(j + 1, 0, _YEARS.stop - 1)
        last = year - year % 100 + last if last is not None and len(line.word(j + 1)) == 2 else last
        return (j + 2, Between(Year(year), Year(last))) if last is not None and year < last < year + 99 else None
    return None if line.word(j) in ("%", "°", ":") else (j, Year(year))


def clock(line: Line, i: int) -> int | None:
    """The token after a time of day: `8 p.m.`, `6:28 AM`, `14:30`, `1430 GMT`, `6.28 am local time`."""
    if not line.word(i)[:1].isdecimal():
        return None
    j, minutes = i + 1, False
    if line.word(j) == ":" and line.number(j + 1, 0, 59) is not None and line.glued(j) and line.glued(j + 1):
        j, minutes = j + 2, True
    k = _half_day(line, j)
    zone = _zone(line, k)
    return zone if minutes or k > j or (zone > k and len(line.word(i)) == 4) else None


def _half_day(line: Line, j: int) -> int:
    word = line.word(j)
    if word in ("am", "pm", "a.m.", "p.m."):
        return j + 1
    if word in ("a", "p") and line.words[j + 1 : j + 3] == (".", "m") and line.glued(j + 1):
        return j + 3 + (line.word(j + 3) == ".")
    return j


def _zone(line: Line, k: int) -> int:
    """`GMT`, `local time`, `(1830 GMT)`."""
    if line.word(k) == "(" and line.word(k + 2) in _ZONES and line.word(k + 3) == ")":
        return k + 4
    if line.word(k + 1) == "time" and line.word(k).isalpha():
        return k + 2
    return k + (line.word(k) in _ZONES)


def _numeric(line: Line, i: int) -> Found:
    """`2020-10-09`, `13/9/2020`; `10/9/2020` may be two days and is none."""
    a, b, c = (line.number(k, 1, 9999) for k in (i, i + 2, i + 4))
    if a is None or b is None or c is None or not all(line.glued(k) for k in range(i + 1, i + 5)):
        return None
    if len(line.word(i)) == 4:
        return (i + 5, Day(b, c, a)) if a in _YEARS and b <= 12 and c <= 31 else None
    if len(line.word(i + 4)) != 4 or c not in _YEARS or (a <= 12 and b <= 12 and a != b):
        return None
    day, month = (a, b) if a > 12 else (b, a)
    return (i + 5, Day(month, day, c)) if day <= 31 and month <= 12 else None


def _days(line: Line, i: int, j: int, day: int) -> Found:
    """`10 to 12 December`, `1-5 May 2020`."""
    last = line.number(j + 1, day + 1, 31)
    found = _day(line, i, ordinal(line, j + 2), last) if last else None
    if found is None or not isinstance(found[1], Day):
        return None
    return found[0], Between(Day(found[1].month, day, found[1].year), found[1])


def _day(line: Line, i: int, j: int, day: int) -> Found:
    """The month at token j, and a year; the date begins at token i."""
    if line.kind(j) != "month" or not _is_month(line, i, j):
        return None
    k, year = year_after(line, stop(line, j + 1))
    return k, Day(int(line.get(j, "value")), day, year)


def _is_month(line: Line, i: int, j: int) -> bool:
    """True if `12 May` at tokens i, j is a day and not twelve who may."""
    if not line.is_weak(j) or (line.caps[j] and not line.shouting):
        return True
    if not line.caps[j] or line.get(j, "weak") != "verb":
        return line.caps[j]
    opens = line.word(i - 1) in _OPENS_DAY or line.before(i, "lead") or not line.word(j + 1)[:1].isalnum()
    return bool(opens) or year_after(line, stop(line, j + 1))[1] is not None
