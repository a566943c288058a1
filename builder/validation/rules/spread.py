"""Checks of size against company: outliers of a series, sources far apart, copies that do not agree."""

from __future__ import annotations

import numpy as np
import pandas as pd

from builder.validation.rules.coded import codes, groups
from builder.validation.rules.registry import Tables, Verdict, check, judge, over

NORMAL = 1.4826
"""The median absolute deviation, times this, is the standard deviation where values are normal."""


@check("family", "stance", "value")
def near_its_series(t: Tables, *, by: list[str], families: list[str], at_least: int, deviations: float) -> Verdict:
    """On a scale of ratios (logarithms) no number lies more than so many robust deviations (median, median absolute
    deviation) above or below its series: those equal in `by`. A series is judged from `at_least` numbers on; its
    deviation is taken to be no less than a factor of two."""
    rows = t.rows
    held = rows["family"].isin(families) & rows["stance"].isin(["asserted", "hedged"]) & rows["value"].ge(1)
    for column in by:
        held &= rows[column].notna()
    held = held.fillna(False).astype(bool)
    series = groups(t, by, held)
    size = pd.Series(np.log2(rows["value"][held].to_numpy(dtype=float)), index=series.index)
    off = (size - size.groupby(series).transform("median")).abs()
    spread = (off.groupby(series).transform("median") * NORMAL).clip(lower=1.0)
    judged = series.groupby(series).transform("size").ge(at_least)
    return judge(over(rows, judged), over(rows, off.gt(spread * deviations)))


@check("family", "source_text", "stance", "part_of", "value")
def sources_near_each_other(t: Tables, *, by: list[str], factor: float, families: list[str]) -> Verdict:
    """Figures of different sources for the same thing (equal in `by`, none of which may be null) lie no more than
    `factor` apart; the lowest and the highest of those that do are named."""
    rows = t.rows
    held = rows["stance"].eq("asserted") & rows["part_of"].isna() & rows["source_text"].notna() & rows["value"].ge(1)
    held &= rows["family"].isin(families)
    for column in by:
        held &= rows[column].notna()
    held = held.fillna(False).astype(bool)
    some = rows.loc[held, ["source_text", "value"]]
    thing = groups(t, by, held)
    sides = some["source_text"].str.lower().groupby(thing).transform("nunique").gt(1)
    low, high = (some["value"].groupby(thing).transform(end) for end in ("min", "max"))
    log = pd.Series(np.log((high / low).to_numpy(dtype=float, na_value=1.0)), index=some.index)
    ends = some["value"].eq(low) | some["value"].eq(high)
    wrong = (ends & log.gt(np.log(factor))).fillna(False).astype(bool)
    return judge(over(rows, sides), over(rows, wrong))


@check("document_id", "sentence", "value_text", "char_start", "measure", "value", "value_low", "value_high")
def copies_agree(t: Tables, *, columns: list[str], from_length: int) -> Verdict:
    """A sentence that several documents print is read the same way in each: the rows that differ from the most
    frequent reading are named. Short sentences may mean something else elsewhere."""
    rows = t.rows
    long = rows["sentence"].str.len().ge(from_length).fillna(False).astype(bool)
    pairs = pd.DataFrame({name: codes(t, name)[long] for name in ("sentence", "document_id")}).drop_duplicates()
    shared = pairs["sentence"][pairs["sentence"].duplicated(keep=False)].unique()
    held = long & codes(t, "sentence").isin(shared)
    names = ["document_id", "sentence", "value_text"]
    some = pd.DataFrame({name: codes(t, name)[held] for name in names}).assign(start=rows["char_start"][held])
    nth = some.sort_values(["document_id", "start"], kind="stable").groupby(names).cumcount()[some.index]
    place = groups(t, ["sentence", "value_text"], held, [np.asarray(nth, dtype=np.int64)])
    reading = groups(t, columns, held, [np.asarray(place, dtype=np.int64)])
    size = reading.groupby(reading).transform("size")
    usual = reading.where(size.eq(size.groupby(place).transform("max"))).groupby(place).transform("min")
    return judge(held, over(rows, reading.ne(usual)))
