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

from builder.claims.context import Context, counts, tells
from builder.claims.senses import about, topics
from builder.claims.silence import silences
from builder.language.lexicon import Entry, Match, load
from builder.mentions.effects import names_event
from builder.mentions.losses import losses
from builder.mentions.noun_phrases import rooms
from builder.model import Sentence

_WORDS = re.compile("[a-z]+").findall
_LIVES = frozenset({"life", "lives"})


class Gate:
    """Phrases by their longest word: the words that must stand in the text along with it."""

    __slots__ = ("_keys",)

    def __init__(self, phrases: Iterable[str]) -> None:
        self._keys: dict[str, set[frozenset[str]]] = {}
        for phrase in phrases:
            words = _WORDS(phrase.lower())
            key = max(words, key=len)
            self._keys.setdefault(key, set()).add(frozenset(words) - {key})

    def hits(self, small: str) -> list[str]:
        """The words of the gate that a text in small letters has together with the others of their phrase."""
        words = frozenset(_WORDS(small))
        return [key for key in self._keys.keys() & words if any(words >= rest for rest in self._keys[key])]


@cache
def gate() -> Gate:
    return Gate(word for entry in _telling() for word in entry.words)


def _telling() -> Iterator[Entry]:
    """The entries one of which stands in every sentence with a claim of these families."""
    lexicon = load()
    yield from (e for e in lexicon["effects"].entries if e.get("voice") != "none")
    for room in ("subjects", "grammar"):
        yield from (e for e in lexicon[room].entries if e.get("measure") or e.get("victim"))
    yield from (e for e in lexicon["shelters"].entries if e.get("role") == "place")
    yield from lexicon["losses"].entries


def places_of(hits: Sequence[str], small: str, sentences: Sequence[Sentence]) -> frozenset[int]:
    """The sentences in which a hit stands; `small` has as many characters as the text."""
    starts = [s.start for s in sentences]
    found = set()
    for word in hits:
        at = small.find(word)
        while at >= 0:
            found.add(bisect_right(starts, at) - 1)
            at = small.find(word, at + 1)
    return frozenset(found)


def may_hold(context: Context, sentence: Sentence) -> bool:
    """False for a sentence that has only words which tell of something under conditions that it does not meet."""
    words = sentence.tokens.words
    if any(_told(context, sentence, m) for m in rooms().effects.find(words)) or names_event(words):
        return True
    if any(_counted(context, sentence, m) for m in losses().find(words)) or _shelters(words):
        return tells(sentence) or counts(context, sentence)
    return next(silences(sentence), None) is not None


def _told(context: Context, sentence: Sentence, happened: Match) -> bool:
    """False where lives would have to be lost and none are, and where the passage is not about what the word needs."""
    entry, words = happened.entry, sentence.tokens.words
    if entry.get("voice") == "none":
        return False
    if entry.get("life") and _LIVES.isdisjoint(words):
        return entry.get("life") == "own" and counts(context, sentence)
    needs = entry.get("needs")
    return entry.get("never") == "works" or about(context, sentence, needs)


def _counted(context: Context, sentence: Sentence, noun: Match) -> bool:
    """The same of a noun: it needs no topic where somebody owns it (`the man's body`)."""
    if noun.entry.get("victim") or "'s" in sentence.tokens.words:
        return True
    return about(context, sentence, noun.entry.get("needs")) or "find" in topics(context, sentence.index)


def _shelters(words: Sequence[str]) -> bool:
    return any(m.entry.get("role") == "place" for m in load()["shelters"].find(words))
