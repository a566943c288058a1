"""People counted where displaced people live: `870 families remained in 20 evacuation centres`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.claims.bonds import Bond
from builder.language.lexicon import load
from builder.mentions.chunks import Chunk, Chunked, Quantity

_REACH = 8
"""Tokens between the people and their shelter, at most."""
_SMALL = frozenset({"be", "have", "to", "adverb", "prep", "det", "some"})
_AUXILIARIES = frozenset({"be", "have", "adverb"})
_INSIDE = frozenset({"stay", "settled"})
_AT_WORK = frozenset({"military", "police", "militant", "official", "aid_worker", "medic", "journalist"})
"""Who is in a camp for the others."""


def sheltered(line: Chunked, bonds: Sequence[Bond]) -> Iterator[Bond]:
    """A bond for each quantity of people that nothing else has happened to and that is in a shelter."""
    words = line.sentence.tokens.words
    places = [m.i for m in load()["shelters"].find(words) if m.entry.get("role") == "place"]
    if not places:
        return
    taken = {bond.chunk for bond in bonds}
    for n, chunk in enumerate(line.chunks):
        if n not in taken and lives(chunk) and _inside(line, chunk, places):
            yield Bond(n, "displaced", "sheltered", 0.7)


def lives(chunk: Chunk) -> bool:
    """True for a number of people who may be at home somewhere, of whom their noun does not say what happened."""
    q = chunk.data
    if not isinstance(q, Quantity) or chunk.kind not in "QBU" or q.phrase.measure or q.number.sort != "count":
        return False
    return q.number.form not in ("article", "zero") and q.phrase.group not in _AT_WORK


def _inside(line: Chunked, chunk: Chunk, places: Sequence[int]) -> bool:
    known = chunk.kind != "U" or _came(line, chunk)
    if any(_stays(line, chunk.j, place, known) for place in places):
        return True
    return known and (_settled(line, chunk.j) or any(_hosted(line, chunk.i, place) for place in places))


def _stays(line: Chunked, k: int, place: int, known: bool) -> bool:
    """True if only words of staying, small words and the shelters' own number stand between tokens k and place;
    what is not known to be people must stay there in so many words."""
    words, grammar, stays = line.sentence.tokens.words, load()["grammar"], load()["shelters"]
    names = line.sentence.tokens.caps
    if not k < place <= k + _REACH:
        return False
    own = line.chunks[line.at(place)].i
    said = False
    while k < min(place, max(own, k)):
        stay, small = stays.at(words, k), grammar.at(words, k)
        if stay and stay.entry.get("role") in _INSIDE:
            said, k = True, stay.j
        elif small and small.entry.get("class") in _SMALL:
            said, k = said or (known and small.entry.get("class") == "be"), small.j
        elif said and names[k] and not line.sentence.shouting:  # "at the Omber transit site"
            k += 1
        else:
            return False
    return said


def _came(line: Chunked, chunk: Chunk) -> bool:
    """True for `new arrivals`."""
    said = load()["shelters"].at(line.sentence.tokens.words, chunk.j - 1)
    return said is not None and said.entry.get("role") == "comer"


def _settled(line: Chunked, k: int) -> bool:
    """True for `have been accommodated` at token k: the shelter stands elsewhere in the sentence."""
    words, first = line.sentence.tokens.words, k
    while k < len(words):
        small = load()["grammar"].at(words, k)
        if small is None or small.entry.get("class") not in _AUXILIARIES:
            break
        k = small.j
    said = load()["shelters"].at(words, k) if first < k < len(words) else None
    return said is not None and said.entry.get("role") == "settled"


def _hosted(line: Chunked, k: int, place: int) -> bool:
    """True for `the camp hosts` before token k; what it can or is to hold is room, not people."""
    words = line.sentence.tokens.words
    if not k - _REACH <= place < k:
        return False
    said = next((m for m in load()["shelters"].find(words[:k]) if m.entry.get("role") == "host" and m.i > place), None)
    if said is None:
        return False
    between = [load()["grammar"].at(words, m) for m in range(place, said.i)]
    kinds = {small.entry.get("class") for small in between if small}
    return kinds.isdisjoint({"modal", "to", "border", "prep"}) and "," not in words[place:k] and k - said.j <= 2
