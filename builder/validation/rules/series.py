"""Checks along time: running totals of one source do not fall, and what was added is what they rose by.

Stocks (in hospital, still missing, displaced now) rise and fall as they please: no rule here looks at them.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from builder.validation.rules.coded import Codes, asked, coded, codes, days, groups, numbered, once
from builder.validation.rules.registry import Tables, Verdict, check, judge, over

STATED = ("basis", "stance", "part_of", "source_text", "period_start", "period_end", "value", "value_low", "value_high")


def _own_words(rows: pd.DataFrame, basis: str) -> pd.Series[bool]:
    """Asserted figures of a named source with both dates, that are no part of another: what can be set in a series."""
    held = rows["basis"].eq(basis) & rows["stance"].eq("asserted") & rows["part_of"].isna()
    for column in ("source_text", "period_start", "period_end"):
        held &= rows[column].notna()
    return held.fillna(False).astype(bool)


def _plain(t: Tables) -> Codes:
    """Codes of sources without case, spaces and article: `The health  ministry` is `health ministry`."""

    def work() -> Codes:
        found = coded(t, "source_text")
        plain = [" ".join(source.lower().split()).removeprefix("the ") for source in map(str, found.listed())]
        return np.append(pd.factorize(pd.Series(plain, dtype=object))[0], -1)[found.codes]

    return once(t, "plain sources", work)


@check(*STATED, "sentence")
def totals_do_not_fall(t: Tables, *, by: list[str], unless: str) -> Verdict:
    """A running total is not below an earlier one of the same series (equal in `by` and in its start): the most it can
    be against the least that one could be. A sentence that matches `unless` says that it was revised: the series
    begins anew there."""
    held = _own_words(t.rows, "cumulative") & (t.rows["value_low"].notna() | t.rows["value_high"].notna())
    series = groups(t, [*by, "period_start"], held, source_text=_plain(t))
    rows = t.rows.loc[held, ["value_low", "value_high", "period_end"]].assign(
        series=series, revised=asked(t, "sentence", re.compile(unless, re.IGNORECASE).search, held)
    )
    rows = rows.sort_values(["series", "period_end"], kind="stable")
    fell = rows["value_high"].lt(_least_before(rows)) & ~rows["revised"]
    return judge(over(t.rows, series.duplicated(keep=False)), over(t.rows, fell))


def _least_before(rows: pd.DataFrame) -> pd.Series[Any]:
    """For each row the highest lower bound on any earlier day of its series, since it was last revised."""
    least = rows["value_low"].astype("Float64").fillna(0).astype(float)
    day = pd.Series(numbered([rows["series"].to_numpy(), pd.factorize(rows["period_end"])[0]]), index=rows.index)
    daily = pd.DataFrame({"least": least, "revised": rows["revised"], "series": rows["series"], "day": day})
    daily = daily.groupby("day", sort=False).agg({"least": "max", "revised": "max", "series": "first"})
    stretch = daily.groupby("series")["revised"].cumsum()
    before = daily.groupby([daily["series"], stretch])["least"].cummax().groupby([daily["series"], stretch]).shift()
    return day.map(before).astype("Float64")


@check(*STATED)
def increments_agree(t: Tables, *, by: list[str], slack: float) -> Verdict:
    """`12 more` of a source is what its running total rose by between the two days around it; `slack` is the share of
    the rise that may be missing or too much. Exact numbers only, and only where the days fit each other."""
    exact = t.rows["value"].eq(t.rows["value_low"]) & t.rows["value"].eq(t.rows["value_high"])
    end = days(t, "period_end")
    exact = exact.fillna(False).astype(bool) & end.notna()
    totals, steps = (_own_words(t.rows, basis) & exact for basis in ("cumulative", "incremental"))
    either = totals | steps
    found = pd.DataFrame({"end": end, "start": days(t, "period_start"), "value": t.rows["value"]})[either].assign(
        source=groups(t, by, either, source_text=_plain(t)), begun=codes(t, "period_start")[either]
    )
    rises = _rises(found[totals[found.index]])
    found = found[steps[found.index]].reset_index(names="at").merge(rises, on=["source", "end"], how="inner")
    found = found[(found["start"] - found["day_before"]).between(0, 1)]
    off = (found["value"] - found["rise"]).abs().gt(found["rise"].abs() * slack)
    applies, wrong = t.rows.index.isin(found["at"]), t.rows.index.isin(found["at"][off.fillna(False).astype(bool)])
    return judge(pd.Series(applies, index=t.rows.index), pd.Series(wrong, index=t.rows.index))


def _rises(totals: pd.DataFrame) -> pd.DataFrame:
    """Consecutive days of each series: by what it rose, and the day before. A day with rival figures is left out, and
    so is one that two series of a source share (since May, since January): which of them a step adds to is not said."""
    totals = totals.drop_duplicates(["source", "end", "begun", "value"])
    totals = totals[~totals.duplicated(["source", "end", "begun"], keep=False)]
    totals = totals.sort_values(["source", "begun", "end"], kind="stable")
    within = totals.groupby(["source", "begun"])
    totals = totals.assign(rise=within["value"].diff(), day_before=within["end"].shift())
    totals = totals[totals["rise"].notna() & totals["day_before"].notna()]
    return totals[~totals.duplicated(["source", "end"], keep=False)][["source", "end", "rise", "day_before"]]
