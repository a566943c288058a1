"""Totals over many events: a documented sum of their ends, and how likely totals are within the stated bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

SHARE = 0.9
"""The middle share of simulated totals whose ends are given."""


@dataclass(frozen=True, slots=True)
class Total:
    """One measure over a selection. `low` and `high` are the sums of the events' ends: as if all erred the same way.
    `open_low`, `open_high`: events that leave that end open; best stands in for it, so that nothing is made up.
    `likely_low`, `likely_high`: the middle 90% of simulated totals, if asked for."""

    measure: str
    unit: str | None
    events: int
    low: int
    best: int
    high: int
    open_low: int
    open_high: int
    likely_low: int | None = None
    likely_high: int | None = None


def selected(estimates: pd.DataFrame, events: pd.DataFrame, month: str | None, country: str | None) -> pd.DataFrame:
    """The estimates that may be added over events (scope all and thing, basis total, of events and not of tolls), of
    events that began in a month (YYYY-MM, or a year) and lie in a country."""
    kept = events
    if month:
        kept = kept[kept["date_start"].fillna("").str.startswith(month)]
    if country:
        kept = kept[kept["country"].eq(country.upper()).fillna(False)]
    rows = estimates[estimates["event_id"].isin(kept["event_id"]) & estimates["basis"].eq("total")]
    return rows[rows["scope"].isin(["all", "thing"])]


def totals(rows: pd.DataFrame, draws: int = 0, seed: int = 0) -> list[Total]:
    """One total a measure and unit, in alphabetical order; measures are never added to each other."""
    made = []
    for (measure, unit), some in rows.groupby(["measure", "unit"], sort=True, dropna=False):
        known = some[some[["low", "best", "high"]].notna().any(axis="columns")]
        ends = known[["low", "best", "high"]].astype("Float64")
        best = ends["best"].fillna(ends["low"]).fillna(ends["high"])
        low, high = ends["low"].fillna(best), ends["high"].fillna(best)
        sums = [int(column.sum()) for column in (low, best, high)]
        opened = [int(ends[name].isna().sum()) for name in ("low", "high")]
        triple = [column.to_numpy(dtype=float) for column in (low, best, high)]
        likely = simulated(*triple, draws=draws, seed=seed) if draws and len(known) else (None, None)
        made.append(Total(str(measure), unit if isinstance(unit, str) else None, len(known), *sums, *opened, *likely))
    return made


def simulated(low: Any, best: Any, high: Any, *, draws: int, seed: int) -> tuple[int, int]:
    """Ends of the middle 90% of simulated totals: each event's figure is drawn from a triangle with its low, best and
    high, independently of the others. The same seed gives the same ends."""
    import numpy as np

    random = np.random.default_rng(seed)
    sums = np.zeros(draws)
    for a, b, c in zip(low, best, high, strict=True):
        sums += random.triangular(a, min(max(b, a), c), c, draws) if c > a else a
    edge = (1 - SHARE) / 2
    first, last = np.quantile(sums, [edge, 1 - edge])
    return round(float(first)), round(float(last))
