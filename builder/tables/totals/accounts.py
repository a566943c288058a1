"""Sentences to accounts: what one sentence counts, without parts and without saying anything twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from builder.model import Basis, Claim, Qualifier
from builder.tables.totals.figures import Figure, added, figure_of
from builder.tables.totals.persons import groups_apart, narrower, numbered, of_another, same, single
from builder.tables.totals.words import in_all, links, on_top


@dataclass(frozen=True, slots=True)
class Account:
    """What one sentence counts: its claims (disjoint, no parts) and their sum."""

    claims: tuple[Claim, ...]
    figure: Figure
    floor: int | None = None
    """The most that the sentence gives as a part of a figure without a lower bound ("up to 20, among them six")."""

    @property
    def counted(self) -> bool:
        """True if any claim is more than one person: only such a figure can cover persons named elsewhere."""
        return any(not single(c) or numbered(c) for c in self.claims)

    @property
    def rival(self) -> Figure:
        """The figure as it stands against another for the same people: "more than 25" is 26 at the least, "nearly 50"
        49 at the most."""
        low, best, high = self.figure
        if high is None and best is not None and all(c.qualifier is Qualifier.MORE_THAN for c in self.claims):
            return Figure(low, best, best + 1)
        if best == high and best and all(c.qualifier is Qualifier.LESS_THAN for c in self.claims):
            return Figure(low, best, best - 1)
        return self.figure

    @property
    def source(self) -> str | None:
        return self.claims[0].source_text


def accounts(claims: Sequence[Claim]) -> list[Account]:
    """One account a sentence, in the order of the text; one that weighs figures against each other makes several."""
    found: list[Account] = []
    for _, group in groupby(claims, key=lambda c: c.sentence_start):
        sentence = list(group)
        sides = [account(kept) for side in _sides(sentence) if (kept := _disjoint(side))]
        found += [_floored(side, sentence) for side in _spanned(sides)]
    return found


def _floored(one: Account, sentence: Sequence[Claim]) -> Account:
    """The account with the largest part of its sentence as floor, where it has no lower bound itself."""
    if one.figure.low is not None:
        return one
    parts = [c.value_low for c in sentence if c.part_of is not None and c.value_low]
    return replace(one, floor=int(max(parts))) if parts else one


def _spanned(sides: list[Account]) -> list[Account]:
    """Two sides that are the ends of one range as a single account ("at least 27 and up to 30")."""
    if len(sides) != 2 or sides[1].claims[0].qualifier is not Qualifier.AT_MOST:
        return sides
    (low, best, high), top = sides[0].figure, sides[1].figure.high
    if low is None or high is not None or top is None or top <= low:
        return sides
    return [replace(sides[0], figure=Figure(low, best, top))]


def _sides(claims: list[Claim]) -> Iterator[list[Claim]]:
    """The claims of a sentence cut where it turns from one figure to another for the same people."""
    start = 0
    for k in range(1, len(claims)):
        if turned(claims[k - 1], claims[k]):
            yield claims[start:k]
            start = k
    yield claims[start:]


def account(claims: Sequence[Claim]) -> Account:
    return Account(tuple(claims), added(f for c in claims if (f := figure_of(c))))


def _disjoint(claims: list[Claim]) -> list[Claim]:
    """The claims of a sentence that add up: no parts, no person named twice, no number said twice, no sum and its
    addends, no zero or open word beside a number."""
    kept: list[Claim] = []
    for claim in claims:
        if claim.part_of is None and figure_of(claim) and not any(_again(claim, other) for other in kept):
            kept.append(claim)
    for claim in kept:
        if len(kept) > 1 and claim.basis is Basis.CUMULATIVE and in_all(claim) and _sums(claim, kept):
            return [claim]
    kept = [c for c in kept if not any(_within(c, whole) for whole in kept)]
    return [c for c in kept if c.value != 0] or kept[:1]


def _within(claim: Claim, whole: Claim) -> bool:
    """True if the claim repeats or details a number of its sentence without being joined to it."""
    if claim is whole or single(whole) or joined(claim, whole):
        return False
    if claim.implicit:
        return True
    vague = claim.qualifier is Qualifier.VAGUE and whole.qualifier is not Qualifier.VAGUE
    if vague and not groups_apart(claim.subject_group, whole.subject_group):
        return True
    return claim.start > whole.start and narrower(claim, whole) and _size(claim) < _size(whole)


def _size(claim: Claim) -> int:
    figure = figure_of(claim)
    return figure.size if figure else 0


def _sums(claim: Claim, kept: list[Claim]) -> bool:
    others = [f.size for c in kept if c is not claim and (f := figure_of(c))]
    figure = figure_of(claim)
    return figure is not None and figure.size >= sum(others)


def _again(claim: Claim, other: Claim) -> bool:
    """True if both claims are the same people counted twice in one sentence."""
    if claim.start < other.end and other.start < claim.end:
        return True
    if claim.implicit and other.implicit:
        return same(claim, other) and not of_another(claim)
    if claim.implicit or other.implicit:
        return claim.value == other.value == 1 and not joined(claim, other) and not of_another(claim)
    if claim.value is None or claim.value != other.value or claim.rule == "gapping" or on_top(claim):
        return False
    if claim.value == 1 and (joined(claim, other) or claim.subject_text != other.subject_text):
        return False
    bare = "unspecified" in (claim.subject_group, other.subject_group) or claim.subject_text == other.subject_text
    return bare and claim.place_text == other.place_text


_FLOORS = frozenset({Qualifier.AT_LEAST, Qualifier.MORE_THAN})
_LISTED = 4
_ENDS = 6
"""Words that may stand between the two ends of one figure."""
_JOINED = 12
"""Words that may stand between two numbers of one list, the first one's noun among them."""


def joined(a: Claim, b: Claim) -> bool:
    """True if two claims of a sentence are members of one list ("five farmers and two soldiers")."""
    between = _between(a, b)
    return len(between.split()) <= _JOINED and "and" in links(between)


def turned(a: Claim, b: Claim) -> bool:
    """True if the sentence turns from one figure to another between two claims: to another source, or by a word of
    contrast, or without joining the two; not if they count different sides."""
    if groups_apart(a.subject_group, b.subject_group) or a.implicit or b.implicit or (single(a) and single(b)):
        return False
    if a.qualifier in _FLOORS and (b.qualifier is Qualifier.AT_MOST or _shares_noun(a, b)):
        return True
    other = a.source_text != b.source_text and None not in (a.source_text, b.source_text)
    between = _between(a, b)
    if other or "but" in links(between) or (b.cue is not None and f" {b.cue} " in between):
        return True
    return not (_listed(a, b) or joined(a, b) or on_top(b) or b.rule == "gapping")


def _shares_noun(a: Claim, b: Claim) -> bool:
    """True for the ends of one figure ("at least 18 and perhaps more than 25 people"): only the second has a noun."""
    words = _between(a, b).split()
    return b.qualifier in _FLOORS and len(words) <= _ENDS and _size(a) < _size(b) and words[:1] == ["and"]


def _listed(a: Claim, b: Claim) -> bool:
    """True if only a noun and a comma stand between two claims ("two officers, one clerk and ...")."""
    between = _between(a, b).rstrip()
    return between.endswith(",") and len(between.split()) <= _LISTED


def _between(a: Claim, b: Claim) -> str:
    first, last = sorted((a, b), key=lambda c: c.start)
    return first.sentence[first.end - first.sentence_start : last.start - first.sentence_start]
