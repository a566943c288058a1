"""Whether a source counts its own side's people, its enemy's, or neither's."""

from __future__ import annotations

from builder.language.lexicon import load, words_with
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


def relation(said: Attribution | None, party: str | None, group: str | None, its: bool = False) -> str | None:
    """own, enemy, third_party or unknown; None where there is no source. `its`: the counted are called so."""
    if said is None:
        return None
    if party and _same_side(said.source_text, party):
        return "own"
    if said.source_type in _OUTSIDE:
        return "third_party"
    if its and party is None and said.source_type in _SIDES and group in _FIGHTERS:
        return "own"
    if party and said.source_type in _SIDES and group in _FIGHTERS:
        return "enemy"
    return "unknown"


def _same_side(source: str, party: str) -> bool:
    """True if source and party share a name or a country (`Armenia's ministry`, `Armenian`; `officials in Kyiv`)."""
    shared = set(words_of(source)) & set(words_of(party))
    if shared - _SMALL - words_with("ties", "role", "body"):
        return True
    country = country_of(party) or country_of(f"{party} people")
    return country is not None and country in _countries(source)


def _countries(source: str) -> set[str | None]:
    """The countries a source speaks for: the last of its places, a seat or service, each name or nationality."""
    words = source.replace("’", "'").removesuffix("'s").replace("'s ", " ").split()
    seats = (match.entry.get("country") for match in load()["offices"].find(words_of(source)))
    return {country_of(source), *seats, *(country_of(f"{word} people") for word in words if word[:1].isupper())}


_SMALL = frozenset({"the", "of", "and", "a", "s", "'s"})
