"""Whether two claims speak of the same people, as far as their words tell."""

from __future__ import annotations

from collections.abc import Sequence

from builder.model import Claim
from builder.tables.totals.words import on_top

SIDES = frozenset({"military", "police", "militant", "civilian"})
"""Groups that exclude one another: who is of one is not of another."""
_SEXES = frozenset({"woman", "man"})
_GROWN = frozenset({"military", "police", "militant", "official", "journalist", "medic"})
_WIDE = frozenset({"unspecified", "other", "civilian"})
"""Groups that say little of a person."""


def single(claim: Claim) -> bool:
    """True for one person, named, described or with an article."""
    return claim.implicit or claim.value == 1


def names(claim: Claim) -> frozenset[str]:
    """The capitalised words a person is called by."""
    words = (claim.subject_text or claim.value_text).replace("-", " ").split()
    return frozenset(w.strip(".,’'\"“”()").lower() for w in words if w[:1].isupper() and len(w) > 1)


def named(claim: Claim) -> bool:
    return claim.implicit and len(names(claim)) > 1


def apart(a: Claim, b: Claim) -> bool:
    """True if two single persons cannot be the same: names without a common word, or groups that exclude each other."""
    if named(a) and named(b):
        return not names(a) & names(b)
    return groups_apart(a.subject_group, b.subject_group)


def groups_apart(a: str | None, b: str | None) -> bool:
    """True if no one is of both groups."""
    pair = {a, b}
    if len(pair) == 1 or None in pair:
        return False
    return pair <= SIDES or pair <= _SEXES or (("child" in pair) and bool(pair & _GROWN))


def narrower(claim: Claim, whole: Claim) -> bool:
    """True if the claim counts a sort of people within the whole ("four children" of nine people)."""
    a, b = claim.subject_group or "unspecified", whole.subject_group or "unspecified"
    return a != b and a not in _WIDE and b in _WIDE


def survivors(injured: Sequence[Claim], killed: Sequence[Claim]) -> list[Claim]:
    """The injured without single persons whom the text also counts as killed ("a man was shot ... he died").

    Two persons of one sentence are two ("a man was killed and a woman wounded") unless they share a name; so is
    whoever comes on top of others ("another man was wounded")."""
    dead = [c for c in killed if single(c) and c.value != 0]
    return [c for c in injured if not (single(c) and c.value != 0 and any(_dead(c, d) for d in dead))]


def _dead(claim: Claim, dead: Claim) -> bool:
    if names(claim) & names(dead):
        return True
    if claim.sentence_start == dead.sentence_start or on_top(claim) or apart(claim, dead):
        return False
    a, b = claim.subject_group, dead.subject_group
    return a == b or bool({a, b} & {"unspecified", "other", None})
