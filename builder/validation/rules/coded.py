"""Columns as whole numbers, worked out once a run: few different words, many rows.

Equal values share a code, so that rows are grouped, compared and looked at by code: a question about words is asked
once for each different word, and 100,000 rows are grouped several times faster by numbers than by strings of Arrow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from builder.validation.rules.registry import Tables, Verdict, judge

T = TypeVar("T")
Codes = npt.NDArray[np.signedinteger[Any]]
LARGEST = 2**31
"""Products of two numbers up to here are still whole numbers of 64 bits."""


class Coded(NamedTuple):
    """A column: the code of each row (-1 is null) and the value of each code, in the order of the rows."""

    codes: Codes
    values: Any

    def listed(self) -> list[Any]:
        """The values as Python holds them."""
        return self.values.tolist()  # type: ignore[no-any-return]


def once(t: Tables, key: str, work: Callable[[], T]) -> T:
    """What several checks ask for, worked out for the first of them."""
    if key not in t.memo:
        t.memo[key] = work()
    return t.memo[key]  # type: ignore[no-any-return]


def coded(t: Tables, column: str) -> Coded:
    """A column of the rows under check as codes."""
    return once(t, f"coded {column}", lambda: Coded(*pd.factorize(t.rows[column])))


def codes(t: Tables, column: str) -> pd.Series[int]:
    """The codes of a column as a column."""
    return pd.Series(coded(t, column).codes, index=t.rows.index)


def words(t: Tables, column: str) -> list[str]:
    """A column of text as Python strings, null as an empty one."""
    return once(t, f"words {column}", lambda: t.rows[column].astype("string").fillna("").tolist())


def asked(
    t: Tables, column: str, answer: Callable[[Any], object], held: pd.Series[bool] | None = None
) -> pd.Series[bool]:
    """A question about the values of the rows that are held (of all), asked once for each; null is False."""
    found = coded(t, column)
    at = found.codes if held is None else found.codes[held.to_numpy(dtype=bool)]
    wanted = np.unique(at[at >= 0])
    answers = np.zeros(len(found.values) + 1, dtype=bool)  # the last is what code -1 finds
    answers[wanted] = [bool(answer(value)) for value in found.values[wanted].tolist()]
    index = t.rows.index if held is None else t.rows.index[held.to_numpy(dtype=bool)]
    return pd.Series(answers[at], index=index, dtype=bool)


def days(t: Tables, column: str) -> pd.Series[float]:
    """A column of ISO dates as days (0001-01-01 is 1); null for what is none."""

    def work() -> pd.Series[float]:
        found = coded(t, column)
        return pd.Series(np.array([*map(_day, found.listed()), np.nan])[found.codes], index=t.rows.index)

    return once(t, f"days {column}", work)


def _day(printed: object) -> float:
    try:
        return float(date.fromisoformat(str(printed)).toordinal())
    except ValueError:
        return float("nan")


def groups(
    t: Tables, names: Sequence[str], held: pd.Series[bool], more: Sequence[Codes] = (), **other: Codes
) -> pd.Series[int]:
    """The rows that are held, numbered: rows that are equal in these columns (null equals null) share a number, and
    numbers follow the order of the rows. `more` are further codes of the held rows; `other` are codes of all rows,
    to be taken for a column's own."""
    at = held.to_numpy(dtype=bool)
    every = [(other[name] if name in other else coded(t, name).codes)[at] for name in dict.fromkeys(names)]
    return pd.Series(numbered([*every, *more]), index=t.rows.index[at])


def numbered(columns: Sequence[Codes]) -> Codes:
    """One number for each combination of codes, in the order they come."""
    number, size = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        if size * (many := int(column.max(initial=-1)) + 2) > LARGEST:
            number, distinct = pd.factorize(number)
            size = len(distinct)
        number = number * many + (column + 1)
        size *= many
    return pd.factorize(number)[0].astype(np.intp)


def among(t: Tables, names: Sequence[str], held: pd.Series[Any], answer: Callable[..., bool | None]) -> Verdict:
    """The verdict of a question about some columns, asked once for each distinct combination of their values (None for
    null): True is right, False is wrong, None could not be judged."""
    held = held.fillna(False).astype(bool)
    group = groups(t, names, held)
    first = t.rows.loc[group.index[~group.duplicated()], list(names)].astype(object)
    answers = [answer(*row) for row in first.where(first.notna(), None).itertuples(index=False, name=None)]
    judged, wrong = (
        np.array([a in of for a in answers], dtype=bool)[group.to_numpy()] for of in ((True, False), (False,))
    )
    return judge(*(pd.Series(f, index=group.index).reindex(t.rows.index, fill_value=False) for f in (judged, wrong)))
