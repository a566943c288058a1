"""Checks of parts: `two of them police officers` belongs to a total in the same text and does not exceed it."""

from __future__ import annotations

from collections.abc import Mapping

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
    rows = t.rows.loc[t.rows["part_of"].notna() & t.rows["claim_id"].notna(), ["claim_id", "part_of"]].astype(object)
    up = dict(zip(rows["claim_id"].tolist(), rows["part_of"].tolist(), strict=True))
    return judge(t.rows["part_of"].notna(), t.rows["claim_id"].isin(_circles(up)))


def _circles(up: Mapping[str, str]) -> set[str]:
    """All that stand in a circle. Each step is gone once, however long the chain."""
    gone: set[str] = set()
    found: set[str] = set()
    for at in up:
        way: dict[str, int] = {}
        while at in up and at not in gone:
            gone.add(at)
            way[at] = len(way)
            at = up[at]
        if at in way:
            found.update(list(way)[way[at] :])
    return found
