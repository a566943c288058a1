"""Checks against the release before: claims that went, came, or say something else under the same id."""

from __future__ import annotations

import pandas as pd

from builder.validation.rules.coded import once
from builder.validation.rules.joins import Places, claim_places, first_places, listed, places
from builder.validation.rules.registry import Tables, Verdict, check, some

NO_RELEASE = Verdict(skipped="no earlier release was given")


@check("claim_id")
def few_removed(t: Tables, *, max_share: float) -> Verdict:
    """No more than a share of the claims of the release before is gone; the ids that are gone are named."""
    if t.previous is None:
        return NO_RELEASE
    before, now = t.previous["claim_id"].dropna().tolist(), claim_places(t)
    gone = [i for i in before if i not in now]
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
    here = at >= 0
    new, old = t.rows.loc[here, known], t.previous[known].iloc[at[here]]
    same = pd.Series(True, index=new.index)
    for column in known:
        left, right = new[column], old[column].set_axis(new.index).astype(new[column].dtype)
        same &= left.eq(right).fillna(False).astype(bool) | (left.isna() & right.isna())
    revised = t.rows["claim_id"][here][~same].astype(str).tolist()
    return _share(revised, len(new), max_share, "revised")


def _before(t: Tables) -> Places:
    """The row of each claim in the release before."""

    def work() -> Places:
        assert t.previous is not None
        return places(listed(t, "claim_id"), first_places(t.previous["claim_id"].astype(object).tolist()))

    return once(t, "before", work)


def _share(named: list[str], of: int, most: float, word: str) -> Verdict:
    if not of or len(named) <= most * of:
        return Verdict(checked=of)
    told = f"{len(named)} of {of} are {word} ({len(named) / of:.0%}): {some(named)}"
    return Verdict(of, failed=len(named), detail=told, named=tuple(named))
