"""Columns as the types that they are published with: whole columns where all cells allow it, else cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from builder.tables.schema import dtypes, schema

if TYPE_CHECKING:
    import pandas as pd

Misfits = Mapping[str, Mapping[int, str]]
"""Column -> row position -> the cell that is not of the column's type."""

LARGEST = 2**63
"""Whole numbers from here on are no Int64."""
DIGITS = 300
"""Characters of a number; a float ends at 308 digits."""
_BOOLEANS = {"true": True, "false": False}


def typed(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """The published columns with their dtypes, each as far as all its values allow."""
    return rows.assign(**{column: _as(rows[column], dtype) for column, dtype in _other(rows, table).items()})


def apart(rows: pd.DataFrame, table: str) -> tuple[pd.DataFrame, Misfits]:
    """The table with the cells emptied that keep a column from having its type, and what stood in them: one word in a
    column of numbers is the fault of its row, not of all the others."""
    misfits: dict[str, dict[int, str]] = {}
    for column, dtype in _other(rows, table).items():
        if dtype == "string":
            continue
        values = _cells(rows[column], dtype)
        wrong = (values.isna() & rows[column].notna()).to_numpy().nonzero()[0]
        misfits |= {column: {at: str(rows[column].iloc[at]) for at in wrong.tolist()}} if len(wrong) else {}
        rows = rows.assign(**{column: values})
    return rows, misfits


def _other(rows: pd.DataFrame, table: str) -> Mapping[str, str]:
    """Columns of other than their published dtypes, and these."""
    if table not in schema() or not rows.columns.is_unique:
        return {}
    return {c: d for c, d in dtypes(table).items() if c in rows and str(rows[c].dtype) != d}


def _as(values: pd.Series[Any], dtype: str) -> Any:
    import pandas as pd

    with suppress(ValueError, TypeError, OverflowError):
        if dtype == "boolean":
            read = _booleans(values)
            return read if read.notna().eq(values.notna()).all() else values
        if dtype in ("Int64", "Float64"):
            numbers = pd.to_numeric(values.astype("string"))
            fits = str(numbers.dtype) == "Int64" or not _odd(numbers.astype("Float64"), dtype).any()
            return numbers.astype(dtype) if fits else values  # type: ignore[call-overload]
        return values.astype(dtype)  # type: ignore[call-overload]
    return values


def _odd(numbers: pd.Series[Any], dtype: str) -> pd.Series[bool]:
    """Infinities and, among whole numbers, what is none (pandas would cut it down to one) or too large."""
    size = numbers.abs()
    if dtype == "Int64":
        return (numbers.mod(1).ne(0) | size.ge(LARGEST)).fillna(False).astype(bool)
    return size.eq(float("inf")).fillna(False).astype(bool)


def _booleans(values: pd.Series[Any]) -> pd.Series[Any]:
    return values.astype("string").str.lower().map(_BOOLEANS).astype("boolean")


def _cells(values: pd.Series[Any], dtype: str) -> pd.Series[Any]:
    """Each cell as a value of the type, null where it is none."""
    import pandas as pd

    if dtype == "boolean":
        return _booleans(values)
    words = values.astype("string")
    words = words.where(words.str.len() <= DIGITS)
    numbers = pd.Series([_number(word) for word in words.tolist()], index=values.index, dtype="Float64")
    return numbers.mask(_odd(numbers, dtype)).astype(dtype)  # type: ignore[call-overload,no-any-return]


def _number(word: Any) -> float | None:
    """The number that a cell is; infinity is none."""
    try:
        number = float(word)
    except (ValueError, TypeError):
        return None
    return number if "_" not in word and abs(number) < float("inf") else None
