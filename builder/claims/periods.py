"""Which of a sentence's dates dates a claim."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from builder.mentions.date_shapes import NOTHING
from builder.mentions.dates import AS_OF, SINCE, UNTIL, DateMention, resolve
from builder.model import Basis, Period

Dated = tuple[str | None, Period, DateMention | None]


def period_for(
    dates: Sequence[DateMention], clause: tuple[int, int], at: int, anchor: date | None, carried: Period | None
) -> Dated:
    """Words, days and mention of the date of the claim that stands at token `at` in the clause (tokens i..j).

    The nearest date of the same clause; failing that, the one the sentence opens with; failing that, what the text
    before has established, which has no words here.
    """
    usable = [m for m in dates if not m.of_reporting and not m.total]
    here = [m for m in usable if clause[0] <= m.i and m.j <= clause[1]]
    opening = [m for m in usable if m.i <= _OPENS and m.j <= at]
    chosen = _nearest(here, at, anchor) or _nearest(opening, at, anchor)
    if chosen is None:
        return None, carried or NOTHING, None
    return chosen.text, resolve(chosen, anchor), chosen


_OPENS = 1
"""A date that begins at this token or before opens its sentence (a quotation mark may stand before it)."""


def true_as_of(period: Period, mention: DateMention | None, basis: Basis, anchor: date | None) -> Period:
    """The period of a claim of that basis: a running total or a state has an end, the day it is true of.

    With no date of its own that is the document's; a plain date (`on Sunday the toll reached 40`) is the day itself.
    """
    if basis is Basis.CUMULATIVE:
        if mention is None:
            return Period(period.start, anchor or period.end, period.precision)
        return period if mention.role in (SINCE, UNTIL, AS_OF) else Period(None, period.end, period.precision)
    if basis is Basis.STOCK:
        day = period.end if mention else anchor
        return Period(day, day, "day" if day else "unknown", day.isoformat() if day else None)
    return period


def _nearest(mentions: Sequence[DateMention], at: int, anchor: date | None) -> DateMention | None:
    """The nearest mention that can be laid on the calendar, else the nearest of the others."""

    def distance(m: DateMention) -> tuple[bool, int]:
        return resolve(m, anchor).end is None, m.i - at if m.i >= at else at - m.j

    return min(mentions, key=distance, default=None)
