"""Homes that are counted by those who live in them: `86 families had their houses destroyed`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from builder.claims.bonds import Bond
from builder.language.lexicon import load
from builder.mentions.chunks import Chunked, Quantity
from builder.mentions.effects import Effect
from builder.mentions.noun_phrases import rooms

_LOST = frozenset({"destroyed", "damaged"})
_LIVED_IN = frozenset({"building", "vehicle", "settlement"})
_BEHIND = regex.compile(r"(?:\([^()]*+\))?+,?(?:s|a*+[bv]b?+)a*+w{1,4}(?:&w{1,2})?+a*+(?P<event>E)")
"""`(430 people) had their houses destroyed`, `, whose homes were destroyed`."""
_AFTER = regex.compile(r"(?:p[wad]*+[NI]?+|[ad])*+(?P<event>E)")
"""`the homes of 340 families in the valley were damaged`."""
_BEFORE = regex.compile(r"(?P<event>E)[aw]{1,4}p[aw]*+$")
"""`flooded the homes of 1,200 families`."""


_HALVES = regex.compile(r"Mb++(?P<how>a)(?:,?&|,)a*[BM]a*(?P<event>E)")
"""What was lost altogether, and what in part, with one verb."""


def lived_in(line: Chunked, q: Quantity) -> bool:
    """True for buildings, vehicles and villages: what can be burnt or buried with a loss."""
    head = q.phrase.head
    noun = load()["things"].at(line.sentence.tokens.words, head) if head is not None else None
    return noun is not None and noun.entry.get("kind") in _LIVED_IN


def halves(line: Chunked, bonds: Sequence[Bond]) -> Iterator[Bond]:
    """`six houses were completely and 57 partially destroyed`: the first number has only an adverb of its own."""
    taken, words = {bond.chunk for bond in bonds}, line.sentence.tokens.words
    for found in _HALVES.finditer(line.kinds):
        effect, how = line.chunks[found.start("event")].data, line.chunks[found.start("how")]
        if found.start() in taken or not isinstance(effect, Effect) or effect.entry.get("of") != "things":
            continue
        verb = words[effect.j - 1]
        said = rooms().effects.at((words[how.i], verb), 0) or rooms().effects.at((verb,), 0)
        if said and said.entry.get("measure") in _LOST:
            yield Bond(found.start(), said.entry.get("measure"), "halves", 0.8, found.start("event"))


def homes(line: Chunked, bonds: Sequence[Bond]) -> Iterator[Bond]:
    """A bond for each number of households that nothing else has happened to and whose homes are said to be lost."""
    if "E" not in line.kinds or "Q" not in line.kinds:
        return
    taken = {bond.chunk for bond in bonds if bond.measure != "statistic"}
    for n, chunk in enumerate(line.chunks):
        q = chunk.data
        if n not in taken and chunk.kind == "Q" and isinstance(q, Quantity) and q.phrase.unit == "household":
            at = _event(line, n)
            effect = line.chunks[at].data if at is not None else None
            if isinstance(effect, Effect) and effect.on_things in _LOST:
                yield Bond(n, effect.on_things, "homes", 0.8, at)


def _event(line: Chunked, n: int) -> int | None:
    """The chunk that tells what happened to the homes of the households at chunk n."""
    chunk, words = line.chunks[n], line.sentence.tokens.words
    found = _BEHIND.match(line.kinds, n + 1)
    if found:
        between = _roles(words[chunk.j : line.chunks[found.start("event")].i])
        if {"home", "owner"} <= between and ("loss" in between or "s" in found.group()):
            return int(found.start("event"))
    if not _of_homes(words, chunk.i):
        return None
    found = _AFTER.match(line.kinds, n + 1)
    if found and _passive(line, found.start("event")):
        return int(found.start("event"))
    found = _BEFORE.search(line.kinds, 0, n)
    return int(found.start("event")) if found and not _passive(line, found.start("event")) else None


def _passive(line: Chunked, n: int) -> bool:
    effect = line.chunks[n].data
    return isinstance(effect, Effect) and effect.reading in ("passive", "past", "intransitive", "adjective")


def _roles(words: Sequence[str]) -> set[str]:
    return {_role(words, k) for k in range(len(words))}


def _role(words: Sequence[str], k: int) -> str:
    found = load()["shelters"].at(words, k)
    if found is None:
        return ""
    return "home" if found.entry.get("home") else found.entry.get("role")


def _of_homes(words: Sequence[str], i: int) -> bool:
    """True for `the homes of` before token i."""
    return i > 1 and words[i - 1] == "of" and _role(words, i - 2) == "home"
