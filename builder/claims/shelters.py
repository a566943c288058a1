"""People counted where displaced people live: `870 families remained in 20 evacuation centres`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from builder.claims.bonds import Bond
from builder.language.lexicon import load
from builder.mentions.chunks import Chunk, Chunked, Quantity

_REACH = 8
"""Tokens between the people and their shelter, at most."""
_SMALL = frozenset({"be", "have", "to", "adverb", "prep", "det", "some", "and"})
_TOWARDS = frozenset({"to", "prep"})
_TAKEN = frozenset({"moved", "forced"})
_ARTICLES = frozenset({"a", "an"})
_TWIN = regex.compile(r"Q(?:[,&(]Q[,)]?|,(?=b))")
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
        if n not in taken and lives(chunk) and (measure := _inside(line, n, places)):
            yield Bond(n, measure, "sheltered", 0.7)


def lives(chunk: Chunk) -> bool:
    """True for a number of people who may be at home somewhere, of whom their noun does not say what happened."""
    q = chunk.data
    if not isinstance(q, Quantity) or chunk.kind not in "QBU" or q.phrase.measure or q.number.sort != "count":
        return False
    return q.number.form not in ("article", "zero") and q.phrase.group not in _AT_WORK


def _inside(line: Chunked, n: int, places: Sequence[int]) -> str | None:
    """The measure of the people at chunk n: displaced in a shelter, evacuated if brought there."""
    chunk = line.chunks[n]
    known = chunk.kind != "U" or _came(line, chunk)
    for place in places:
        roles = _between(line, _past_twin(line, n), place)
        brought = _brought(line, chunk.i) if known and roles & _TOWARDS else ""
        if "moved" in roles | {brought}:
            return "evacuated"
        if brought or _INSIDE & roles or (known and "be" in roles):
            return "displaced"
    if known and (_settled(line, chunk.j) or any(_hosted(line, chunk.i, place) for place in places)):
        return "displaced"
    return None


def _between(line: Chunked, k: int, place: int) -> set[str]:
    """What stands between tokens k and place: roles of shelters.toml, `be` and `to`; nothing at all if anything else
    does than small words, the shelters' own number and their name."""
    tokens, grammar, stays = line.sentence.tokens, load()["grammar"], load()["shelters"]
    words, found = tokens.words, set[str]()
    if not k < place <= k + _REACH:
        return found
    end = min(place, max(line.chunks[line.at(place)].i, k))
    while k < end:
        stay, small = stays.at(words, k), grammar.at(words, k)
        if stay and stay.entry.get("role") in _INSIDE | {"moved"}:
            found.add(stay.entry.get("role"))
            k = stay.j
        elif small and small.entry.get("class") in _SMALL:
            found.add(small.entry.get("class"))
            k = small.j
        elif words[k] in _ARTICLES or (found & _INSIDE and tokens.caps[k] and not line.sentence.shouting):
            k += 1  # "at the Omber transit site"
        else:
            return set()
    return found


def _past_twin(line: Chunked, n: int) -> int:
    """The token behind the people at chunk n, and behind their other number (`4,100 families, 23,400 persons, are`)."""
    twin = _TWIN.match(line.kinds, n)
    return line.chunks[twin.end() - 1].j if twin else line.chunks[n].j


def _brought(line: Chunked, i: int) -> str:
    """`moved` or `forced` for such a word right before the people that begin at token i."""
    said = load()["shelters"].find(line.sentence.tokens.words[:i])
    return next((m.entry.get("role") for m in said if m.entry.get("role") in _TAKEN and m.j >= i - 1), "")


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
