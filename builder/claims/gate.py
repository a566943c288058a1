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
from builder.claims.silence import withholds
from builder.language.lexicon import Entry, load
from builder.mentions.effects import names_event
from builder.mentions.losses import names_loss
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
    if (names_loss(words) or _shelters(words)) and (tells(sentence) or counts(context, sentence)):
        return True
    if names_event(words) or withholds(words):
        return True
    happened = [m.entry for m in rooms().effects.find(words) if m.entry.get("voice") != "none"]
    if any(not entry.get("life") for entry in happened):
        return True
    return bool(happened) and (not _LIVES.isdisjoint(words) or counts(context, sentence))


def _shelters(words: Sequence[str]) -> bool:
    return any(m.entry.get("role") == "place" for m in load()["shelters"].find(words))
