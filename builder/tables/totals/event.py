"""Which claims belong to the main event: the one the first casualty sentences of a document are about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from builder.model import Basis, Claim, Stance
from builder.tables.totals.words import links

_LEFT_OUT = frozenset({Stance.DENIED, Stance.HYPOTHETICAL, Stance.UNDISCLOSED})
_NEAR = timedelta(days=10)
"""Days by which dates of one event may lie apart (reported late, or a battle of some days)."""


_HARM = frozenset({"killed", "injured", "casualties", "hospitalized"})
"""What a text opens with when it tells of its main event."""


def eligible(claims: Sequence[Claim], measures: frozenset[str]) -> list[Claim]:
    """Claims of people that count towards a total, background left out, in the order of the text.

    Whatever the text tells first of the dead and hurt is its main event; what it tells later it may tell of another."""
    harm = [c for c in claims if c.measure in _HARM | measures and _counts(c)]
    found = [c for c in harm if c.measure in measures]
    anchor = main_day(found) or main_day(harm)
    return [c for n, c in enumerate(found) if c is harm[0] or not background(c, anchor, first=n == 0)]


def _counts(claim: Claim) -> bool:
    return claim.family == "casualty" and claim.stance not in _LEFT_OUT and claim.unit != "household"


def main_day(claims: Sequence[Claim]) -> date | None:
    """The day of the main event: that of the first dated incident."""
    return next((c.period.start for c in claims if c.basis is Basis.INCREMENTAL and c.period.start), None)


def background(claim: Claim, anchor: date | None, first: bool = False) -> bool:
    """True for another time's figures, for the running toll of something longer than the event, and for what a page
    lists of other stories. first: the first figure of its measure may sum up more days than the text dates."""
    found = links(claim.sentence)
    if "page" in links(claim.sentence[: claim.start - claim.sentence_start]):
        return True
    if "old" in found or ("long" in found and claim.basis is Basis.CUMULATIVE):
        return True
    start, end = claim.period.start, claim.period.end
    if anchor is None or start is None:
        return False
    if claim.basis is Basis.CUMULATIVE:
        return not first and start < anchor - _NEAR
    return end is not None and end < anchor - _NEAR
