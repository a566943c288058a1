"""Checks of words against dates: `since` against the basis, `past 24 hours` against the length, years against sense."""

from __future__ import annotations

import re

import pandas as pd

from builder.validation.rules.coded import among, asked
from builder.validation.rules.dates import DAY
from builder.validation.rules.registry import Tables, Verdict, check, judge


@check()
def words_fit(
    t: Tables, *, column: str, pattern: str, by: str, allowed: list[str], families: list[str] | None = None
) -> Verdict:
    """Where the words of `column` match the pattern (a regular expression, case does not count), `by` is one of
    `allowed`."""
    matched = matches(t, column, pattern)
    if families is not None:
        matched &= t.rows["family"].isin(families).astype(bool)
    return judge(matched, ~t.rows[by].isin(allowed).astype(bool))


def matches(t: Tables, column: str, pattern: str) -> pd.Series[bool]:
    """Where the words of a column match."""
    find = re.compile(pattern, re.IGNORECASE).search
    return asked(t, column, lambda text: bool(find(str(text))))


@check("period_text", "period_start", "period_end")
def words_last(t: Tables, *, pattern: str, days: int) -> Verdict:
    """A period whose words match the pattern reaches over no more than so many midnights: `in the past 24 hours` began
    yesterday or today."""

    def short(words: str, start: str, end: str) -> bool | None:
        first, last = (pd.to_datetime(day, format=DAY, errors="coerce") for day in (start, end))
        return None if pd.isna(first) or pd.isna(last) else 0 <= (last - first).days <= days

    held = matches(t, "period_text", pattern) & t.rows["period_start"].notna() & t.rows["period_end"].notna()
    return among(t, ["period_text", "period_start", "period_end"], held, short)


@check()
def dates_between(t: Tables, *, column: str, earliest: str, latest: str) -> Verdict:
    """Each date lies between two days, both included. (Dates are ISO strings: their order is that of the strings.)"""
    dates = t.rows[column]
    return judge(dates.notna(), ~asked(t, column, lambda day: earliest <= str(day) <= latest))
