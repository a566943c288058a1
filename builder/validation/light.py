"""A table as Great Expectations is given it: the same values, held so that copying rows is cheap.

The library copies the whole frame for most rules. Text that repeats itself is handed over as categories, numbers as
plain numpy numbers, and what no built-in rule looks into as zeros; for rules of other types than the common ones a
column stays what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from builder.validation.rules import Tables
from builder.validation.rules.coded import coded
from builder.validation.suites import NAMED, Rule

PLAIN = {
    f"expect_column_{rest}"
    for rest in (
        "values_to_not_be_null",
        "values_to_be_unique",
        "values_to_be_in_set",
        "values_to_match_regex",
        "values_to_be_between",
        "unique_value_count_to_be_between",
    )
}
"""Rules that see values and no dtypes: what they say of a column does not change with how it is held."""
FEW = 2
"""Text is handed over as categories where a word stands in this many rows on average."""
EXACT = 2**53
"""Whole numbers up to here are floats without loss."""


def light(rules: Sequence[Rule], t: Tables) -> pd.DataFrame:
    """The rows under check as the built-in rules among `rules` need them."""
    built_in = [rule for rule in rules if rule.type != NAMED]
    if not t.rows.columns.is_unique or any("row_condition" in rule.kwargs for rule in built_in):
        return t.rows
    asking = [rule for rule in built_in if not rule.type.startswith("expect_table_")]
    seen = {column for rule in asking for column in rule.columns}
    as_it_is = {column for rule in asking if rule.type not in PLAIN for column in rule.columns}
    nothing = np.zeros(len(t.rows), dtype=np.int8)
    return pd.DataFrame(
        {
            column: nothing if column not in seen else t.rows[column] if column in as_it_is else _light(t, column)
            for column in t.rows.columns
        },
        index=t.rows.index,
    )


def _light(t: Tables, column: str) -> Any:
    values = t.rows[column]
    if values.dtype == "string":
        found = coded(t, column)
        few = len(found.values) * FEW <= len(values)
        categories = pd.Index(found.listed(), dtype=object)
        return pd.Categorical.from_codes(found.codes, categories) if few else values
    if str(values.dtype) not in ("Int64", "Float64"):
        return values
    if not values.isna().any():
        return values.to_numpy(dtype=np.int64 if str(values.dtype) == "Int64" else float)
    if str(values.dtype) == "Int64" and values.abs().gt(EXACT).any():
        return values
    return values.to_numpy(dtype=float, na_value=np.nan)
