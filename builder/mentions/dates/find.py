"""Finding dates: the date proper (grammar.py), what belongs to it on both sides, and the role that gives it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from builder.language.lexicon import Match, load
from builder.mentions.dates.grammar import read, read_second
from builder.mentions.dates.line import Line, beginnings, may_begin, may_hold
from builder.mentions.dates.mention import DateMention, Role
from builder.mentions.dates.numerals import DASHES, Found, clock, year_alone
from builder.mentions.dates.reporting import is_of_reporting, opens_sentence
from builder.mentions.dates.shapes import (
    Between,
    Day,
    End,
    Later,
    Month,
    Night,
    OfYear,
    Shape,
    Unknown,
    Weekday,
    Window,
)
from builder.model import Sentence

_SINCE_WITHIN = 8
"""So many words may stand between `since` and its date (`since the siege of the town began in 2016`)."""
_AHEAD_WITHIN = 12
"""So far back a word like `will` is looked for."""
_LOOSE = frozenset({"the", "of", "/"})
"""Words that belong to a date if one of its prepositions stands before them."""
_BARE_JOINTS = frozenset({"to", "through"}) | DASHES
_JOINTS = {"between": frozenset({"and"}), "from": _BARE_JOINTS | {"until", "till"}}
_BEFORE_YEARS = frozenset({"the", "'s", "that", "during", "in", "a", "his", "her", "its", "their"})
_YEAR_SHIFT = {"last": -1, "this": 0, "next": 1}


def find_dates(sentence: Sentence, text: str) -> list[DateMention]:
    """All dates of a sentence, left to right, none overlapping."""
    if not may_hold(sentence.tokens.words):
        return []
    line = Line(sentence, load()["dates"])
    return [replace(m, text=sentence.span(m.i, m.j).of(text)) for m in _mentions(line)]


def _mentions(line: Line) -> Iterator[DateMention]:
    reached = floor = 0
    for i in beginnings().of(line.words):
        if i < reached:
            continue
        if line.kind(i) == "name":
            reached = floor = line.after(i)
        elif may_begin(line.words[i]) and (found := _mention(line, i, floor)):
            yield found
            reached = floor = found.j


def _mention(line: Line, i: int, floor: int) -> DateMention | None:
    """The date whose first word proper is token i; what belongs to it begins at token `floor` at the earliest."""
    if line.kind(i) == "total":
        return DateMention(i, line.after(i), Role.VAGUE, Unknown(), total=True)
    found = read(line, i) or _year(line, i) or _time(line, i)
    if not found or (line.kind(found[0]) == "namehead" and line.caps[found[0]]):
        return None
    end, shape = _of_year(line, *found)
    end = _tail(line, end)
    start, lead, shape = _lead(line, i, floor, shape)
    owner = lead == "from" and line.word(end) == "'s"  # "the toll from Sunday's quake"
    if owner or (_is_foreign(line, start, i, end, shape) and lead in (Role.POINT, Role.VAGUE)):
        start, lead = i, Role.POINT
    if joined := _joined(line, lead, end, shape):
        end, shape, lead = _tail(line, joined[0]), joined[1], "point"
    shape = _ahead(line, start, shape)
    return _in_role(line, start, end, _role(line, end, lead, shape), shape, floor)


def _in_role(line: Line, start: int, end: int, role: Role, shape: Shape, floor: int) -> DateMention:
    """The mention, with a `since` from further off, and words that tell what the date belongs to."""
    if role is Role.POINT and (since := _since(line, start, floor)) is not None:
        start, role = since, Role.SINCE
    if line.kind(end) == "onward" and role in (Role.POINT, Role.VAGUE) and not isinstance(shape, Unknown | Later):
        end, role = line.after(end), Role.SINCE
    told = role is Role.POINT and is_of_reporting(line, start, end)
    return DateMention(start, end, role, shape, told, opens=opens_sentence(line, start))


def _year(line: Line, i: int) -> Found:
    """A bare year: after its preposition, or as the subject of a clause (`2018 saw 40 deaths`)."""
    if len(line.word(i)) != 4 or not line.word(i).isdecimal():
        return None
    lead = line.before(i, "lead", "edge") or (line.before(i - 1, "edge") if line.word(i - 1) == "-" else None)
    if lead and (lead.entry.get("year") or lead.entry.get("kind") == "edge"):
        return year_alone(line, i)
    if _of_event(line, i):
        return year_alone(line, i)
    subject = line.is_verb(i + 1) and line.word(i - 1) in ("", ";", ",", ":", "but", "and", "while")
    return year_alone(line, i) if subject else None


def _of_event(line: Line, i: int) -> bool:
    """True for the year of `the fire of 1906`, `the 1906 earthquake`."""
    events = load()["events"]
    if line.word(i - 1) == "of":
        return any(m.j == i - 1 for k in range(max(i - 3, 0), i - 1) if (m := events.at(line.words, k)))
    found = events.at(line.words, i + 1) if i + 1 < len(line.words) else None
    return line.word(i - 1) in _BEFORE_YEARS and found is not None and found.form in ("one", "many", "")


def _time(line: Line, i: int) -> Found:
    """A time of day with no day of its own: that of what was told last."""
    end = clock(line, i)
    if end is None or not line.before(i, "lead", "edge", "about", "later"):
        return None
    k = end + (line.word(end) == ",")
    k = line.after(k) if line.kind(k) == "lead" else k
    return None if k < len(line.words) and read(line, k + (line.word(k) == "the")) else (end, Later(0, "hour"))


def _of_year(line: Line, j: int, shape: Shape) -> tuple[int, Shape]:
    """`March last year`, `5 May of this year`."""
    k = j + (line.word(j) == "of")
    if not isinstance(shape, Day | Month) or shape.year is not None or line.word(k + 1) != "year":
        return j, shape
    shift = _YEAR_SHIFT.get(line.word(k))
    return (j, shape) if shift is None else (k + 2, OfYear(shape, shift))


def _tail(line: Line, j: int) -> int:
    """`Wednesday afternoon`, `yesterday at dawn`, `Saturday 8:00 p.m.`"""
    k = j + (line.kind(j) == "lead" and line.get(j, "value") == Role.POINT)
    k += k > j and line.word(k) in ("the", "about", "around")
    if line.kind(k) == "part":
        return line.after(k)
    return clock(line, k) or j


def _lead(line: Line, i: int, floor: int, shape: Shape) -> tuple[int, str, Shape]:
    """Where the date begins with its prepositions, the role they give it, and the shape they make of it; `before dawn
    on Friday` is still Friday."""
    start, k, led, of_day = i, i, False, False
    while k > floor:
        mark = _leading(line, k)
        if mark and mark.i >= floor and not (led and start == k and mark.entry.get("kind") == "lead"):
            start = k = mark.i
            kind, value = mark.entry.get("kind"), mark.entry.get("value")
            if kind == "later" and of_day:
                return start, Role.POINT, shape
            of_day = kind == "part"
            shape, led = End(shape) if value == "end" else shape, kind == "lead"
            if kind == "later" and not mark.entry.get("weak"):
                return start, Role.VAGUE, shape
            if led and value != Role.POINT:
                return start, line.word(k) if value == Role.BETWEEN else value, shape
        elif (time := _clock_before(line, k, floor)) is not None:
            start, k, led, of_day = time, time, False, True
        elif line.word(k - 1) in _LOOSE or (line.word(k - 1) == "-" and line.before(k - 1, "edge")):
            k -= 1
        else:
            break
    follows = start > floor and line.word(start - 1) == "following"
    return start, Role.VAGUE if follows else Role.POINT, shape


def _leading(line: Line, k: int) -> Match | None:
    """A phrase before token k that belongs to a date there; `about` only to times (`at about 8 p.m.`)."""
    if line.get(k - 1, "value") == "near":
        return line.before(k, "about") if line.word(k)[:1].isdecimal() else None
    return line.before(k, "lead", "edge", "part") or line.before(k, "later")


def _is_foreign(line: Line, start: int, i: int, end: int, shape: Shape) -> bool:
    """True if the preposition is not the date's: `after Friday's vote`, `weighed in Friday`, `went on overnight`."""
    if line.word(end) == "'s" or isinstance(shape, Night):
        return line.word(i - 1) != "following"
    return isinstance(shape, Weekday) and start + 1 == i and line.word(start) == "in"


def _clock_before(line: Line, k: int, floor: int) -> int | None:
    """The token where a time of day begins that ends at token k."""
    return next((i for i in range(max(k - 7, floor), k) if clock(line, i) == k), None)


def _since(line: Line, start: int, floor: int) -> int | None:
    """The `since` of `since commencing work in 2016`, if nothing but its clause stands between."""
    for k in range(start - 1, max(start - _SINCE_WITHIN, floor) - 1, -1):
        if line.get(k, "value") == Role.SINCE:
            return k
        if not line.word(k).isalpha() and line.word(k) != "-":
            return None
    return None


def _ahead(line: Line, start: int, shape: Shape) -> Shape:
    """The shape as one to come, if the clause before token `start` speaks of what is still to come."""
    if not isinstance(shape, Day | Month | Weekday):
        return shape
    for k in range(start - 1, max(start - _AHEAD_WITHIN, 0) - 1, -1):
        if not (line.word(k)[:1].isalnum() or line.word(k) in ("-", "'s")):
            return shape
        if line.kind(k) == "ahead":
            return _to_come(shape)
    return shape


def _to_come(shape: Day | Month | Weekday) -> Shape:
    if isinstance(shape, Day):
        return replace(shape, ahead=True)
    return replace(shape, turn=shape.turn or (1 if isinstance(shape, Month) else 2))


def _role(line: Line, end: int, lead: str, shape: Shape) -> Role:
    if isinstance(shape, Unknown | Later):
        return Role.VAGUE
    if lead in _JOINTS:
        return Role.BETWEEN if isinstance(shape, Between) else Role.VAGUE
    if lead != Role.POINT:
        return Role(lead)
    if line.kind(end - 1) == "ago":
        return Role.DURATION_AGO
    if isinstance(shape, Window):
        return Role.WINDOW
    return Role.BETWEEN if isinstance(shape, Between) else Role.POINT


def _joined(line: Line, lead: str, end: int, shape: Shape) -> Found:
    """The second half of `between X and Y`, `from X to Y`, `Sept. 27 - Oct. 9`."""
    if line.word(end) not in _JOINTS.get(lead, _BARE_JOINTS) or end + 1 >= len(line.words):
        return None
    second = read_second(line, end + 1 + (line.word(end + 1) == "the"))
    if second is None or isinstance(second[1], Unknown | Later):
        return None
    alike = isinstance(shape, Day | Month) and isinstance(second[1], Day | Month)
    return (second[0], Between(shape, second[1])) if lead in _JOINTS or alike else None
