"""Which effects of a sentence tell of an event: not those that describe somebody, name a role or stand in a number."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from builder.mentions.effects import Effect, effect_at, find_effects
from builder.mentions.noun_phrases import PhraseReader, rooms
from builder.model import Number, Sentence


def told(sentence: Sentence, numbers: Sequence[Number], dated: Collection[int]) -> Iterator[Effect]:
    """The effects of a sentence; `a number of wounded` counts the wounded, it is no `number of wounded`."""
    vague = {k: n.j for n in numbers if n.form == "vague" for k in range(n.i, n.j)}
    for e in find_effects(sentence, dated):
        inside = effect_at(sentence, vague[e.i]) if e.i in vague else e
        if inside:
            yield inside


def _heads_on(words: Sequence[str], j: int) -> bool:
    """True for `Mr Blake's murder trial`: the loss is only part of another noun."""
    return j < len(words) and rooms().grammar.at(words, j) is None and rooms().things.at(words, j) is not None


def describes(sentence: Sentence, e: Effect, reader: PhraseReader) -> bool:
    """True for `the injured teenagers`, `the dead jackal`, `Grateful Dead`: a word of a name or a description."""
    if sentence.tokens.words[e.i] in ("'s", "'"):
        return _heads_on(sentence.tokens.words, e.j)
    if e.reading not in ("past", "adjective", "gerund") or e.start != e.i:
        return False
    if e.reading == "gerund" and _of_role(sentence.tokens.words, e):
        return True
    if e.i == 0:
        return False
    caps, words = sentence.tokens.caps, sentence.tokens.words
    if words[e.i - 1] == "-" and sentence.tokens.glued(e.i) and reader.noun_near(e.j):
        return True  # "Ebola-infected mice"
    if caps[e.i] and caps[e.i - 1] and not sentence.shouting and e.reading == "adjective":
        return True
    if caps[e.i] and caps[e.i - 1] and words[e.i - 1] == "the" and e.i > 1 and not sentence.shouting:
        return True  # "the drummer of The Drowned"
    small = rooms().grammar.at(words, e.i - 1)
    article = words[e.i - 1] in ("a", "an") and e.reading == "adjective"
    if not (article or (small is not None and small.entry.get("class") in ("det", "include"))) or e.j >= len(words):
        return False
    return reader.noun_near(e.j) or (words[e.j].isalpha() and rooms().grammar.at(words, e.j) is None)


def _of_role(words: Sequence[str], e: Effect) -> bool:
    """True for `shooting suspect`, `stabbing victim`: a role in the event, with no article between."""
    role = rooms().subjects.at(words, e.j) if e.j < len(words) else None
    return role is not None and role.form != "many" and bool(role.entry.get("role") or role.entry.get("victim"))
