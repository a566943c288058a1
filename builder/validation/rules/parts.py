"""Checks of parts: `two of them police officers` belongs to a total in the same text and does not exceed it."""

from __future__ import annotations

from builder.validation.rules.joins import of_total
from builder.validation.rules.registry import Tables, Verdict, check, judge


@check("claim_id", "part_of", "document_id")
def total_stands_in_same_document(t: Tables) -> Verdict:
    """part_of names a claim of the same document, and not the part itself."""
    same = of_total(t, "document_id").eq(t.rows["document_id"]).fillna(False).astype(bool)
    itself = t.rows["part_of"].eq(t.rows["claim_id"]).fillna(False).astype(bool)
    return judge(t.rows["part_of"].notna(), ~same | itself)


@check("claim_id", "part_of", "unit", "value_low", "value_high")
def part_not_above_total(t: Tables) -> Verdict:
    """The least a part can be is not more than the most its total can be; both must be known, and of one unit."""
    most = of_total(t, "value_high")
    held = t.rows["value_low"].notna() & most.notna() & of_total(t, "unit").eq(t.rows["unit"])
    return judge(held, t.rows["value_low"].gt(most))


@check("claim_id", "part_of")
def parts_have_no_circle(t: Tables) -> Verdict:
    """No claim is, over one or more steps, a part of itself."""
    rows = t.rows.loc[t.rows["part_of"].notna(), ["claim_id", "part_of"]].astype(object)
    up = dict(zip(rows["claim_id"].tolist(), rows["part_of"].tolist(), strict=True))
    circle = t.rows["claim_id"].isin([claim for claim in up if _comes_back(claim, up)])
    return judge(t.rows["part_of"].notna(), circle)


def _comes_back(claim: str, up: dict[str, str]) -> bool:
    seen: set[str] = set()
    at = up[claim]
    while at in up and at != claim and at not in seen:
        seen.add(at)
        at = up[at]
    return at == claim
