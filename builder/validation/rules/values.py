"""Checks that hold for any column: its dtype, its blanks, and values that depend on another column's."""

from __future__ import annotations

from typing import Any

import pandas as pd

from builder.tables.schema import dtypes
from builder.validation.rules.registry import Tables, Verdict, check, judge, some


@check()
def dtypes_are_published(t: Tables) -> Verdict:
    """Every published column has the pandas dtype of columns.toml."""
    found = t.found[t.table]
    wanted = {c: d for c, d in dtypes(t.table).items() if c in found}
    wrong = [f"{c} is {found[c]}, not {d}" for c, d in wanted.items() if found[c] != d]
    return Verdict(checked=len(wanted), failed=len(wrong), detail=some(wrong) or None)


@check()
def no_blank_text(t: Tables) -> Verdict:
    """No text is empty or only white space: in a CSV it could not be told from null."""
    blank = pd.Series(False, index=t.rows.index)
    texts = [c for c, d in dtypes(t.table).items() if d == "string" and c in t.rows.columns]
    for column in texts:
        words = t.rows[column].astype("string")
        blank |= words.str.strip().eq("").fillna(False).astype(bool)
    return judge(pd.Series(True, index=t.rows.index), blank)


@check()
def value_fits(t: Tables, *, column: str, by: str, allowed: dict[str, list[Any]]) -> Verdict:
    """Where `by` is a key of `allowed`, `column` is one of its values (None in the list: or null)."""
    values, keys = t.rows[column], t.rows[by]
    wrong = pd.Series(False, index=t.rows.index)
    for key, fit in allowed.items():
        fits = values.isin([v for v in fit if v is not None]).astype(bool)
        fits |= values.isna() if None in fit else False
        wrong |= keys.eq(key).fillna(False).astype(bool) & ~fits
    return judge(keys.isin(list(allowed)), wrong)


@check()
def null_together(t: Tables, *, column: str, other: str) -> Verdict:
    """Two columns are both given or both null."""
    one, two = t.rows[column].notna(), t.rows[other].notna()
    return judge(one | two, one != two)


@check()
def given_needs(t: Tables, *, column: str, other: str) -> Verdict:
    """Where `column` is given, `other` is given too."""
    return judge(t.rows[column].notna(), t.rows[other].isna())


@check()
def equal_together(t: Tables, *, column: str, other: str, value: str) -> Verdict:
    """One column holds the value exactly where the other does."""
    one = t.rows[column].eq(value).fillna(False).astype(bool)
    two = t.rows[other].eq(value).fillna(False).astype(bool)
    return judge(one | two, one != two)
