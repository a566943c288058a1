"""What the words of a report say of its event: what happened, where, and the names in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from builder.language.lexicon import load
from builder.language.tokens import words_of

_NAME = regex.compile(r"(?<![\p{L}'’])\p{Lu}[\p{L}\p{M}'’-]{2,}")
_OPENS = regex.compile(r"(?:^|[.!?:;“\"]\s+)(\p{Lu}[\p{L}'’-]*)")


class Cause(NamedTuple):
    """A kind of event, as printed; `weak` where the word is said of other kinds too."""

    kind: str
    words: str
    weak: bool


@lru_cache(maxsize=65_536)
def causes(sentence: str) -> tuple[Cause, ...]:
    """What happened, by the words of a sentence or title, in their order."""
    words = words_of(sentence)
    return tuple(
        Cause(m.entry.get("kind"), " ".join(words[m.i : m.j]), m.entry.get("weak") == "yes")
        for m in load()["causes"].find(words)
    )


@lru_cache(maxsize=65_536)
def names(sentence: str) -> frozenset[str]:
    """The words with a capital letter, lower case, without the one that opens the sentence."""
    opens = {m.group(1) for m in _OPENS.finditer(sentence)}
    found = {w.group() for w in _NAME.finditer(sentence)}
    return frozenset(_plain(w) for w in found if w not in opens or sentence.count(w) > 1)


def title_names(title: str | None) -> frozenset[str]:
    """The names of a title; one in which every word has a capital tells none apart from the rest, and gives all."""
    return frozenset(_plain(m.group()) for m in _NAME.finditer(title or ""))


@lru_cache(maxsize=65_536)
def place_words(place: str) -> frozenset[str]:
    """The words that name a place: of what stands before the first comma, without common nouns and countries ("Redmoor"
    of "Redmoor Hospital, Chile"); none where it has no name of its own."""
    found = frozenset(_plain(m.group()) for m in _NAME.finditer(place.partition(",")[0]))
    return frozenset(word for word in found if not _wide(word))


@lru_cache(maxsize=65_536)
def _wide(word: str) -> bool:
    """True for a word that says little of where: a common noun, a direction, a country, an article."""
    kinds = {m.entry.get("kind") for m in load()["places"].find([word])}
    return word == "the" or bool(kinds & {"noun", "direction"}) or any(load()["nationalities"].find([word]))


def _plain(word: str) -> str:
    return word.lower().removesuffix("'s").removesuffix("’s")


def victims(subjects: Iterable[str | None]) -> Iterator[str]:
    """The heads of counted noun phrases ("fishermen"), people in general left out."""
    for subject in subjects:
        words = words_of(subject) if subject else ()
        if words and not _anybody(words[-1]):
            yield words[-1]


@lru_cache(maxsize=4096)
def _anybody(word: str) -> bool:
    groups = {m.entry.get("group") for m in load()["subjects"].find([word])}
    return "unspecified" in groups
