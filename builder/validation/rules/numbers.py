"""Checks of the number: its bounds against its qualifier, its size against what was counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from builder.validation.rules.coded import coded
from builder.validation.rules.registry import Tables, Verdict, check, judge

NUMBERS = ("value", "value_low", "value_high")
DIGITS = re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")
Series = pd.Series  # a short name: the signatures below say it often
Shape = Callable[["Series[Any]", "Series[Any]", "Series[Any]"], "Series[Any]"]


def _point(value: Series[Any], low: Series[Any], high: Series[Any]) -> Series[Any]:
    return value.eq(low).fillna(False) & value.eq(high).fillna(False)


def _floor(value: Series[Any], low: Series[Any], high: Series[Any]) -> Series[Any]:
    return value.eq(low).fillna(False) & high.isna()


def _ceiling(value: Series[Any], low: Series[Any], high: Series[Any]) -> Series[Any]:
    return value.eq(high).fillna(False) & low.isna()


def _around(value: Series[Any], low: Series[Any], high: Series[Any]) -> Series[Any]:
    return value.notna() & low.isna() & high.isna()


def _range(value: Series[Any], low: Series[Any], high: Series[Any]) -> Series[Any]:
    return value.isna() & low.lt(high).fillna(False)


def _vague(value: Series[Any], low: Series[Any], high: Series[Any]) -> Series[Any]:
    return value.isna() & low.notna()


def _nothing(value: Series[Any], low: Series[Any], high: Series[Any]) -> Series[Any]:
    return value.isna() & low.isna() & high.isna()


SHAPES: Mapping[str, Shape] = {
    "exact": _point,
    "at_least": _floor,
    "more_than": _floor,
    "at_most": _ceiling,
    "less_than": _ceiling,
    "approximately": _around,
    "range": _range,
    "vague": _vague,
    "undisclosed": _nothing,
}
"""Codebook, part 2: how each qualifier fills value, low and high."""


@check("qualifier", *NUMBERS)
def bounds_fit_qualifier(t: Tables, *, qualifier: str) -> Verdict:
    """Claims with this qualifier fill value, value_low and value_high the way the codebook says it does."""
    fits = SHAPES[qualifier](t.rows["value"], t.rows["value_low"], t.rows["value_high"])
    return judge(t.rows["qualifier"].eq(qualifier), ~fits.astype(bool))


@check()
def ascending(t: Tables, *, columns: list[str]) -> Verdict:
    """Numbers in these columns do not fall from left to right; nulls are passed over."""
    held = t.rows[columns].notna().sum(axis=1) > 1
    wrong = pd.Series(False, index=t.rows.index)
    steps = [*pairwise(columns), (columns[0], columns[-1])]
    for left, right in steps:
        wrong |= t.rows[left].gt(t.rows[right]).fillna(False).astype(bool)
    return judge(held, wrong)


@check("family", *NUMBERS)
def whole_numbers(t: Tables, *, families: list[str]) -> Verdict:
    """People and things come in whole numbers."""
    wrong = pd.Series(False, index=t.rows.index)
    for column in NUMBERS:
        wrong |= (t.rows[column] % 1).ne(0).fillna(False).astype(bool)
    return judge(t.rows["family"].isin(families) & t.rows[list(NUMBERS)].notna().any(axis=1), wrong)


@check("family", *NUMBERS)
def not_negative(t: Tables, *, families: list[str]) -> Verdict:
    """No fewer than none."""
    wrong = t.rows[list(NUMBERS)].lt(0).fillna(False).any(axis=1)
    return judge(t.rows["family"].isin(families) & t.rows[list(NUMBERS)].notna().any(axis=1), wrong)


@check("implicit", "qualifier", "value")
def implicit_is_one(t: Tables) -> Verdict:
    """A person named or described without a number counts as exactly one."""
    one = t.rows["value"].eq(1).fillna(False) & t.rows["qualifier"].eq("exact").fillna(False)
    return judge(t.rows["implicit"], ~one.astype(bool))


@check("family", "value_text", "value")
def digits_agree(t: Tables, *, families: list[str]) -> Verdict:
    """A value_text that is digits alone (376 or 1,200) is the value; money may be printed in its hundredth part."""
    words = coded(t, "value_text")
    numbers = np.array([*map(_digits, words.listed()), np.nan])[words.codes]  # the last is what code -1 finds
    digits = pd.Series(~np.isnan(numbers), index=t.rows.index)
    agree = t.rows["value"].eq(pd.Series(numbers, index=t.rows.index)).fillna(False).astype(bool)
    return judge(digits & t.rows["family"].isin(families), ~agree)


def _digits(printed: object) -> float:
    """376 or 1,200 as a number; not a number for anything else."""
    return float(str(printed).replace(",", "")) if DIGITS.fullmatch(str(printed)) else float("nan")
