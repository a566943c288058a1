"""Rows that name other rows: parts and totals, claims and documents, this release and the one before.

Python dictionaries find 100,000 ids several times faster than pandas finds them among strings of Arrow.
"""

from __future__ import annotations

from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from builder.validation.rules.coded import coded, once
from builder.validation.rules.registry import Tables

Places = npt.NDArray[np.intp]
First = dict[Any, int]


def first_places(ids: list[Any]) -> First:
    """Id -> the position of the first row that has it; null is none."""
    first = dict(zip(reversed(ids), range(len(ids) - 1, -1, -1), strict=True))  # the first of twins comes last
    for null in (None, pd.NA):
        first.pop(null, None)
    return first


def places(ids: list[Any], first: First) -> Places:
    """For each id its place; -1 for none, and for null."""
    return np.fromiter(map(first.get, ids, repeat(-1)), np.intp, len(ids))


def listed(t: Tables, column: str) -> list[Any]:
    """A column as Python holds it."""
    return once(t, f"listed {column}", lambda: t.rows[column].astype(object).tolist())


def claim_places(t: Tables) -> First:
    """Claim id -> its row."""
    return once(t, "claims", lambda: first_places(listed(t, "claim_id")))


def taken(values: pd.Series[Any], at: Places, index: pd.Index[Any]) -> pd.Series[Any]:
    """Values at these positions; null where the position is -1."""
    return values.reset_index(drop=True).reindex(at).set_axis(index)


def _through(t: Tables, column: str, first: First) -> Places:
    """Where the ids of a column lead: each different id is looked up once."""
    found = coded(t, column)
    return np.append(places(found.listed(), first), -1)[found.codes]  # the last is what code -1 finds


def of_total(t: Tables, column: str) -> pd.Series[Any]:
    """A column's value in the row each part names as its total; null where there is none."""
    at = once(t, "totals", lambda: _through(t, "part_of", claim_places(t)))
    return taken(t.rows[column], at, t.rows.index)


def of_document(t: Tables, column: str) -> pd.Series[Any]:
    """A column's value in the row of each claim's document; null where there is none."""
    return taken(t.frames["documents"][column], document_places(t), t.rows.index)


def document_places(t: Tables) -> Places:
    def work() -> Places:
        ids = t.frames["documents"]["document_id"].astype(object).tolist()
        return _through(t, "document_id", first_places(ids))

    return once(t, "documents", work)
