"""Checks that hold for any column: its dtype, its blanks, and values that depend on another column's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from builder.tables.schema import dtypes
from builder.validation.files import short
from builder.validation.rules.registry import Tables, Verdict, check, judge, some


@check()
def dtypes_are_published(t: Tables) -> Verdict:
    """Every published column has the pandas dtype of columns.toml; the rows of cells that cannot have it are named."""
    found = t.found[t.table]
    wanted = {c: d for c, d in dtypes(t.table).items() if c in found}
    wrong = {c: f"{c} is {found[c]}, not {d}" for c, d in wanted.items() if found[c] != d}
    wrong |= {c: f"{wrong[c]}: {_said(cells)}" for c, cells in t.misfits.items() if c in wrong}
    rows = sorted({at for cells in t.misfits.values() for at in cells})
    columns = len(wrong.keys() - t.misfits.keys())
    return Verdict(len(wanted), tuple(rows), columns + len(rows), some(list(wrong.values())) or None)


def _said(cells: Mapping[int, str]) -> str:
    return some([short(cell) for cell in dict.fromkeys(cells.values())])


@check()
def no_blank_text(t: Tables) -> Verdict:
    """No text is empty or only white space: in a CSV it could not be told from null."""
    blank = np.zeros(len(t.rows), dtype=bool)
    for column in (c for c, d in dtypes(t.table).items() if d == "string" and c in t.rows.columns):
        blank |= _blank(t.rows[column].astype("string"))
    return judge(pd.Series(True, index=t.rows.index), pd.Series(blank, index=t.rows.index))


def _blank(words: pd.Series[str]) -> npt.NDArray[np.bool_] | bool:
    """Arrow looks no further than the first letter of a text; most columns have no blank at all."""
    import pyarrow as pa
    import pyarrow.compute as pc

    given = pa.array(words)
    if pc.min(pc.binary_length(given)).as_py() != 0 and not pc.any(pc.utf8_is_space(given)).as_py():
        return False
    empty = pc.or_(pc.utf8_is_space(given), pc.equal(pc.binary_length(given), 0))
    return np.asarray(pc.fill_null(empty, False).to_numpy(zero_copy_only=False), dtype=bool)


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
