"""Whether two claims speak of the same people, as far as their words tell."""

from __future__ import annotations

from collections.abc import Sequence

import regex
from msgspec.structs import replace

from builder.model import Claim, Qualifier
from builder.tables.totals.words import on_top, titled

_SIDES = frozenset({"military", "police", "militant", "civilian"})
"""Groups that exclude one another: who is of one is not of another."""
_SEXES = frozenset({"woman", "man"})
_GROWN = frozenset({"military", "police", "militant", "official", "journalist", "medic"})
_PEACEFUL = frozenset({"civilian", "official", "journalist", "medic", "aid_worker", "child", "woman"})
"""Groups that no militant is counted with."""
_MARKS = ".,’'\"“”()"
_OWNING = ("'s", "’s")
_WHOSE = ("his ", "her ", "their ")
_AGE = regex.compile(r"\d+-year-olds?", regex.IGNORECASE)
_WIDE = frozenset({"unspecified", "other", "civilian"})
"""Groups that say little of a person."""


def single(claim: Claim) -> bool:
    """True for one person, named, described or with an article."""
    return claim.implicit or claim.value == 1


def numbered(claim: Claim) -> bool:
    """True where a bound counts ("at least one"), be it but one: it leaves room for others."""
    return not claim.implicit and claim.qualifier is not Qualifier.EXACT


def _capitals(claim: Claim) -> list[str]:
    """The words with capitals a person is told by, without his age."""
    words = _AGE.sub(" ", claim.subject_text or claim.value_text).replace("-", " ").split()
    return [w.strip(_MARKS) for w in words if w[:1].isupper() and len(w) > 1]


def names(claim: Claim) -> frozenset[str]:
    """The capitalised words a person is called by."""
    return frozenset(w.lower() for w in _capitals(claim) if not titled(w.lower()))


def named(claim: Claim) -> bool:
    return claim.implicit and len(names(claim)) > 1


def given(claim: Claim) -> list[str]:
    """The words of a person's own name in order, without roles, titles and whom they belong to ("Ali's son Omar")."""
    own = [w.lower() for w in _capitals(claim) if not w.endswith(_OWNING)]
    while len(own) > 1 and titled(own[0]):
        own = own[1:]
    return own


def same(a: Claim, b: Claim) -> bool:
    """True if two names may be one person's: the first names agree, or one is only a part of the other. A family's
    name alone proves nothing ("Ali Said and Omar Said")."""
    one, other = given(a), given(b)
    if not one or not other:
        return False
    return one[0] == other[0] or set(one) <= set(other) or set(other) <= set(one)


def of_another(claim: Claim) -> bool:
    """True for a person told by whose he is: another than the one named before ("his wife")."""
    return claim.implicit and (claim.subject_text or "").lower().startswith(_WHOSE)


def apart(a: Claim, b: Claim) -> bool:
    """True if two single persons cannot be the same: other names, or groups that exclude each other."""
    if named(a) and named(b):
        return not same(a, b)
    return groups_apart(a.subject_group, b.subject_group)


def groups_apart(a: str | None, b: str | None) -> bool:
    """True if no one is of both groups."""
    pair = {a, b}
    if len(pair) == 1 or None in pair:
        return False
    if pair <= _SIDES or pair <= _SEXES:
        return True
    return ("child" in pair and bool(pair & _GROWN)) or ("militant" in pair and bool(pair & _PEACEFUL))


def vague_group(claim: Claim) -> bool:
    """True if the counted may be anybody ("people", "others")."""
    return claim.subject_group in (None, "unspecified", "other")


def narrower(claim: Claim, whole: Claim) -> bool:
    """True if the claim counts a sort of people within the whole ("four children" of nine people)."""
    a, b = claim.subject_group or "unspecified", whole.subject_group or "unspecified"
    return a != b and a not in _WIDE and b in _WIDE


def alive(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, the injured without those of them who died ("four were shot, one of them fatally")."""
    dead: dict[int, float] = {}
    for claim in claims:
        whole = claims[claim.part_of] if claim.part_of is not None and claim.part_of < len(claims) else None
        if whole and claim.measure == "killed" and claim.value and whole.sentence_start == claim.sentence_start:
            dead[claim.part_of or 0] = dead.get(claim.part_of or 0, 0) + claim.value
    return [_less(c, dead[n]) if n in dead and c.measure == "injured" else c for n, c in enumerate(claims)]


def _less(claim: Claim, dead: float) -> Claim:
    """The claim less some of those it counts; as it is where its words leave open how many that are."""
    if claim.qualifier is not Qualifier.EXACT or claim.value is None or claim.value <= dead:
        return claim
    left = claim.value - dead
    return replace(claim, value=left, value_low=left, value_high=left)


def survivors(injured: Sequence[Claim], killed: Sequence[Claim]) -> list[Claim]:
    """The injured without single persons whom the text also counts as killed ("a man was shot ... he died").

    Whoever stands beside the killed in one sentence is another ("a man was killed and a woman wounded"), unless the
    two share a name; so is whoever is counted with a number or on top of others ("another man was wounded")."""
    dead = [c for c in killed if single(c) and c.value != 0]
    return [c for c in injured if not (_unnumbered(c) and _among(c, dead))]


def _unnumbered(claim: Claim) -> bool:
    return claim.implicit or (claim.value == 1 and claim.value_text.lower() in ("a", "an"))


def _among(claim: Claim, dead: Sequence[Claim]) -> bool:
    if any(same(claim, d) for d in dead):
        return True
    if on_top(claim) or any(claim.sentence_start == d.sentence_start for d in dead):
        return False
    return any(_may_be(claim, d) for d in dead)


def _may_be(claim: Claim, dead: Claim) -> bool:
    """True if nothing in their groups and names tells two single persons of different sentences apart."""
    groups = {claim.subject_group, dead.subject_group}
    return not apart(claim, dead) and (len(groups) == 1 or bool(groups & {"unspecified", "other", None, *_SEXES}))
