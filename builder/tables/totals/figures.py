"""A total while it is being made: low, best, high, each None where the words set no bound."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from builder.model import Claim


class Figure(NamedTuple):
    """Whole numbers of people; always low <= best <= high where they are known."""

    low: int | None
    best: int | None
    high: int | None

    @property
    def size(self) -> int:
        """What the figure is compared by: the best, else whichever bound there is."""
        return next((n for n in (self.best, self.low, self.high) if n is not None), 0)


def figure_of(claim: Claim) -> Figure | None:
    """A claim's number as a total. Best is the number stated; an open word or a range is entered by its lower bound,
    the fewest the words allow (`several` 3, `12-18` 12), as casualty recorders do; None without any number."""
    low, high = _whole(claim.value_low), _whole(claim.value_high)
    best = _whole(claim.value)
    if best is None:
        best = low if low is not None else high
    return None if best is None else Figure(low, best, high)


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def added(figures: Iterable[Figure]) -> Figure:
    """The sum of disjoint groups. A missing lower bound counts nothing; one missing upper bound leaves the sum open."""
    rows = list(figures)
    lows = [f.low for f in rows if f.low is not None]
    highs = [f.high for f in rows if f.high is not None]
    return Figure(
        sum(lows) if lows else None,
        sum(f.best or 0 for f in rows),
        sum(highs) if len(highs) == len(rows) else None,
    )


def widened(main: Figure, rivals: Iterable[Figure]) -> Figure:
    """Low and high over all figures for the same event; best stays the main one's.

    A main figure that is itself a range ("between 12 and 15") has weighed the others already, a floor ("at least 12")
    the lower ones; an open top is closed by the highest rival above it, because high is the highest figure given."""
    low, best, high = main
    if low is not None and high is not None and low < high:
        return main
    weighed = low is not None and low != high
    for rival in rivals:
        top = rival.high if rival.high is not None else rival.best
        tops = [top] if top is not None and top > main.size else []
        high = max([*tops, *([high] if high is not None else [])], default=high)
        bottoms = [n for n in (rival.low, rival.best, low) if n is not None]
        low = low if weighed else min(bottoms, default=None)
    return _ascending(low, best, high)


def _ascending(low: int | None, best: int | None, high: int | None) -> Figure:
    """low <= best <= high, where a bound that rivals put on the wrong side of the best gives way to it."""
    if best is not None:
        low = None if low is None else min(low, best)
        high = None if high is None else max(high, best)
    return Figure(low, best, high)
