"""Checks of the derived tables against the claims they are made of."""

from __future__ import annotations

from typing import Any

import pandas as pd

from builder.validation.rules.registry import Tables, Verdict, check, judge


def _ids(cell: Any) -> list[str]:
    return cell.split() if isinstance(cell, str) else []


def _wrong(t: Tables, flags: list[bool]) -> Verdict:
    return judge(pd.Series(True, index=t.rows.index), pd.Series(flags, index=t.rows.index, dtype=bool))


@check(tables=("claims",))
def evidence_exists(t: Tables, *, column: str) -> Verdict:
    """Every claim id in a list of ids, of which there is at least one, is a claim."""
    known = set(t.frames["claims"]["claim_id"].dropna().tolist())
    return _wrong(t, [not _ids(cell) or not known.issuperset(_ids(cell)) for cell in t.rows[column].tolist()])


@check("claim_ids", "best_claim_ids")
def best_is_among_the_evidence(t: Tables) -> Verdict:
    """What best is made of is among the claims that stand."""
    pairs = zip(t.rows["best_claim_ids"].tolist(), t.rows["claim_ids"].tolist(), strict=True)
    return _wrong(t, [not set(_ids(best)) <= set(_ids(every)) for best, every in pairs])


@check("claim_ids", "n_claims")
def evidence_is_counted(t: Tables) -> Verdict:
    """n_claims is how many claim ids there are."""
    counts = pd.Series([len(_ids(cell)) for cell in t.rows["claim_ids"].tolist()], index=t.rows.index, dtype="Int64")
    return judge(t.rows["n_claims"].notna(), t.rows["n_claims"].ne(counts))


@check("claim_ids", "measure", tables=("claims",))
def measures_are_not_mixed(t: Tables, *, also: dict[str, list[str]]) -> Verdict:
    """An estimate rests on claims of its own measure, or of those that `also` lets count for it."""
    claims = t.frames["claims"]
    of = dict(zip(claims["claim_id"].tolist(), claims["measure"].tolist(), strict=True))
    rows = zip(t.rows["claim_ids"].tolist(), t.rows["measure"].tolist(), strict=True)
    return _wrong(t, [any(of.get(i, own) not in (own, *also.get(own, ())) for i in _ids(cell)) for cell, own in rows])


@check()
def not_more_than(t: Tables, *, column: str, other: str) -> Verdict:
    """A number is not above another of its row."""
    both = t.rows[column].notna() & t.rows[other].notna()
    return judge(both, t.rows[column].gt(t.rows[other]))
