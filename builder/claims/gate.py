"""The gate of casualties and damage: which texts, and which of their sentences, can hold such a claim at all.

Something must have happened: a word of effects.toml, a noun that says so itself ("fatalities"), a shelter, a loss that
is kept silent about. The gate looks for these words in a text in small letters, before it is cut into sentences or
tokens; it may let through too much, never too little. What it lets through, `may_hold` looks at again in tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

from builder.claims.context import Context, counts, tells
from builder.claims.flights import flight_phrases, goes
from builder.claims.senses import UNLESS_PEOPLE, about, topics
from builder.claims.silence import silences
from builder.language.lexicon import Entry, Match, load
from builder.mentions.effects import find_effects, gapped, names_event
from builder.mentions.losses import losses, names_loss
from builder.mentions.noun_phrases import rooms
from builder.mentions.numbers import find_numbers
from builder.mentions.phrase_kinds import person_endings
from builder.model import Sentence

_WORDS = re.compile("[a-z]+").findall
_LONGEST_PHRASE = 13
"""Tokens from a number to the last word of what it counts."""
_LIVES = frozenset({"life", "lives"})


Hit = tuple[str, list[frozenset[str]]]
"""A word of the gate, and the sets of words of which one must stand beside it; none: it stands for itself."""


class Gate:
    """Phrases by their longest word: the words that must stand in the text along with it."""

    __slots__ = ("_keys",)

    def __init__(self, phrases: Iterable[str]) -> None:
        self._keys: dict[str, set[frozenset[str]]] = {}
        for phrase in phrases:
            words = _WORDS(phrase.lower())
            key = max(words, key=len)
            self._keys.setdefault(key, set()).add(frozenset(words) - {key})

    def hits(self, words: frozenset[str]) -> list[Hit]:
        """The words of the gate that a text in small letters has, with what must stand beside each: nothing, or one of
        these sets of words, all of which the text has as well."""
        found = []
        for key in self._keys.keys() & words:
            beside = [rest for rest in self._keys[key] if words >= rest]
            if beside:
                found.append((key, [] if frozenset() in beside else beside))
        return found


def words_of_text(small: str) -> frozenset[str]:
    """The words of a text in small letters."""
    return frozenset(_WORDS(small))


@cache
def gate() -> Gate:
    return Gate(chain((word for entry in _telling() for word in entry.words), flight_phrases()))


def _telling() -> Iterator[Entry]:
    """The entries one of which stands in every sentence with a claim of these families."""
    lexicon = load()
    yield from (e for e in lexicon["effects"].entries if e.get("voice") != "none")
    for room in ("subjects", "grammar"):
        yield from (e for e in lexicon[room].entries if e.get("measure") or e.get("victim"))
    yield from (e for e in lexicon["shelters"].entries if e.get("role") == "place")
    yield from lexicon["losses"].entries


def sentences_of(hits: Sequence[Hit], small: str, sentences: Sequence[Sentence]) -> frozenset[int]:
    """The sentences in which a hit stands with what it needs; `small` has as many characters as the text."""
    starts = [s.start for s in sentences]
    found = set()
    for word, beside in hits:
        at = small.find(word)
        while at >= 0:
            n = bisect_right(starts, at) - 1
            here = sentences[n]
            if not beside or any(all(small.find(w, here.start, here.end) >= 0 for w in rest) for rest in beside):
                found.add(n)
            at = small.find(word, at + 1)
    return frozenset(found)


def may_hold(context: Context, sentence: Sentence) -> bool:
    """False for a sentence that has only words which tell of something under conditions that it does not meet."""
    words = sentence.tokens.words
    if _tells(context, sentence) or (names_event(words) and (gapped(words) or names_loss(words))):
        return True
    if goes(words) and counts(context, sentence):
        return True
    lost = [m for m in losses().find(words) if _counted(context, sentence, m)]
    if lost or _shelters(words):
        said = counts(context, sentence)
        if said or (tells(sentence) and any(not m.entry.get("measure") or m.entry.get("solid") for m in lost)):
            return True
    return next(silences(sentence), None) is not None


def _tells(context: Context, sentence: Sentence) -> bool:
    """True if a word of effects.toml is read as something that happened; as a noun or a name most are not."""
    told = [m for m in rooms().effects.find(sentence.tokens.words) if _told(context, sentence, m)]
    happened = {e.i for e in find_effects(sentence)} if told else ()
    return any(m.i in happened for m in told)


def _told(context: Context, sentence: Sentence, happened: Match) -> bool:
    """False where lives would have to be lost and none are, and where the passage is not about what the word needs."""
    entry, words = happened.entry, sentence.tokens.words
    if entry.get("voice") == "none":
        return False
    if entry.get("life") and _LIVES.isdisjoint(words):
        return entry.get("life") == "own" and counts(context, sentence)
    if entry.get("never") == "works" or about(context, sentence, entry.get("needs")):
        return entry.get("needs") != UNLESS_PEOPLE or _people(context, sentence)
    return _describes(context, sentence, happened)


def _describes(context: Context, sentence: Sentence, m: Match) -> bool:
    """True where the word may be an adjective of something counted (`two burned men`): that needs no topic."""
    return m.form not in ("base", "s") and any(
        n.right <= m.i < n.right + _LONGEST_PHRASE for n in find_numbers(sentence, context.text)
    )


def _people(context: Context, sentence: Sentence) -> bool:
    """False where a word that needs harm or people has neither: no noun for people, pronoun or number."""
    words, r = sentence.tokens.words, rooms()
    if about(context, sentence, "harm") or counts(context, sentence) or not _pronouns().isdisjoint(words):
        return True
    if next(r.subjects.find(words), None) or next(r.nations.find(words), None):
        return True
    return any(word.endswith(person_endings()) for word in words)


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(word for e in rooms().grammar.entries if e.get("gender") for word in e.words)


def _counted(context: Context, sentence: Sentence, noun: Match) -> bool:
    """The same of a noun: it needs no topic where somebody owns it (`the man's body`)."""
    if noun.entry.get("victim") or "'s" in sentence.tokens.words:
        return True
    return about(context, sentence, noun.entry.get("needs")) or "find" in topics(context, sentence.index)


def _shelters(words: Sequence[str]) -> bool:
    return any(m.entry.get("role") == "place" for m in load()["shelters"].find(words))
