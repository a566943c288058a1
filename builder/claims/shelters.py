"""People counted where displaced people live: `870 families remained in 20 evacuation centres`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.claims.bonds import Bond
from builder.language.lexicon import load
from builder.mentions.chunks import Chunked, Quantity

_REACH = 7
"""Tokens between the people and their shelter, at most."""
_SMALL = frozenset({"be", "have", "to", "adverb", "prep", "det", "some"})


def sheltered(line: Chunked, bonds: Sequence[Bond]) -> Iterator[Bond]:
    """A bond for each quantity of people that nothing else has happened to and that is in a shelter."""
    words = line.sentence.tokens.words
    places = [m.i for m in load()["shelters"].find(words) if m.entry.get("role") == "place"]
    if not places:
        return
    taken = {bond.chunk for bond in bonds}
    for n, chunk in enumerate(line.chunks):
        people = isinstance(chunk.data, Quantity) and chunk.kind in "QB" and not chunk.data.phrase.measure
        if n not in taken and people and any(_stays(line, chunk.j, place) for place in places):
            yield Bond(n, "displaced", "sheltered", 0.7)


def _stays(line: Chunked, k: int, place: int) -> bool:
    """True if only words of staying, small words and the shelters' own number stand between tokens k and place."""
    words, grammar, stays = line.sentence.tokens.words, load()["grammar"], load()["shelters"]
    if not k < place <= k + _REACH:
        return False
    own = line.chunks[line.at(place)].i
    said = False
    while k < min(place, max(own, k)):
        stay, small = stays.at(words, k), grammar.at(words, k)
        if stay and stay.entry.get("role") == "stay":
            said, k = True, stay.j
        elif small and small.entry.get("class") in _SMALL:
            said, k = said or small.entry.get("class") == "be", small.j
        else:
            return False
    return said
