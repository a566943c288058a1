"""Whether a source counts its own side's people, its enemy's, or neither's."""

from __future__ import annotations

from builder.language.tokens import words_of
from builder.mentions.names import country_of
from builder.model import Attribution

_SIDES = frozenset({"military", "government", "armed_group", "police"})
"""Sources that belong to a side."""
_FIGHTERS = frozenset({"military", "militant", "police"})
"""Groups that belong to a side."""
_OUTSIDE = frozenset(
    {"igo", "ngo", "media", "expert", "hospital", "witness", "document", "emergency_service", "health_authority"}
)


def relation(said: Attribution | None, party: str | None, group: str | None) -> str | None:
    """own, enemy, third_party or unknown; None where there is no source."""
    if said is None:
        return None
    if party and _same_side(said.source_text, party):
        return "own"
    if said.source_type in _OUTSIDE:
        return "third_party"
    if party and said.source_type in _SIDES and group in _FIGHTERS:
        return "enemy"
    return "unknown"


def _same_side(source: str, party: str) -> bool:
    """True if source and party share a name or a country (`Armenian officials`, `Armenia`)."""
    ours, theirs = set(words_of(source)) - _SMALL, set(words_of(party)) - _SMALL
    if ours & theirs:
        return True
    country = country_of(party)
    return country is not None and any(country_of(word) == country for word in source.split())


_SMALL = frozenset({"the", "of", "and", "a", "forces", "military", "army", "s"})
