"""Sentences to accounts: what one sentence counts, without parts and without saying anything twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from builder.model import Basis, Claim
from builder.tables.totals.figures import Figure, added, figure_of
from builder.tables.totals.persons import names, single
from builder.tables.totals.words import in_all


@dataclass(frozen=True, slots=True)
class Account:
    """What one sentence counts: its claims (disjoint, no parts) and their sum."""

    claims: tuple[Claim, ...]
    figure: Figure

    @property
    def counted(self) -> bool:
        """True if any claim is more than one person: only such a figure can cover persons named elsewhere."""
        return any(not single(c) for c in self.claims)

    @property
    def source(self) -> str | None:
        return self.claims[0].source_text


def accounts(claims: Sequence[Claim]) -> list[Account]:
    """One account a sentence, in the order of the text."""
    found = []
    for _, group in groupby(claims, key=lambda c: c.sentence_start):
        if kept := _disjoint(list(group)):
            found.append(account(kept))
    return found


def account(claims: Sequence[Claim]) -> Account:
    return Account(tuple(claims), added(f for c in claims if (f := figure_of(c))))


def _disjoint(claims: list[Claim]) -> list[Claim]:
    """The claims of a sentence that add up: no parts, no person named twice, no number said twice, no sum and its
    addends, no zero beside a number."""
    kept: list[Claim] = []
    for claim in claims:
        if claim.part_of is None and figure_of(claim) and not any(_again(claim, other) for other in kept):
            kept.append(claim)
    for claim in kept:
        if len(kept) > 1 and claim.basis is Basis.CUMULATIVE and in_all(claim) and _sums(claim, kept):
            return [claim]
    return [c for c in kept if c.value != 0] or kept[:1]


def _sums(claim: Claim, kept: list[Claim]) -> bool:
    others = [f.size for c in kept if c is not claim and (f := figure_of(c))]
    figure = figure_of(claim)
    return figure is not None and figure.size >= sum(others)


def _again(claim: Claim, other: Claim) -> bool:
    """True if both claims are the same people counted twice in one sentence."""
    if claim.start < other.end and other.start < claim.end:
        return True
    if claim.implicit and other.implicit:
        return bool(names(claim) & names(other))
    if claim.implicit or other.implicit:
        return claim.value == other.value == 1
    same = claim.value is not None and claim.value == other.value and claim.value > 1
    bare = "unspecified" in (claim.subject_group, other.subject_group) or claim.subject_text == other.subject_text
    return same and bare and claim.rule != "gapping" and claim.place_text == other.place_text
