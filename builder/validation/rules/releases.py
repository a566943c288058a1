"""Checks against the release before: claims that went, came, or say something else under the same id."""

from __future__ import annotations

from builder.validation.rules.registry import Tables, Verdict, check, some

NO_RELEASE = Verdict(skipped="no earlier release was given")


@check("claim_id")
def few_removed(t: Tables, *, max_share: float) -> Verdict:
    """No more than a share of the claims of the release before is gone; the ids that are gone are named."""
    if t.previous is None:
        return NO_RELEASE
    before = t.previous["claim_id"].dropna()
    gone = before[~before.isin(t.rows["claim_id"]).astype(bool)].astype(str).tolist()
    return _share(gone, len(before), max_share, "gone")


@check("claim_id")
def few_added(t: Tables, *, max_share: float) -> Verdict:
    """New claims are no more than a share of what there was."""
    if t.previous is None:
        return NO_RELEASE
    new = t.rows["claim_id"].notna() & ~t.rows["claim_id"].isin(t.previous["claim_id"]).astype(bool)
    return _share(t.rows["claim_id"][new].astype(str).tolist(), len(t.previous), max_share, "new")


@check("claim_id")
def few_revised(t: Tables, *, columns: list[str], max_share: float) -> Verdict:
    """No more than a share of the claims in both releases says something else in these columns."""
    if t.previous is None:
        return NO_RELEASE
    known = [c for c in columns if c in t.previous.columns]
    old = t.previous.drop_duplicates("claim_id").set_index("claim_id")[known]
    new = t.rows[t.rows["claim_id"].isin(old.index).astype(bool)].drop_duplicates("claim_id").set_index("claim_id")
    old = old.reindex(new.index)
    same = new["document_id"].notna() | True
    for column in known:
        left, right = new[column].astype(old[column].dtype), old[column]
        same &= left.eq(right).fillna(False).astype(bool) | (left.isna() & right.isna())
    return _share(new.index[~same].astype(str).tolist(), len(new), max_share, "revised")


def _share(named: list[str], of: int, most: float, word: str) -> Verdict:
    if not of or len(named) <= most * of:
        return Verdict(checked=of)
    told = f"{len(named)} of {of} are {word} ({len(named) / of:.0%}): {some(named)}"
    return Verdict(of, failed=len(named), detail=told, named=tuple(named))
