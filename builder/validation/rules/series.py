"""Checks along time: running totals of one source do not fall, and what was added is what they rose by.

Stocks (in hospital, still missing, displaced now) rise and fall as they please: no rule here looks at them.
"""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from builder.validation.rules.registry import Tables, Verdict, check, judge, number_groups, over

STATED = ("basis", "stance", "part_of", "source_text", "period_start", "period_end", "value", "value_low", "value_high")


def _own_words(rows: pd.DataFrame, basis: str) -> pd.Series[bool]:
    """Asserted figures of a named source with both dates, that are no part of another: what can be set in a series."""
    held = rows["basis"].eq(basis) & rows["stance"].eq("asserted") & rows["part_of"].isna()
    for column in ("source_text", "period_start", "period_end"):
        held &= rows[column].notna()
    return held.fillna(False).astype(bool)


def _plain(rows: pd.DataFrame) -> pd.DataFrame:
    """Sources without case, spaces and article: `The health  ministry` is `health ministry`."""
    words = rows["source_text"].astype("string").str.lower().str.replace(r"\s+", " ", regex=True)
    return rows.assign(source_text=words.str.replace(r"^the ", "", regex=True))


@check(*STATED, "sentence")
def totals_do_not_fall(t: Tables, *, by: list[str], unless: str) -> Verdict:
    """A running total is not below an earlier one of the same series (equal in `by` and in its start): the most it can
    be against the least that one could be. A sentence that matches `unless` says that it was revised: the series
    begins anew there."""
    held = _own_words(t.rows, "cumulative") & (t.rows["value_low"].notna() | t.rows["value_high"].notna())
    names = [*by, "period_start"]
    rows = _plain(t.rows.loc[held, list(dict.fromkeys([*names, *STATED, "sentence"]))])
    rows = rows.assign(series=number_groups(rows, names)).sort_values(["series", "period_end"], kind="stable")
    find = re.compile(unless, re.IGNORECASE).search
    revised = pd.Series([bool(find(str(s))) for s in rows["sentence"].tolist()], index=rows.index, dtype=bool)
    fell = rows["value_high"].lt(_least_before(rows, revised)) & ~revised
    return judge(over(t.rows, rows["series"].duplicated(keep=False)), over(t.rows, fell))


def _least_before(rows: pd.DataFrame, revised: pd.Series[bool]) -> pd.Series[Any]:
    """For each row the highest lower bound on any earlier day of its series, since it was last revised."""
    least = rows["value_low"].astype("Float64").fillna(0).astype(float)
    day = number_groups(rows, ["series", "period_end"])
    daily = pd.DataFrame({"least": least, "revised": revised, "series": rows["series"], "day": day})
    daily = daily.groupby("day", sort=False).agg({"least": "max", "revised": "max", "series": "first"})
    stretch = daily.groupby("series")["revised"].cumsum()
    before = daily.groupby([daily["series"], stretch])["least"].cummax().groupby([daily["series"], stretch]).shift()
    return day.map(before).astype("Float64")


@check(*STATED)
def increments_agree(t: Tables, *, by: list[str], slack: float) -> Verdict:
    """`12 more` of a source is what its running total rose by between the two days around it; `slack` is the share of
    the rise that may be missing or too much. Exact numbers only, and only where the days fit each other."""
    exact = t.rows["value"].eq(t.rows["value_low"]) & t.rows["value"].eq(t.rows["value_high"])
    exact = exact.fillna(False).astype(bool)
    names = list(dict.fromkeys([*by, *STATED]))
    totals = _plain(t.rows.loc[_own_words(t.rows, "cumulative") & exact, names])
    rises = _rises(totals, by)
    steps = _own_words(t.rows, "incremental") & exact
    found = _plain(t.rows.loc[steps, names]).reset_index(names="at").merge(rises, on=[*by, "period_end"], how="inner")
    began = found["period_start"].ge(found["day_before"]).fillna(False).astype(bool)
    next_day = pd.to_datetime(found["day_before"]) + pd.Timedelta(days=1)
    found = found[began & pd.to_datetime(found["period_start"]).le(next_day)]
    off = (found["value"] - found["rise"]).abs().gt(found["rise"].abs() * slack)
    applies, wrong = t.rows.index.isin(found["at"]), t.rows.index.isin(found["at"][off.fillna(False).astype(bool)])
    return judge(pd.Series(applies, index=t.rows.index), pd.Series(wrong, index=t.rows.index))


def _rises(totals: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Consecutive days of each series: by what it rose, and the day before. A day with rival figures is left out, and
    so is one that two series of a source share (since May, since January): which of them a step adds to is not said."""
    last = [*by, "period_end"]
    totals = totals.drop_duplicates([*last, "period_start", "value"])
    totals = totals[~totals.duplicated([*last, "period_start"], keep=False)]
    totals = totals.assign(series=number_groups(totals, [*by, "period_start"]))
    totals = totals.sort_values(["series", "period_end"], kind="stable")
    within = totals.groupby("series")
    totals = totals.assign(rise=within["value"].diff(), day_before=within["period_end"].shift())
    totals = totals[totals["rise"].notna() & totals["day_before"].notna()]
    return totals[~totals.duplicated(last, keep=False)][[*last, "rise", "day_before"]]
