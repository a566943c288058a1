"""Accounts to one total: what is said again, what is a part, what is added, what replaces, what is a rival."""

from __future__ import annotations

from collections.abc import Sequence

from builder.model import Claim, Qualifier
from builder.tables.totals.accounts import Account, account
from builder.tables.totals.figures import Figure, widened
from builder.tables.totals.persons import SIDES, apart, groups_apart, narrower, single
from builder.tables.totals.words import also, early, in_all, on_top


def total(found: Sequence[Account]) -> Figure | None:
    """The total of a document from its accounts, read in the order of the text."""
    if not found:
        return None
    held, rivals = found[0], []
    for one in found[1:]:
        how = _relation(one, held)
        if how == "add":
            held = account([*held.claims, *one.claims])
        elif how == "replace":
            held = one
        elif how == "rival":
            rivals.append(one.figure)
        elif how == "persons":
            held = account([*held.claims, *_new(one, held)])
    return widened(held.figure, rivals)


_LEAD = 400
"""Characters from the first claim in which a text still adds to its count; further on it goes into detail."""


def _near(one: Account, held: Account) -> bool:
    return one.claims[0].start - held.claims[0].start < _LEAD


def _relation(one: Account, held: Account) -> str:
    """How an account stands to what is held: same, persons, add, replace, rival."""
    size, before = one.figure.size, held.figure.size
    if size == 0 or (before and early(one.claims[0])):
        return "same"
    if before == 0:
        return "replace"
    if not one.counted:
        return "persons"
    if size == before or _within(one.figure, held.figure) or _said(one, held):
        return "same"
    if in_all(one.claims[0]) and size > before:
        return "replace"
    if _near(one, held) and (_opposed(one, held.claims) or (all(on_top(c) for c in one.claims) and held.counted)):
        return "add"
    if not held.counted:
        return "replace"
    return "rival" if _rivals(one, held) else "same"


def _said(one: Account, held: Account) -> bool:
    """True if the account says one of the held claims again."""
    return any(one.figure.size == _size(c) and not _opposed(one, [c]) for c in held.claims)


def _within(figure: Figure, held: Figure) -> bool:
    """True if a range that is held holds the figure."""
    low, _, high = held
    return low is not None and high is not None and low < high and low <= figure.size <= high


def _rivals(one: Account, held: Account) -> bool:
    """True if the account is a figure for the same people: no part of them, and no open word beside a number."""
    if all(narrower(c, w) for c in one.claims for w in held.claims):
        return False
    if any(c.qualifier is Qualifier.VAGUE for c in one.claims):
        return all(c.qualifier is Qualifier.VAGUE for c in held.claims)
    return one.figure.size > held.figure.size or _other_source(one, held)


def _new(one: Account, held: Account) -> list[Claim]:
    """The single persons of an account that are not among those held."""
    return [c for c in one.claims if _is_new(c, held)]


def _is_new(claim: Claim, held: Account) -> bool:
    if not _near(account([claim]), held):
        return False
    tops = on_top(claim) or also(claim)
    if held.counted:
        return (tops and not claim.implicit) or _opposed(account([claim]), held.claims)
    return all(apart(claim, c) for c in held.claims) or (tops and not claim.implicit)


def _size(claim: Claim) -> int:
    return account([claim]).figure.size


def _opposed(one: Account, held: Sequence[Claim]) -> bool:
    """True if those counted are of another side than all counted before."""
    if not all(c.subject_group in SIDES for c in [*one.claims, *held]):
        return False
    return all(groups_apart(c.subject_group, w.subject_group) for c in one.claims for w in held)


def _other_source(one: Account, held: Account) -> bool:
    return one.source is not None and one.source != held.source


__all__ = ["single", "total"]
