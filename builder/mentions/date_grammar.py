"""The grammar of dates: from token i on, how far does a date reach and what does it say? Words come from the lexicon.

Every reader takes a line and a token and gives the token after the date and its shape, or None. Prepositions and
what else stands to the left of a date are none of its business (see dates.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from builder.language.lexicon import Match, Phrases
from builder.language.tokens import words_of
from builder.mentions.date_shapes import (
    Between,
    Day,
    Month,
    Night,
    Season,
    Shape,
    Shift,
    Unknown,
    Weekday,
    Weekend,
    Window,
    Year,
)
from builder.model import Sentence

Found = tuple[int, Shape] | None
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_TURN = MappingProxyType({"last": -1, "past": -1, "this": 0, "next": 1})
_YEARS = range(1800, 2100)
_STARTS = frozenset({"month", "weekday", "day", "night", "which", "season", "ago", "later", "total", "weekend", "unit"})


class Line:
    """One sentence as the grammar sees it: its words, and for each token the lexicon phrase that begins there."""

    __slots__ = ("caps", "glued", "marks", "shouting", "words")

    def __init__(self, sentence: Sentence, phrases: Phrases) -> None:
        tokens = sentence.tokens
        self.words = tokens.words
        self.caps = tokens.caps
        self.glued = tokens.glued
        self.shouting = sentence.shouting
        self.marks: tuple[Match | None, ...] = tuple(phrases.at(self.words, i) for i in range(len(self.words)))

    def word(self, i: int) -> str:
        return self.words[i] if 0 <= i < len(self.words) else ""

    def get(self, i: int, feature: str) -> str:
        mark = self.marks[i] if 0 <= i < len(self.marks) else None
        return mark.entry.get(feature) if mark else ""

    def kind(self, i: int) -> str:
        return self.get(i, "kind")

    def after(self, i: int) -> int:
        mark = self.marks[i]
        return mark.j if mark else i + 1

    def before(self, j: int, kind: str) -> Match | None:
        """The phrase of that kind that ends at token j."""
        for i in range(j - 1, max(j - 5, -1), -1):
            mark = self.marks[i]
            if mark and mark.j == j and mark.entry.get("kind") == kind:
                return mark
        return None

    def number(self, i: int, low: int, high: int) -> int | None:
        """A plain whole number in low..high at token i."""
        word = self.word(i)
        return int(word) if word.isdecimal() and word.isascii() and len(word) < 5 and low <= int(word) <= high else None


def may_hold(words: tuple[str, ...], phrases: Phrases) -> bool:
    """True if a date can stand among these words; most sentences of a text stop here."""
    first = _first_words(phrases)
    if not first.isdisjoint(words):
        return True
    return any(len(w) == 4 and w.isdecimal() for w in words)


@cache
def _first_words(phrases: Phrases) -> frozenset[str]:
    entries = (e for e in phrases.entries if e.get("kind") in _STARTS)
    return frozenset(words_of(phrase)[0] for e in entries for phrase in e.words)


def read(line: Line, i: int) -> Found:
    """The longest date that begins at token i."""
    kind = line.kind(i)
    if kind in _READERS:
        return _READERS[kind](line, i)
    if line.word(i) == "the":
        return _the(line, i)
    return _digits(line, i) if line.words[i][0].isdigit() else None


def _weekday(line: Line, i: int) -> Found:
    j, n = i + 1, int(line.get(i, "value"))
    weak = bool(line.get(i, "weak"))
    if weak and line.word(j) == "." and line.glued(j):
        j += 1
    k = line.after(j) if line.kind(j) == "part" else j
    k += line.word(k) in (",", "(")
    k += line.word(k) == "the"
    full = _month(line, k) if line.kind(k) == "month" else _digits(line, k)
    if full and isinstance(full[1], Day):
        closes = line.word(k - 1) == "(" and line.word(full[0]) == ")"
        return full[0] + closes, full[1]
    if weak and not (line.caps[i] and line.before(i, "lead")):
        return None
    return j, Weekday(n)


def _month(line: Line, i: int) -> Found:
    month, j = int(line.get(i, "value")), i + 1
    if line.get(i, "weak") and not line.caps[i]:
        return None
    if line.word(j) == "." and line.glued(j):
        j += 1
    day = line.number(j, 1, 31)
    if day is not None:
        return _day_after_month(line, j, month, day)
    j, year = _year(line, j)
    if year is None and line.get(i, "weak") and not _leads_month(line, i):
        return None
    return j, Month(month, year)


def _day_after_month(line: Line, j: int, month: int, day: int) -> Found:
    """`Oct. 9th, 2020`, `September 27-29`, `May 3 and 4`; token j is the day."""
    j += 1 + (line.word(j + 1) in _ORDINAL and line.glued(j + 1))
    last = None
    if line.word(j) in ("-", "–", "to", "and", "through", "&"):
        last = line.number(j + 1, day + 1, 31)
        closes = line.word(j) == "-" or line.kind(j + 2) != "unit"
        j = j + 2 if last and closes else j
        last = last if closes else None
        j += bool(last) and line.word(j) in _ORDINAL and line.glued(j)
    j, year = _year(line, j)
    first = Day(month, day, year)
    return j, Between(first, Day(month, last, year)) if last else first


def _year(line: Line, j: int) -> tuple[int, int | None]:
    """An optional year after a day or month: `2019`, `, 2019`, `of 2019`, `of this year`, `89`, `'89`."""
    k = j + (line.word(j) in (",", "of"))
    year = line.number(k, _YEARS.start, _YEARS.stop - 1)
    if year is not None and len(line.word(k)) == 4:
        return k + 1, year
    if line.word(j) == "'" and len(line.word(j + 1)) == 2 and line.number(j + 1, 0, 99) is not None:
        return j + 2, int(line.word(j + 1))
    two = line.number(j, 0, 99)
    ends = not line.word(j + 1)[:1].isalnum()
    if two is not None and len(line.word(j)) == 2 and ends and line.shouting:
        return j + 1, two
    return j, None


def _leads_month(line: Line, i: int) -> bool:
    """True if what stands before token i makes a month of a word like `May`."""
    back = i - 1 - (line.word(i - 1) == "-")
    return any(
        line.before(i, kind) or line.before(back + 1, kind) for kind in ("lead", "edge", "which")
    ) or line.word(i - 1) in ("of", "from", "between")


def _digits(line: Line, i: int) -> Found:
    """`26 May 1989`, `30th of October`, `2020-10-09`, `13/9/2020`; a year alone is left to its preposition."""
    word = line.word(i)
    if not word.isdecimal() or len(word) > 4:
        return None
    if line.word(i + 1) in ("-", "/") and line.word(i + 3) == line.word(i + 1):
        return _numeric(line, i)
    day = line.number(i, 1, 31)
    if day is None:
        return None
    j = i + 1 + (line.word(i + 1) in _ORDINAL and line.glued(i + 1))
    ordinal = j > i + 1
    if line.word(j) in ("-", "–", "to", "and") and not ordinal:
        return _days_before_month(line, i, j, day)
    j += line.word(j) == "of" and ordinal
    if line.kind(j) != "month" or (line.get(j, "weak") and not _month_follows(line, i, j)):
        return None
    return _day_before_month(line, j, day)


def _day_before_month(line: Line, j: int, day: int) -> Found:
    month = int(line.get(j, "value"))
    k = j + 1 + (line.word(j + 1) == "." and line.glued(j + 1))
    k, year = _year(line, k)
    return k, Day(month, day, year)


def _days_before_month(line: Line, i: int, j: int, day: int) -> Found:
    last = line.number(j + 1, day + 1, 31)
    if last is None or line.kind(j + 2) != "month":
        return None
    if line.get(j + 2, "weak") and not _month_follows(line, i, j + 2):
        return None
    found = _day_before_month(line, j + 2, last)
    if found is None or not isinstance(found[1], Day):
        return None
    return found[0], Between(Day(found[1].month, day, found[1].year), found[1])


def _month_follows(line: Line, i: int, j: int) -> bool:
    """True if `12 May` at tokens i, j is a day and not twelve who may."""
    if not line.caps[j]:
        return False
    if not line.shouting:
        return True
    opens = line.word(i - 1) in ("", "the", ",", "from", "of", "(") or line.before(i, "lead")
    return bool(opens) or _year(line, j + 1)[1] is not None


def _numeric(line: Line, i: int) -> Found:
    """`2020-10-09`, `13/9/2020`; `10/9/2020` may be two days and is none."""
    a, b, c = (line.number(k, 1, 9999) for k in (i, i + 2, i + 4))
    if a is None or b is None or c is None or not all(line.glued(k) for k in range(i + 1, i + 5)):
        return None
    if len(line.word(i)) == 4 and a in _YEARS and b <= 12 and c <= 31:
        return i + 5, Day(b, c, a)
    if len(line.word(i + 4)) != 4 or c not in _YEARS or ((a > 12) == (b > 12) and a != b):
        return None
    day, month = (a, b) if a > 12 else (b, a)
    return (i + 5, Day(month, day, c)) if day <= 31 and month <= 12 else None


def year_alone(line: Line, i: int) -> Found:
    """`2014`, said by a preposition or its like to be a year; `the 1990s` are none."""
    if len(line.word(i)) != 4 or (year := line.number(i, _YEARS.start, _YEARS.stop - 1)) is None:
        return None
    stuck = line.word(i + 1) in ("s", "'s", "%", "°") or (line.word(i + 1) == "-" and line.glued(i + 1))
    return None if stuck else (i + 1, Year(year))


def _which(line: Line, i: int) -> Found:
    """`last week`, `this morning`, `next Friday`, `past 24 hours`, `recent days`."""
    which, j = line.get(i, "value"), line.after(i)
    kind = line.kind(j)
    if which == "some":
        return (j + 1, Unknown()) if kind == "unit" else None
    turn = _TURN[which]
    if kind == "weekday" and not line.get(j, "weak"):
        return j + 1, Weekday(int(line.get(j, "value")), turn)
    if kind == "month" and (line.caps[j] or not line.get(j, "weak")):
        return j + 1, Month(int(line.get(j, "value")), before=turn < 0) if turn <= 0 else Unknown()
    if kind == "part" and which == "this":
        return line.after(j), Shift(0, "day")
    if kind == "weekend":
        return j + 1, Weekend(turn)
    if kind == "season":
        return j + 1, Unknown()
    return _which_unit(line, i, j, which)


def _which_unit(line: Line, i: int, j: int, which: str) -> Found:
    n, k = _count(line, j)
    if k > j and line.kind(k) == "unit":
        backward = which in ("last", "past")
        return k + 1, Window(n, line.get(k, "value")) if n and backward else Unknown()
    if line.kind(j) != "unit":
        return None
    unit, word = line.get(j, "value"), line.word(i)
    if which == "past" or (word == "last" and unit == "hour"):
        return j + 1, Unknown() if line.word(j).endswith("s") or unit == "hour" else Window(1, unit)
    if word in ("last", "next", "this") and not line.word(j).endswith("s"):
        return (j + 1, Shift(_TURN[which], unit)) if unit not in ("hour", "day") else (j + 1, Unknown())
    return j + 1, Unknown()


def _count(line: Line, j: int) -> tuple[int, int]:
    """A count at token j and the token after it; 0 for `several`, and (0, j) for none."""
    if line.kind(j) == "count":
        value = line.get(j, "value")
        return (0 if value == "some" else int(value)), line.after(j)
    n = line.number(j, 1, 999)
    return (n, j + 1) if n is not None else (0, j)


def counted(line: Line, i: int) -> Found:
    """`two days ago`, `a week later`, `three months after`: a count, a unit and what turns them into a time."""
    n, j = _count(line, i)
    if j == i or line.kind(j) != "unit":
        return None
    unit, k = line.get(j, "value"), j + 1
    if line.kind(k) == "ago":
        return k + 1, Shift(-n, unit) if n and unit != "hour" else Unknown()
    if line.kind(k) == "later":
        return k + 1, Unknown()
    return None


def _the(line: Line, i: int) -> Found:
    """`the 30th of October`, `the past week`, `the same day`, `the weekend`, `the year`."""
    j, kind = i + 1, line.kind(i + 1)
    if kind == "same":
        k = j + 1
        return (line.after(k), Unknown()) if line.kind(k) in ("unit", "part", "weekday", "month") else None
    if kind == "which":
        found = _which(line, j)
        vague = found and line.word(j) not in ("last", "past")
        return (found[0], Unknown()) if found and vague else found
    if kind == "unit" and line.kind(j + 1) == "later":
        return j + 2, Unknown()
    if kind == "unit" and line.get(j, "value") in ("week", "month", "year") and line.before(i, "edge"):
        return j + 1, Shift(0, line.get(j, "value"))
    if kind == "weekend":
        return j + 1, Weekend()
    if kind == "season":
        return _season(line, j)
    return _digits(line, j)


def _season(line: Line, i: int) -> Found:
    k = i + 1 + (line.word(i + 1) == "of")
    found = year_alone(line, k)
    if found is None or not isinstance(found[1], Year):
        return None
    return found[0], Season(int(line.get(i, "value")), found[1].year)


def _day(line: Line, i: int) -> Found:
    return line.after(i), Shift(int(line.get(i, "value")), "day")


def _night(line: Line, i: int) -> Found:
    return line.after(i), Night(both=line.after(i) == i + 1)


_READERS: Mapping[str, Callable[[Line, int], Found]] = MappingProxyType(
    {
        "weekday": _weekday,
        "month": _month,
        "day": _day,
        "night": _night,
        "which": _which,
        "season": _season,
        "count": counted,
    }
)
