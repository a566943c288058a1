"""Which of a sentence's dates dates a claim, and what a running total makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from builder.mentions.dates import DateMention, Role, resolve, resolve_after
from builder.mentions.dates.calendar import NOTHING, stretch
from builder.model import Basis, Period

Dated = tuple[str | None, Period, DateMention | None]

_BACK = 2
"""A date before a number must be nearer by so many words than one after it: the date of a clause tends to end it."""


def period_for(
    dates: Sequence[DateMention],
    clause: tuple[int, int],
    at: int,
    anchor: date | None,
    carried: Period | None,
    basis: Basis | None = None,
) -> Dated:
    """Words, days and mention of the date of the claim that stands at token `at` in the clause (tokens i..j).

    The nearest date of the same clause; failing that, the one the sentence opens with; failing that, what the text
    before has established, which has no words here. The day on which something was said is none of these, except
    for a total or a state: that is true of the day it was told.
    """
    happened = [m for m in dates if not m.of_reporting and not m.total]
    told = [m for m in dates if m.of_reporting] if basis in (Basis.CUMULATIVE, Basis.STOCK) else []
    for usable in (happened, told):
        here = [m for m in usable if clause[0] <= m.i and m.j <= clause[1]]
        chosen = _nearest(here, at, anchor, carried) or _nearest([m for m in usable if m.opens], at, anchor, carried)
        if chosen:
            return chosen.text, _days(chosen, anchor, carried), chosen
    return None, carried or NOTHING, None


def true_as_of(
    period: Period,
    mention: DateMention | None,
    basis: Basis,
    anchor: date | None,
    event: Period | None = None,
) -> Period:
    """The period of a claim of that basis: a running total or a state has an end, the day it is true of.

    With no date of its own that is the document's; a plain date (`on Sunday the toll reached 40`) is the day itself.
    A total begins where its words say so, else with the event it counts, if the caller knows that and gives it.
    """
    if basis is Basis.CUMULATIVE:
        begin = event.start if event else None
        if mention is None:
            return _span(period.start or begin, anchor or period.end, period.precision)
        if mention.role in (Role.SINCE, Role.WINDOW, Role.BETWEEN):
            return period
        return _span(begin, period.end, period.precision)
    if basis is Basis.STOCK:
        day = period.end if mention else anchor
        return _span(day, day, "day")
    return period


def _span(start: date | None, end: date | None, precision: str) -> Period:
    return stretch(None if start and end and start > end else start, end, precision)


def _days(mention: DateMention, anchor: date | None, carried: Period | None) -> Period:
    period = resolve(mention, anchor)
    return resolve_after(mention, carried) if period == NOTHING else period


def _nearest(
    mentions: Sequence[DateMention], at: int, anchor: date | None, carried: Period | None
) -> DateMention | None:
    """The nearest mention that can be laid on the calendar, else the nearest of the others."""

    def distance(m: DateMention) -> tuple[bool, int]:
        gap = m.i - at if m.i >= at else at - m.j + _BACK
        return _days(m, anchor, carried).end is None, gap

    return min(mentions, key=distance, default=None)
