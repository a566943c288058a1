"""Which of a sentence's dates dates a claim."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from builder.claims.bonds import Bond
from builder.mentions.chunks import Chunked
from builder.mentions.dates import DateMention, Role, resolve, resolve_after
from builder.mentions.dates.calendar import NOTHING
from builder.mentions.effects import Effect
from builder.model import Period

Dated = tuple[str | None, Period, DateMention | None]

_LINK = 3
"""Tokens that may stand between a date and the clause that describes it (", in which")."""
_CLOSE = 2
"""A date so few tokens behind an effect is its own, even where it cannot be laid on the calendar."""
_BACK = 2
"""A date before a number must be nearer by so many words than one after it: the date of a clause tends to end it."""


def period_for(
    dates: Sequence[DateMention],
    clause: tuple[int, int],
    at: int,
    anchor: date | None,
    carried: Period | None,
    led: DateMention | None = None,
) -> Dated:
    """Words, days and mention of the date of the claim that stands at token `at` in the clause (tokens i..j).

    The nearest date of the same clause; failing that, the one that leads to the clause (`led`: see heading) or
    opens the sentence; failing that, what the text before has established, which has no words here. The
    day on which something was said is none of these.
    """
    usable = [m for m in dates if not m.of_reporting and not m.total]
    here = [m for m in usable if clause[0] <= m.i and m.j <= clause[1]]
    chosen = _nearest(here, at, anchor, carried) or led
    chosen = chosen or _nearest([m for m in usable if m.opens], at, anchor, carried)
    if chosen:
        return chosen.text, _days(chosen, anchor, carried), chosen
    return None, carried or NOTHING, None


def dates_of_events(line: Chunked, dates: Sequence[DateMention], bonds: Sequence[Bond]) -> list[DateMention]:
    """The dates that may be the day of what a sentence tells: not the day on which a toll was told (`the toll rose on
    Friday to 40`), nor one of what came after it (`agreed on Friday, after 40 had died`)."""
    words, harm = line.sentence.tokens.words, [b for b in bonds if b.measure != "statistic"]
    first = min((line.chunks[min(b.chunk, b.effect or b.chunk)].i for b in harm), default=0)
    later = next((c.i for c in line.chunks if c.kind == "s" and words[c.i] == "after" and c.i < first), 0)
    effects = [line.chunks[b.effect].data for b in harm if b.effect is not None]
    if harm and len(effects) == len(harm) and all(isinstance(e, Effect) and e.reading == "toll" for e in effects):
        toll = min(e.i for e in effects if isinstance(e, Effect))
        return [m for m in dates if m.i < toll or words[m.j : m.j + 1] == ("'s",) or m.role is not Role.POINT]
    return [m for m in dates if m.i >= later or m.role is not Role.POINT]


def without_owners(dates: Sequence[DateMention], words: Sequence[str]) -> list[DateMention]:
    """The dates without those that only name the event (`the toll of Wednesday's quake rose to 40 on Friday`), if
    there are others."""
    others = [m for m in dates if words[m.j : m.j + 1] != ("'s",)]
    return others or list(dates)


def heading(dates: Sequence[DateMention], words: Sequence[str], start: int) -> DateMention | None:
    """The date that the clause from token `start` on describes (`since 1934, when 8,000 died`), without its bound."""
    for m in dates:
        gap = words[m.j : start]
        if 0 < len(gap) <= _LINK and gap[-1] in ("when", "which") and set(gap[:-1]) <= {",", "in", "during"}:
            if m.role in (Role.SINCE, Role.UNTIL, Role.AS_OF) and m.j - m.i > 1:
                return replace(m, role=Role.POINT, i=m.i + 1, text=m.text.partition(" ")[2] or m.text)
            return replace(m, role=Role.POINT) if m.role is not Role.BETWEEN else m
    return None


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

    close = next((m for m in mentions if 0 < m.i - at <= _CLOSE), None)
    return close or min(mentions, key=distance, default=None)
