"""Silence: a party that is reported to withhold its number (codebook, rule 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from builder.language.lexicon import Match, load
from builder.mentions.noun_phrases import rooms
from builder.model import Sentence

_NEAR, _FAR = 2, 5
"""Tokens that may stand between the negation and the verb, and between the verb and the figure withheld."""


class Silence(Struct, frozen=True, gc=False):
    """Tokens i..j say that a number of `measure` is withheld."""

    i: int
    j: int
    measure: str


def withholds(words: Sequence[str]) -> bool:
    """True if the words may tell of a figure that is not given."""
    return any(m.entry.get("role") == "figure" for m in load()["silence"].find(words))


def silences(sentence: Sentence) -> Iterator[Silence]:
    """`has not provided details`, `did not say how many`, `no exact figures were given`, about losses of people."""
    found = list(load()["silence"].find(sentence.tokens.words))
    for n, first in enumerate(found):
        if first.entry.get("role") == "withhold":
            end = _end(found[n + 1 : n + 3], first)
            measure = _measure(sentence, first.i, end) if end else None
            if end and measure:
                yield Silence(first.i, end, measure)


def _end(after: list[Match], first: Match) -> int | None:
    """One past the last word of `negation verb figure` or `no figure verb`."""
    if len(after) < 2:
        return None
    a, b = after
    roles = (a.entry.get("role"), b.entry.get("role"))
    if a.i - first.j > _NEAR or b.i - a.j > _FAR or roles not in (("disclose", "figure"), ("figure", "disclose")):
        return None
    return b.j


def _measure(sentence: Sentence, i: int, j: int) -> str | None:
    """What the withheld number would count: the nearest loss named, behind the words first."""
    words, room = sentence.tokens.words, rooms()
    named: list[tuple[int, str]] = []
    for m in (*room.subjects.find(words), *room.effects.find(words), *_losses(sentence)):
        measure = m.entry.get("measure")
        if measure and measure != "statistic" and not m.entry.get("needs") and (m.j <= i or m.i >= j):
            named.append((m.i - j if m.i >= j else 2 * (i - m.i), measure))
    if not named:  # "declined to give casualty figures"
        named = [(m.i, m.entry.get("measure")) for m in _losses(sentence) if i <= m.i < j]
    return min(named)[1] if named else None


def _losses(sentence: Sentence) -> Iterator[Match]:
    return (m for m in load()["losses"].find(sentence.tokens.words))
