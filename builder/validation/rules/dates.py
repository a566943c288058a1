"""Checks of dates. Dates are ISO strings, so their order is the order of the strings."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pandas as pd

from builder.validation.rules.coded import asked, once
from builder.validation.rules.registry import Tables, Verdict, check, judge

ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DAY = "%Y-%m-%d"
YEAR = re.compile(r"\b(?:1[5-9]|20)[0-9]{2}\b").search
DIGIT = re.compile("[0-9]").search


def _is_date(printed: Any) -> bool:
    """YYYY-MM-DD, and on the calendar."""
    if not isinstance(printed, str) or not ISO.fullmatch(printed):
        return False
    try:
        date.fromisoformat(printed)
    except ValueError:
        return False
    return True


@check()
def dates_are_iso(t: Tables, *, column: str) -> Verdict:
    """Each date is YYYY-MM-DD and stands on the calendar. Few dates, many rows: each is looked at once."""
    return judge(t.rows[column].notna(), ~asked(t, column, _is_date))


@check()
def dates_in_order(t: Tables, *, first: str, last: str) -> Verdict:
    """The first date is not after the last."""
    held = t.rows[first].notna() & t.rows[last].notna()
    return judge(held, t.rows[first].gt(t.rows[last]))


def _reported(rows: pd.DataFrame, bases: list[str]) -> pd.Series[bool]:
    """Claims that were dated, in dated documents, and are no forecasts."""
    held = rows["basis"].isin(bases) & rows["stance"].ne("hypothetical") & rows["published"].notna()
    return (held & (rows["period_start"].notna() | rows["period_end"].notna())).fillna(False).astype(bool)


def _late(t: Tables) -> pd.Series[bool]:
    return once(t, "late", lambda: _ends_late(t.rows))


def _ends_late(rows: pd.DataFrame) -> pd.Series[bool]:
    """Periods after the day of publication. One known by week, month or year may end after it (`this month`), but not
    begin after it."""
    coarse = rows["period_precision"].isin(["week", "month", "year"]) & rows["period_start"].notna()
    ends = rows["period_end"].gt(rows["published"]).fillna(False) & ~coarse
    return (ends | rows["period_start"].gt(rows["published"]).fillna(False)).astype(bool)


def _said(t: Tables) -> pd.Series[bool]:
    return once(t, "said", lambda: _names_its_day(t, _late(t)))


def _names_its_day(t: Tables, late: pd.Series[bool]) -> pd.Series[bool]:
    """Late periods whose date does not rest on the day of publication: the words name a year, or a day of the month
    that follows it (`20 to 24 May`, published on the 20th), or stand elsewhere in the text."""
    rows = t.rows
    last, published = (pd.to_datetime(rows[c][late], format=DAY, errors="coerce") for c in ("period_end", "published"))
    near = (last - published).dt.days.between(0, 31).reindex(rows.index, fill_value=False)
    year, digit = (asked(t, "period_text", find) for find in (YEAR, DIGIT))
    return rows["period_text"].isna() | year | (digit & near)


FUTURE = ("period_text", "period_start", "period_end", "period_precision", "published", "basis", "stance")


@check(*FUTURE)
def resolved_not_in_the_future(t: Tables, *, bases: list[str]) -> Verdict:
    """Words that were resolved against the day of publication give no later day: what is reported had happened."""
    return judge(_reported(t.rows, bases) & ~_said(t), _late(t))


@check(*FUTURE)
def said_not_in_the_future(t: Tables, *, bases: list[str]) -> Verdict:
    """Words that name their own day name none after publication; else the day of publication is in doubt."""
    return judge(_reported(t.rows, bases) & _said(t), _late(t))


@check("basis", "period_text", "period_start", "period_end", "published", "stance")
def cumulative_has_end(t: Tables) -> Verdict:
    """A running total is true as of some day: the document's own if no other is said. A silence totals nothing, and
    words that could not be laid on the calendar leave both ends open."""
    running = t.rows["basis"].eq("cumulative") & t.rows["stance"].ne("undisclosed") & t.rows["published"].notna()
    open_words = t.rows["period_text"].notna() & t.rows["period_start"].isna()
    return judge(running & ~open_words, t.rows["period_end"].isna())


@check("period_precision", "period_start", "period_end")
def precision_has_dates(t: Tables) -> Verdict:
    """A period that is known to the day, week, month or year has at least one of its dates."""
    known = t.rows["period_precision"].isin(["day", "week", "month", "year"])
    return judge(known, pd.Series(t.rows["period_start"].isna() & t.rows["period_end"].isna()))


@check()
def year_is(t: Tables, *, column: str, other: str) -> Verdict:
    """A column of years holds the year of a date."""
    held = t.rows[column].notna() & t.rows[other].notna()
    year = pd.to_numeric(t.rows[other].astype("string").str[:4], errors="coerce")
    return judge(held, t.rows[column].ne(year))
