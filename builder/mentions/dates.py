"""Dates in running text: where they stand, what role they play, and which days they are.

`find_dates` reads one sentence, `resolve` lays a mention on the calendar, `dateline` reads the head of a text. The
machine's clock is never asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import regex

from builder.language.lexicon import load
from builder.mentions.date_grammar import Found, Line, counted, may_hold, read, year_alone
from builder.mentions.date_shapes import NOTHING, Between, Day, End, Shape, Unknown, Window, stretch
from builder.model import Period, Sentence

POINT, SINCE, UNTIL, AS_OF = "point", "since", "until", "as_of"
WINDOW, BETWEEN, AGO, VAGUE = "window", "between", "duration_ago", "vague"

_HEAD = 8
"""So many sentences of a text may stand before its dateline: title, byline, menu lines."""
_DATELINE = regex.compile(
    r"""
    (?:\[[^\]\n]*\]\s*)*                                          # [Text]
    (?P<place>\p{Lu}[\p{L}.'’-]*(?:[ ,]+\p{Lu}[\p{L}.'’-]*){0,4})   # SAN SALVADOR, El Salvador
    (?P<rest>,?\s+(?=[\d\p{Lu}(])[\w.,' ]{0,30}?)?
    (?P<agency>\s*\([^)\n]{2,40}\))?
    \s*(?:—|–|--|-\s)\s*
    """,
    regex.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """Tokens i..j of a sentence say when; the preposition belongs to them.

    role          point | since | until | window | as_of | between | duration_ago | vague
    shape         what the words say, not yet laid on the calendar
    of_reporting  True where the date tells when something was said, not when it happened
    text          the words as printed
    total         True for `so far`, `to date`: no date of its own, but the sign of a running total
    """

    i: int
    j: int
    role: str
    shape: Shape
    of_reporting: bool = False
    total: bool = False
    text: str = ""


def find_dates(sentence: Sentence, text: str) -> list[DateMention]:
    """All dates of a sentence, left to right, none overlapping."""
    phrases = load()["dates"]
    if not may_hold(sentence.tokens.words, phrases):
        return []
    line = Line(sentence, phrases)
    found: list[DateMention] = []
    i = 0
    while i < len(line.words):
        mention = _mention(line, i, found[-1].j if found else 0)
        if mention:
            found.append(replace(mention, text=sentence.span(mention.i, mention.j).of(text)))
        i = mention.j if mention else i + 1
    return found


def resolve(mention: DateMention, anchor: date | None) -> Period:
    """The days a mention covers, seen from the day the text was published. What cannot be known stays None."""
    try:
        period = mention.shape.period(anchor)
        return _in_role(mention, period, anchor)
    except (ValueError, OverflowError):
        return NOTHING


def dateline(sentences: Sequence[Sentence], text: str) -> tuple[date | None, str | None]:
    """Day and place of a dateline (`LA PAZ, 26 May 89 (Agency) --`), or of a line that is a date and no more.

    Serves as the anchor where nothing else tells when a text was published; a day without a year is none.
    """
    day: date | None = None
    for sentence in sentences[:_HEAD]:
        place = _place(sentence, text)
        day = day or _head_date(sentence, text, place is not None)
        if place:
            return day, place
    return day, None


def _place(sentence: Sentence, text: str) -> str | None:
    """The place a sentence opens with, if a dash closes the dateline: `MOSCOW —`, `GENEVA (Agency) --`."""
    found = _DATELINE.match(text, sentence.start, sentence.end)
    if not found or not (found["rest"] or found["agency"] or found["place"].isupper()):
        return None
    return str(found["place"])


def _head_date(sentence: Sentence, text: str, opens: bool) -> date | None:
    """The full date of a dateline or of a line that holds nothing else of weight."""
    for mention in find_dates(sentence, text):
        alone = mention.j - mention.i >= len(sentence.tokens) - 2
        if isinstance(mention.shape, Day) and mention.shape.year is not None and (alone or (opens and mention.j < 14)):
            return resolve(mention, None).start
    return None


def _in_role(mention: DateMention, period: Period, anchor: date | None) -> Period:
    if mention.role == SINCE:
        start = period.end if isinstance(mention.shape, End) else period.start
        if start is None:
            return NOTHING
        end = anchor if anchor and anchor >= start else None
        return stretch(start, end, period.precision)
    if mention.role in (UNTIL, AS_OF):
        end = min(period.end, anchor) if period.end and anchor and mention.role == AS_OF else period.end
        return stretch(None, end, period.precision)
    return period


def _mention(line: Line, i: int, floor: int) -> DateMention | None:
    """The date whose first word proper is token i, with what belongs to it on both sides."""
    if line.kind(i) == "total":
        return DateMention(i, line.after(i), VAGUE, Unknown(), total=True)
    found = read(line, i) or counted(line, i) or _year(line, i)
    if not found:
        return None
    end, shape = found
    end = _tail(line, end)
    start, role, shape = _lead(line, i, floor, shape)
    joined = _joined(line, start, end, shape)
    if joined:
        return DateMention(start, joined[0], BETWEEN, joined[1], _reported(line, start, joined[0]))
    return DateMention(start, end, _role(line, end, role, shape), shape, _reported(line, start, end))


def _year(line: Line, i: int) -> Found:
    before = line.before(i, "lead") or line.before(i, "edge")
    return year_alone(line, i) if before or line.word(i - 1) in ("from", "between", "of") else None


def _tail(line: Line, j: int) -> int:
    """`Wednesday afternoon`, `yesterday at dawn`."""
    if line.kind(j) == "part":
        return line.after(j)
    if line.kind(j) == "lead" and line.get(j, "value") == POINT and line.kind(j + 1) == "part":
        return line.after(j + 1)
    return j


def _lead(line: Line, i: int, floor: int, shape: Shape) -> tuple[int, str, Shape]:
    """Where the date begins with its prepositions, the role they give it, and the shape they make of it."""
    start, role, k = i, POINT, i
    while k > floor:
        mark = next((m for kind in ("lead", "edge", "part") if (m := line.before(k, kind))), None)
        if mark and mark.i >= floor:
            start = k = mark.i
            kind, value = mark.entry.get("kind"), mark.entry.get("value")
            role = value if kind == "lead" and role == POINT else role
            shape = End(shape) if value == "end" else shape
        elif line.word(k - 1) in ("the", "of", "-", "very", "from", "between"):
            k -= 1
            if line.word(k) in ("from", "between"):
                return k, "from", shape
        else:
            break
    return start, role, shape


def _role(line: Line, end: int, role: str, shape: Shape) -> str:
    if role == "from":
        return VAGUE
    if line.kind(end - 1) == "ago":
        return AGO
    if isinstance(shape, Unknown):
        return VAGUE
    if isinstance(shape, Window) and role == POINT:
        return WINDOW
    return BETWEEN if isinstance(shape, Between) and role == POINT else role


def _joined(line: Line, start: int, end: int, shape: Shape) -> Found:
    """The second half of `between X and Y`, `from X to Y`."""
    opener = line.word(start)
    joints = {"between": ("and",), "from": ("to", "until", "till", "through", "-", "–")}.get(opener, ())
    if line.word(end) not in joints:
        return None
    second = read(line, end + 1) or year_alone(line, end + 1)
    return (second[0], Between(shape, second[1])) if second else None


def _reported(line: Line, i: int, j: int) -> bool:
    """True if the date stands right by a reporting verb, or by the noun of one (`in a statement on Monday`)."""
    return bool(line.before(i, "report") or line.before(i, "statement"))
