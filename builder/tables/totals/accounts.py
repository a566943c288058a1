"""Sentences to accounts, accounts to one total: what is said again, what is part, what is added, what is a rival."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from builder.model import Claim
from builder.tables.totals.event import links
from builder.tables.totals.figures import Figure, added, figure_of, widened

_SIDES = frozenset({"military", "police", "militant", "civilian"})
"""Groups that exclude one another: who is of one is not of another."""


@dataclass(frozen=True, slots=True)
class Account:
    """What one sentence counts: its claims (disjoint, no parts) and their sum."""

    claims: tuple[Claim, ...]
    figure: Figure

    @property
    def counted(self) -> bool:
        """True if any claim is a number of more than one: only such a figure can cover persons named elsewhere."""
        return any(not c.implicit and (c.value != 1) for c in self.claims)

    @property
    def source(self) -> str | None:
        return self.claims[0].source_text

    @property
    def sides(self) -> frozenset[str]:
        return frozenset(c.subject_group or "unspecified" for c in self.claims)


def accounts(claims: Sequence[Claim]) -> list[Account]:
    """One account a sentence, in the order of the text."""
    found = []
    for _, group in groupby(claims, key=lambda c: c.sentence_start):
        kept = tuple(_disjoint(list(group)))
        figures = [f for c in kept if (f := figure_of(c))]
        if figures:
            found.append(Account(kept, added(figures)))
    return found


def _disjoint(claims: list[Claim]) -> Iterator[Claim]:
    """The claims of a sentence that add up: no parts, no person named twice, no number said twice."""
    kept: list[Claim] = []
    for claim in claims:
        if claim.part_of is None and figure_of(claim) and not any(_again(claim, other) for other in kept):
            kept.append(claim)
    zero = [c for c in kept if c.value == 0]
    yield from kept if len(zero) < len(kept) and not zero else [c for c in kept if c.value != 0] or zero[:1]


def _again(claim: Claim, other: Claim) -> bool:
    """True if both claims are the same words of a sentence counted twice."""
    if claim.start < other.end and other.start < claim.end:
        return True
    if claim.implicit and other.implicit:
        return bool(names(claim) & names(other))
    return claim.implicit != other.implicit and claim.value == other.value == 1


def names(claim: Claim) -> frozenset[str]:
    """The words a person is called by."""
    return frozenset((claim.subject_text or claim.value_text).lower().replace("’", "'").split())


def total(found: Sequence[Account]) -> Figure | None:
    """The total of a document from its accounts."""
    if not found:
        return None
    state = [found[0]]
    rivals: list[Figure] = []
    for account in found[1:]:
        held = added(a.figure for a in state)
        how = _relation(account, state, held)
        if how == "add":
            state.append(account)
        elif how == "replace":
            state = [account]
        elif how == "rival":
            rivals.append(account.figure)
    return widened(added(a.figure for a in state), rivals)


def _relation(account: Account, state: Sequence[Account], held: Figure) -> str:
    """How an account stands to what is held: same, part, add, replace, rival."""
    size = account.figure.size
    counted = any(a.counted for a in state)
    if size == 0:
        return "same"
    if held.size == 0:
        return "replace"
    if any(size == a.figure.size for a in state) or size == held.size:
        return "add" if _more(account) and not counted and _apart(account, state) else "same"
    if not account.counted:
        return "add" if _more(account) and not counted else "same"
    if _opposed(account, state):
        return "add"
    if size < held.size:
        return "rival" if _other_source(account, state) else "part"
    if not counted or "all" in links(account.claims[0].sentence):
        return "replace"
    return "rival" if _other_source(account, state) else "replace"


def _more(account: Account) -> bool:
    return "more" in links(account.claims[0].sentence)


def _apart(account: Account, state: Sequence[Account]) -> bool:
    return not any(names(a) & names(b) for a in account.claims for s in state for b in s.claims)


def _opposed(account: Account, state: Sequence[Account]) -> bool:
    """True if those counted are of another side than all counted before."""
    before = frozenset().union(*(a.sides for a in state))
    return account.sides <= _SIDES and before <= _SIDES and not account.sides & before


def _other_source(account: Account, state: Sequence[Account]) -> bool:
    return account.source is not None and account.source != state[0].source
