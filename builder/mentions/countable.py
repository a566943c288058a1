"""Which numbers count their noun phrase at all: articles, `any`, and qualifiers behind the noun."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

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


def of_name(number: Number, phrase: NounPhrase, reader: PhraseReader) -> bool:
    """True for the number of a name (`Halo 2`, `Fox 59`), for `father-of-two` and for `the one`: they count nothing."""
    words, caps, tokens, k = reader.words, reader.caps, reader.sentence.tokens, number.left - 1
    if number.form not in ("digits", "words") or k < 0:
        return False
    if k > 0 and words[k] == "-" and tokens.glued(k) and tokens.glued(k + 1):
        return words[k - 1].isalpha()
    if phrase.kind != "bare":
        return False
    if words[k] in ("ranked", "seeded", "rated", "numbered"):
        return True
    if number.form == "words":
        return number.value == 1 and words[k] == "the"
    if reader.sentence.shouting or not caps[k] or number.left != number.i or not words[k].isalpha():
        return False
    return not any(room.at(words, k) for room in (reader.r.grammar, reader.r.effects, reader.r.subjects)) and not _verb(
        reader, number.right
    )


def _verb(reader: PhraseReader, k: int) -> bool:
    """True if a verb begins at token k ("In Kabul 3 were killed")."""
    if k >= len(reader.words):
        return False
    small = reader.r.grammar.at(reader.words, k)
    verb = small is not None and small.entry.get("class") in ("be", "have", "modal", "adverb")
    return verb or reader.r.effects.at(reader.words, k) is not None
