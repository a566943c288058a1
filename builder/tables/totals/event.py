"""Which claims belong to the main event: the one the first casualty sentences of a document are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from builder.language.lexicon import load
from builder.language.tokens import tokenize
from builder.model import Basis, Claim, Stance

_LEFT_OUT = frozenset({Stance.DENIED, Stance.HYPOTHETICAL, Stance.UNDISCLOSED})
_NEAR = timedelta(days=10)
"""Days by which dates of one event may lie apart (reported late, or a battle of some days)."""


def eligible(claims: Sequence[Claim], measures: frozenset[str]) -> list[Claim]:
    """Claims of people that count towards a total, background left out, in the order of the text."""
    found = [
        c
        for c in claims
        if c.measure in measures and c.family == "casualty" and c.stance not in _LEFT_OUT and c.unit != "household"
    ]
    anchor = main_day(found)
    return [c for n, c in enumerate(found) if not _background(c, anchor, n == 0)]


def main_day(claims: Sequence[Claim]) -> date | None:
    """The day of the main event: that of the first dated incident."""
    return next((c.period.start for c in claims if c.basis is Basis.INCREMENTAL and c.period.start), None)


def _background(claim: Claim, anchor: date | None, first: bool) -> bool:
    if first:
        return False
    if "old" in links(claim.sentence):
        return True
    start, end = claim.period.start, claim.period.end
    if anchor is None or start is None:
        return False
    if claim.basis is Basis.CUMULATIVE:
        return start < anchor - _NEAR
    return end is not None and end < anchor - _NEAR


@lru_cache(maxsize=256)
def links(sentence: str) -> frozenset[str]:
    """The linking words of a sentence (totals.toml), by sort."""
    return frozenset(_links(sentence))


def _links(sentence: str) -> Iterator[str]:
    for match in load()["totals"].find(tokenize(sentence).words):
        yield match.entry.get("link")
