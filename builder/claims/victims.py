"""What only the whole document tells: counted victims without a verb, and wounds that the text says were fatal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.language.lexicon import load
from builder.language.tokens import words_of
from builder.model import Claim

_FATAL = ("killed", "injured", "casualties")


def settle(claims: Sequence[Claim]) -> list[Claim]:
    """Give `the two victims` the measure of the event's victims: killed where the document has dead, else injured."""
    measures = {claim.measure for claim in claims}
    measure = next((m for m in _FATAL if m in measures), None)
    return [_victim(claim, measure) if measure else claim for claim in claims]


def _victim(claim: Claim, measure: str) -> Claim:
    if claim.family != "statistic" or claim.unit != "person" or not claim.subject_text:
        return claim
    if not any(m.entry.get("victim") for m in load()["subjects"].find(words_of(claim.subject_text))):
        return claim
    return replace(claim, family="casualty", measure=measure, rule="victims", confidence=0.6)
