"""Rows that name other rows: parts and totals, claims and documents, this release and the one before.

Python dictionaries find 100,000 ids several times faster than pandas finds them among strings of Arrow.
"""

from __future__ import annotations

from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from builder.validation.rules.registry import Tables

Places = npt.NDArray[np.intp]


def places(ids: pd.Series[Any], among: pd.Series[Any]) -> Places:
    """For each id the position of the first row of `among` that has it; -1 for none, and for null."""
    first: dict[Any, int] = {}
    listed = among.astype(object).tolist()
    first = dict(zip(reversed(listed), range(len(listed) - 1, -1, -1), strict=True))  # the first of twins comes last
    for null in (None, pd.NA):
        first.pop(null, None)
    return np.fromiter(map(first.get, ids.astype(object).tolist(), repeat(-1)), np.intp, len(ids))


def codes(t: Tables, column: str) -> pd.Series[int]:
    """Equal values of a column share a whole number, null is -1; worked out once a run."""
    key = f"codes {column}"
    if key not in t.memo:
        t.memo[key] = pd.Series(pd.factorize(t.rows[column].astype(object))[0], index=t.rows.index)
    return t.memo[key]  # type: ignore[no-any-return]


def taken(values: pd.Series[Any], at: Places, index: pd.Index[Any]) -> pd.Series[Any]:
    """Values at these positions; null where the position is -1."""
    found = at >= 0
    there = values.iloc[at[found]]
    there.index = index[found]
    return there.reindex(index)


def of_total(t: Tables, column: str) -> pd.Series[Any]:
    """A column's value in the row each part names as its total; null where there is none."""
    if "totals" not in t.memo:
        t.memo["totals"] = places(t.rows["part_of"], t.rows["claim_id"])
    return taken(t.rows[column], t.memo["totals"], t.rows.index)


def of_document(t: Tables, column: str) -> pd.Series[Any]:
    """A column's value in the row of each claim's document; null where there is none."""
    return taken(t.frames["documents"][column], document_places(t), t.rows.index)


def document_places(t: Tables) -> Places:
    if "documents" not in t.memo:
        t.memo["documents"] = places(t.rows["document_id"], t.frames["documents"]["document_id"])
    return t.memo["documents"]  # type: ignore[no-any-return]
