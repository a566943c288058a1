"""Checks against the release before: claims that went, came, or say something else under the same id."""

from __future__ import annotations

import pandas as pd

from builder.validation.rules.joins import Places, places
from builder.validation.rules.registry import Tables, Verdict, check, some

NO_RELEASE = Verdict(skipped="no earlier release was given")


@check("claim_id")
def few_removed(t: Tables, *, max_share: float) -> Verdict:
    """No more than a share of the claims of the release before is gone; the ids that are gone are named."""
    if t.previous is None:
        return NO_RELEASE
    before = t.previous["claim_id"].dropna()
    now = set(t.rows["claim_id"].astype(object).tolist())
    gone = [i for i in before.astype(object).tolist() if i not in now]
    return _share(gone, len(before), max_share, "gone")


@check("claim_id")
def few_added(t: Tables, *, max_share: float) -> Verdict:
    """New claims are no more than a share of what there was."""
    if t.previous is None:
        return NO_RELEASE
    new = t.rows["claim_id"].notna() & (_before(t) < 0)
    return _share(t.rows["claim_id"][new].astype(str).tolist(), len(t.previous), max_share, "new")


@check("claim_id")
def few_revised(t: Tables, *, columns: list[str], max_share: float) -> Verdict:
    """No more than a share of the claims in both releases says something else in these columns."""
    if t.previous is None:
        return NO_RELEASE
    known = [c for c in columns if c in t.previous.columns]
    at = _before(t)
    new, old = t.rows[at >= 0], t.previous.iloc[at[at >= 0]]
    same = pd.Series(True, index=new.index)
    for column in known:
        left, right = new[column], old[column].set_axis(new.index).astype(new[column].dtype)
        same &= left.eq(right).fillna(False).astype(bool) | (left.isna() & right.isna())
    return _share(new["claim_id"][~same].astype(str).tolist(), len(new), max_share, "revised")


def _before(t: Tables) -> Places:
    """The row of each claim in the release before."""
    if "before" not in t.memo:
        assert t.previous is not None
        t.memo["before"] = places(t.rows["claim_id"], t.previous["claim_id"])
    return t.memo["before"]  # type: ignore[no-any-return]


def _share(named: list[str], of: int, most: float, word: str) -> Verdict:
    if not of or len(named) <= most * of:
        return Verdict(checked=of)
    told = f"{len(named)} of {of} are {word} ({len(named) / of:.0%}): {some(named)}"
    return Verdict(of, failed=len(named), detail=told, named=tuple(named))
