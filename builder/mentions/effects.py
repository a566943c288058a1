"""What happened: effect words with the auxiliaries before them, and so their reading (who is hit: subject or object)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.language.lexicon import Entry, Match
from builder.mentions.noun_phrases import rooms
from builder.model import Sentence

_AUXILIARIES = frozenset({"be", "have", "do", "modal", "not", "to", "adverb"})
_REACH = 6
"""Tokens that may stand between the first auxiliary and the verb ("may also have been seriously wounded")."""


_PREPOSITIONS = frozenset({"of", "in", "at", "on", "for", "by"})


@dataclass(frozen=True, slots=True)
class Effect:
    """Tokens start..j; the effect word itself is i..j, its auxiliaries start..i.

    reading  passive | active | past (active or passive: only the neighbours tell) | gerund | intransitive | either | adjective
             | present (`gunmen kill`, as headlines have it) | nominal | toll
    aux      classes of the words start..i (be, have, modal, not, to, ...), in order
    """

    start: int
    i: int
    j: int
    entry: Entry
    reading: str
    aux: tuple[str, ...] = ()

    @property
    def measure(self) -> str:
        return self.entry.get("measure")

    @property
    def weak(self) -> bool:
        return self.entry.get("weak") == "yes"


def find_effects(sentence: Sentence) -> list[Effect]:
    """All effects of a sentence from left to right; base forms without an auxiliary are nouns or commands, no effects."""
    room = rooms().effects
    found = [_effect(sentence.tokens.words, m) for m in room.find(sentence.tokens.words)]
    return [e for e in found if e is not None]


def effect_at(sentence: Sentence, k: int) -> Effect | None:
    """The effect that begins at token k."""
    found = rooms().effects.at(sentence.tokens.words, k) if k < len(sentence.tokens) else None
    return _effect(sentence.tokens.words, found) if found else None


def _effect(words: Sequence[str], m: Match) -> Effect | None:
    voice = m.entry.get("voice")
    if voice in ("nominal", "toll"):
        return Effect(m.i, m.i, m.j, m.entry, voice)
    start, aux = _auxiliaries(words, m.i)
    if m.form == "base" and not aux:
        return Effect(m.i, m.i, m.j, m.entry, "present") if _tells(words, m) else None
    if voice == "adjective":
        return Effect(start, m.i, m.j, m.entry, voice, aux)
    reading = _reading(m.form, aux, voice)
    if reading == "past" and _does(words, start):
        reading = "active"
    return Effect(start, m.i, m.j, m.entry, reading, aux) if reading else None


def _does(words: Sequence[str], start: int) -> bool:
    """True for `two men who shot a guard`: a bare past behind a relative word is what its people did, not suffered."""
    before = rooms().grammar.at(words, start - 1) if start else None
    return before is not None and before.j == start and before.entry.get("class") == "relative"


def _tells(words: Sequence[str], m: Match) -> bool:
    """True for `gunmen kill a man`: a plural before the bare verb and something counted or named behind it."""
    if m.i == 0 or m.j >= len(words) or m.entry.get("voice") == "intransitive":
        return False
    before = rooms().subjects.at(words, m.i - 1)
    return before is not None and before.form != "one" and words[m.j] not in _PREPOSITIONS


def _reading(form: str, aux: tuple[str, ...], voice: str) -> str | None:
    """Which way the verb points; None where the word is no verb here."""
    if form == "base" and not {"to", "modal", "do"} & set(aux):
        return None
    if voice == "intransitive":
        return "intransitive"
    if voice == "either" and "be" not in aux:
        return "either"
    if form in ("past", "participle", ""):
        if "be" in aux:
            return "passive"
        return "active" if {"have", "modal", "to"} & set(aux) else "past"
    return "gerund" if form == "ing" and "be" not in aux else "active"


def _auxiliaries(words: Sequence[str], i: int) -> tuple[int, tuple[str, ...]]:
    """The leftmost auxiliary before token i, and the classes of those between; adverbs count only between them."""
    grammar, start, classes, k = rooms().grammar, i, [], i - 1
    while k >= max(0, i - _REACH):
        small = grammar.at(words, k)
        kind = small.entry.get("class") if small else ""
        if kind not in _AUXILIARIES or (kind == "to" and k + 1 < i and words[k + 1] not in ("be", "have")):
            break
        classes.append(kind)
        if kind != "adverb":
            start = k
        k -= 1
    kept = tuple(reversed(classes[: i - start]))
    return start, kept
