"""Which of a sentence's dates dates a claim."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from builder.mentions.dates import DateMention, resolve, resolve_after
from builder.mentions.dates.calendar import NOTHING
from builder.model import Period

Dated = tuple[str | None, Period, DateMention | None]

_BACK = 2
"""A date before a number must be nearer by so many words than one after it: the date of a clause tends to end it."""


def period_for(
    dates: Sequence[DateMention],
    clause: tuple[int, int],
    at: int,
    anchor: date | None,
    carried: Period | None,
) -> Dated:
    """Words, days and mention of the date of the claim that stands at token `at` in the clause (tokens i..j).

    The nearest date of the same clause; failing that, the one the sentence opens with; failing that, what the text
    before has established, which has no words here. The day on which something was said is none of these.
    """
    usable = [m for m in dates if not m.of_reporting and not m.total]
    here = [m for m in usable if clause[0] <= m.i and m.j <= clause[1]]
    chosen = _nearest(here, at, anchor, carried) or _nearest([m for m in usable if m.opens], at, anchor, carried)
    if chosen:
        return chosen.text, _days(chosen, anchor, carried), chosen
    return None, carried or NOTHING, None


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
