"""What a person's name is made of, as far as single words tell."""

from __future__ import annotations

from builder.mentions.noun_phrases import rooms
from builder.model import Sentence

NAME_JOINTS = frozenset(
    ["al", "el", "de", "la", "del", "bin", "ibn", "abu", "von", "van", "da", "dos", "di", "le", "of"]
)
PLAIN_ENDINGS = (
    "tion",
    "sion",
    "ing",
    "ed",
    "ly",
    "ment",
    "ness",
    "ity",
    "ous",
    "ive",
    "able",
    "ies",
    "ism",
    "ence",
    "ance",
    "ful",
    "al",
)
"""Endings of common words: in text all in capitals a word with one is no name."""
ADJECTIVES = ("ist", "al", "ic", "ian", "ary")
"""Endings of words that may describe a name ("liberal leader Ana Ruiz")."""
WHERE = frozenset(["in", "at", "near", "from", "to"])
PLACE_HEADS = frozenset(
    ["san", "santa", "santo", "puerto", "villa", "ciudad", "nueva", "nuevo", "rio", "port", "fort", "cerro"]
)


def name_words(sentence: Sentence, i: int, j: int) -> frozenset[str]:
    """The words of the name that ends tokens i..j, for later mentions by one of them."""
    words, r = sentence.tokens.words, rooms()
    k = j
    known = (r.grammar, r.subjects, r.things, r.effects, r.modifiers, r.nations)
    while k > i and not any(room.at(words, k - 1) for room in known):
        k -= 1
    return frozenset(w for w in words[k : j] if len(w) > 2 and w not in NAME_JOINTS)
