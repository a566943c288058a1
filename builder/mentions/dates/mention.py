"""A date as it stands in a sentence, and the days it is."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from builder.mentions.dates.calendar import NOTHING, stretch
from builder.mentions.dates.shapes import End, Later, Shape
from builder.model import Period


class Role(StrEnum):
    """What a date does: `since Sunday` opens a period, `as of Sunday` closes one, `on Sunday` is one.

    vague   no calendar can place it, or it bounds nothing (`after the Oct. 7 attack`)
    """

    POINT = "point"
    SINCE = "since"
    UNTIL = "until"
    WINDOW = "window"
    AS_OF = "as_of"
    BETWEEN = "between"
    DURATION_AGO = "duration_ago"
    VAGUE = "vague"


class DateMention(Struct, frozen=True, gc=False):
    """Tokens i..j of a sentence say when; prepositions belong to them.

    shape         what the words say, not yet laid on the calendar
    of_reporting  True where the date tells when something was said, not when it happened
    total         True for `so far`, `to date`: no date of its own, but the sign of a running total
    opens         True where the sentence begins with it, so that it dates all that follows
    text          the words as printed
    """

    i: int
    j: int
    role: Role
    shape: Shape
    of_reporting: bool = False
    total: bool = False
    opens: bool = False
    text: str = ""


def resolve(mention: DateMention, anchor: date | None) -> Period:
    """The days a mention covers, seen from the day the text was published. What cannot be known stays None."""
    try:
        return _in_role(mention, mention.shape.period(anchor), anchor)
    except (ValueError, OverflowError):
        return NOTHING


def resolve_after(mention: DateMention, told: Period | None) -> Period:
    """The days of a mention that counts from what the text told last (`two days later`, `the same evening`)."""
    if told is None or not isinstance(mention.shape, Later):
        return NOTHING
    try:
        return mention.shape.after(told)
    except (ValueError, OverflowError):
        return NOTHING


def _in_role(mention: DateMention, period: Period, anchor: date | None) -> Period:
    if mention.role is Role.VAGUE:
        return NOTHING
    if mention.role is Role.SINCE:
        start = period.end if isinstance(mention.shape, End) else period.start
        if start is None:
            return NOTHING
        return stretch(start, anchor if anchor and anchor >= start else None, period.precision)
    if mention.role in (Role.UNTIL, Role.AS_OF):
        running = period.start and period.end and anchor and period.start <= anchor < period.end
        return stretch(None, anchor if running and mention.role is Role.AS_OF else period.end, period.precision)
    return period
