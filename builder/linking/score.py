"""How likely two reports of different documents are about one event: a sum of documented weights, as log odds are.

Every part is zero where a report does not say: what is missing proves nothing. docs/estimates.md has the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from builder.linking.reports import Report

WIRE = 6.0
"""Versions of one wire report."""

SAME_DAY, NEXT_DAY, DAYS_APART, FAR_APART = 2.5, 0.5, -2.0, -8.0
NEXT, NEAR = 1, 3
"""Days between two stated dates: reported a day late; still possible; beyond it they are two events."""

FRESH, FOLLOW_UP, LATE, TOO_LATE, TOO_EARLY = 1.0, 0.5, -1.0, -3.0, -8.0
FRESH_DAYS, FOLLOW_DAYS, LATE_DAYS = 2, 6, 14
"""Days from a stated date to the publication of a report that states none."""

BOTH_FRESH, BOTH_NEAR, BOTH_FAR = 0.5, -1.0, -3.0

PLACE_WEIGHT = 0.75
"""A shared place counts by its rarity, up to SAME_PLACE: where every other report is of one city, it tells little."""
SAME_PLACE, NAMED_PLACE, SAME_COUNTRY, OTHER_PLACE, OTHER_COUNTRY = 3.0, 2.0, 0.5, -2.5, -5.0
SAME_KIND, OTHER_KIND = 2.0, -3.0
SAME_VICTIMS = 0.75
SAME_FIGURE, SAME_LARGE_FIGURE, OTHER_SCALE = 0.75, 1.5, -1.5
LARGE, SCALE = 10, 6
NAMES_MOST, NAMES_WEIGHT, COMMON = 3.0, 0.6, 2.5
"""Shared names count by their rarity (nats of inverse document frequency) above that of common ones, up to a most."""

TELLING, UNPROVEN = 2.0, 2.0
"""What place, figures, names and wire must come to: many incidents share a day and a kind, and are not one for it. Less
than that is no link, whatever else is alike."""


def score(a: Report, b: Report, rarity: Mapping[str, float]) -> float:
    """The sum of all parts. `rarity`: word -> how rare it is (blocking.py)."""
    days = _days(a, b)
    if days <= FAR_APART:
        return days
    wire = WIRE if a.main and b.main and a.cluster == b.cluster else 0.0
    common = days + _cause(a, b) + _victims(a, b)
    telling = wire + _place(a, b, rarity) + _figures(a, b) + _names(a, b, rarity)
    return telling + common if telling >= TELLING else min(telling + common, UNPROVEN)


def gap(a: tuple[date, date, str], b: tuple[date, date, str]) -> int:
    """Days between two stretches of days; 0 where they overlap."""
    return max((b[0] - a[1]).days, (a[0] - b[1]).days, 0)


def _days(a: Report, b: Report) -> float:
    if a.dated and b.dated:
        return _dates(gap(a.dated, b.dated))
    if a.dated or b.dated:
        known, other = (a, b) if a.dated else (b, a)
        return _published(known.dated, other.published)
    if a.published and b.published:
        apart = abs((a.published - b.published).days)
        return BOTH_FRESH if apart <= NEXT else 0.0 if apart <= NEAR else BOTH_NEAR if apart <= LATE_DAYS else BOTH_FAR
    return 0.0


def _dates(apart: int) -> float:
    if apart == 0:
        return SAME_DAY
    return NEXT_DAY if apart <= NEXT else DAYS_APART if apart <= NEAR else FAR_APART


def _published(known: tuple[date, date, str] | None, published: date | None) -> float:
    """A report without a date was written after the event, and most likely soon after it."""
    if known is None or published is None:
        return 0.0
    since, before = (published - known[1]).days, (known[0] - published).days
    if before > NEXT:
        return TOO_EARLY
    for days, weight in ((FRESH_DAYS, FRESH), (FOLLOW_DAYS, FOLLOW_UP), (LATE_DAYS, LATE)):
        if since <= days:
            return weight
    return TOO_LATE


def _place(a: Report, b: Report, rarity: Mapping[str, float]) -> float:
    if shared := a.places & b.places:
        return min(SAME_PLACE, PLACE_WEIGHT * max(rarity.get(word, 0.0) for word in shared))
    if shared := (a.places & b.names) | (b.places & a.names):
        return min(NAMED_PLACE, PLACE_WEIGHT * max(rarity.get(word, 0.0) for word in shared))
    if a.countries and b.countries and not a.countries & b.countries:
        return OTHER_COUNTRY
    if a.places and b.places:
        return OTHER_PLACE
    return SAME_COUNTRY if a.countries & b.countries else 0.0


def _cause(a: Report, b: Report) -> float:
    if a.kinds & b.kinds:
        return SAME_KIND
    firm = not any(c.weak for c in (*a.causes, *b.causes))
    return OTHER_KIND if a.kinds and b.kinds and firm else 0.0


def _victims(a: Report, b: Report) -> float:
    return SAME_VICTIMS if a.victims & b.victims else 0.0


def _figures(a: Report, b: Report) -> float:
    """A shared figure speaks for one event, most of all a large one; so large a difference that no update explains it
    speaks against one."""
    shared = a.figures & b.figures
    if shared:
        return SAME_LARGE_FIGURE if any(value >= LARGE for _, value in shared) else SAME_FIGURE
    both = a.largest.keys() & b.largest.keys()
    ratios = [max(a.largest[m], b.largest[m]) / min(a.largest[m], b.largest[m]) for m in both]
    return OTHER_SCALE if ratios and min(ratios) > SCALE else 0.0


def _names(a: Report, b: Report, rarity: Mapping[str, float]) -> float:
    shared = (a.names & b.names) - (a.places & b.places)
    return min(NAMES_MOST, NAMES_WEIGHT * sum(max(0.0, rarity.get(name, 0.0) - COMMON) for name in sorted(shared)))
