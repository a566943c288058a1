"""Which numbers count their noun phrase at all: articles, `any`, and qualifiers behind the noun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.language.lexicon import load
from builder.mentions.noun_phrases import NounPhrase, PhraseReader
from builder.model import Number, Qualifier

_RAISED = frozenset({Qualifier.EXACT, Qualifier.AT_LEAST})
_LOSSES = frozenset({"killed", "injured", "casualties", "destroyed", "damaged"})


def lost(number: Number, phrase: NounPhrase, reader: PhraseReader) -> bool:
    """False for `any` where it counts no loss: "did not have any suspects", not "did not cause any injuries"."""
    if reader.words[number.i] != "any":
        return True
    told = load()["silence"].at(reader.words, number.i - 1)
    if phrase.measure in _LOSSES:
        return told is None or told.entry.get("role") != "disclose"
    effect = reader.r.effects.at(reader.words, number.i - 1)
    return effect is not None and effect.entry.get("measure") in _LOSSES


def countable(number: Number, phrase: NounPhrase, words: Sequence[str]) -> bool:
    """An article counts only a known single thing or person; `another` may stand alone."""
    if phrase.kind == "bare":
        return words[number.i] == "another"
    if phrase.measure and phrase.measure != phrase.attribute and not phrase.kin:
        return words[number.i] == "another" or phrase.solid
    return phrase.kind in ("person", "thing") and not (phrase.many and phrase.kind == "thing")


def or_more(number: Number, phrase: NounPhrase, words: Sequence[str]) -> tuple[Number, NounPhrase]:
    """`sixty people or more`, `sixty people or so`: the qualifier stands behind the noun."""
    after = load()["qualifiers"].at(words, phrase.j) if phrase.j < len(words) and words[phrase.j] == "or" else None
    if after is None or number.qualifier not in _RAISED or number.value is None:
        return number, replace(phrase, j=after.j) if after else phrase
    means = Qualifier(after.entry.get("means"))
    low = number.value if means is Qualifier.AT_LEAST else None
    high = number.value if means is Qualifier.AT_MOST else None
    cue = " ".join(words[after.i : after.j])
    return replace(number, qualifier=means, low=low, high=high, cue=cue), replace(phrase, j=after.j)
