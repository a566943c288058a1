"""What a person's name is made of, as far as single words tell."""

from __future__ import annotations

from functools import cache

from builder.language.lexicon import load
from builder.mentions.noun_phrases import rooms
from builder.model import Sentence


@cache
def name_words_for(use: str) -> frozenset[str]:
    """The small words of names of one use: title, joint, place, where."""
    return frozenset(word for e in load()["personal_names"].entries if e.get("use") == use for word in e.words)


@cache
def endings(use: str) -> tuple[str, ...]:
    """Endings of common words (plain) or of adjectives before a name (office)."""
    return tuple(word for e in load()["endings"].entries if e.get("use") in (use, "both") for word in e.words)


def joins_names(word: str) -> bool:
    """True for `bin`, `de`: a word inside names that is none alone."""
    return word in name_words_for("joint")


def is_title(word: str) -> bool:
    """True for `Mr`, `Dr`."""
    return word in name_words_for("title")


def name_words(sentence: Sentence, i: int, j: int) -> frozenset[str]:
    """The words of the name that ends tokens i..j, for later mentions by one of them."""
    words, r = sentence.tokens.words, rooms()
    k = j
    known = (r.grammar, r.subjects, r.things, r.effects, r.modifiers, r.nations)
    while k > i and not any(room.at(words, k - 1) for room in known):
        k -= 1
    return frozenset(w for w in words[k:j] if len(w) > 2 and not joins_names(w))
