"""Who or what was counted: words, group, unit, side."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from builder.claims.bind import Bond
from builder.claims.context import Context, Reading, read
from builder.mentions.chunks import Quantity
from builder.mentions.effects import Effect
from builder.mentions.individuals import Individual
from builder.mentions.noun_phrases import rooms
from builder.mentions.parties import owner_of, party_of
from builder.model import Sentence

_OWNERS = frozenset({"its", "their"})
_OPEN = frozenset({"other", "unspecified"})
_DAMAGE = frozenset({"destroyed", "damaged", "shot_down"})


def group_and_unit(context: Context, reading: Reading, bond: Bond) -> tuple[str | None, str | None]:
    """The codebook's subject_group (None for things) and unit."""
    data = reading.line.chunks[bond.chunk].data
    if isinstance(data, Individual):
        return _person_group(context, reading, data), "person"
    assert isinstance(data, Quantity)
    number, phrase = data.number, data.phrase
    if number.sort != "count":
        return None, number.unit
    if bond.measure in _DAMAGE or _of_things(reading, bond):
        return None, "item"
    if phrase.kind in ("thing", "animal", "none"):
        return None, "household" if bond.measure == "evacuated" else "item"
    if bond.measure == "statistic" and phrase.kind != "person":
        return None, "item"
    group = phrase.group
    if group in _OPEN:
        group = _predicate(reading, bond.chunk) or group
    if phrase.rank or (phrase.kind == "bare" and group in _OPEN):
        group = _said_of(reading, bond.chunk) or _antecedent(reading, bond.chunk) or group
    return group, phrase.unit


def _of_things(reading: Reading, bond: Bond) -> bool:
    effect = reading.line.chunks[bond.effect].data if bond.effect is not None else None
    return isinstance(effect, Effect) and effect.entry.get("of") == "things"


_SAID = regex.compile(r"m[abw]{0,2}([NAQ])")


def _said_of(reading: Reading, chunk: int) -> str | None:
    """The group a predicate gives: `four of them children`, `one of whom was a nurse`."""
    found = _SAID.match(reading.line.kinds, chunk + 1)
    if not found:
        return None
    noun = reading.line.chunks[found.start(1)]
    if isinstance(noun.data, Quantity):
        return noun.data.phrase.group
    return _described(reading.sentence.tokens.words[noun.i : noun.j])


def _predicate(reading: Reading, chunk: int) -> str | None:
    """What the counted are said to be: `three of the victims were police officers`."""
    found = _IS.match(reading.line.kinds, chunk + 1)
    people = reading.line.chunks[found.start("who")].data if found else None
    group = people.group if isinstance(people, Individual) else None
    return None if group in _OPEN else group


_IS = regex.compile("m?b[wa]*(?P<who>N)")


def _antecedent(reading: Reading, chunk: int) -> str | None:
    """The group of those counted before in the sentence (`two civilians were killed and four hurt`)."""
    for k in range(chunk - 1, -1, -1):
        before = reading.line.chunks[k].data
        if isinstance(before, Quantity) and before.phrase.kind == "person" and before.number.form != "article":
            group = before.phrase.group
            return None if group in _OPEN else group
    return None


def _person_group(context: Context, reading: Reading, person: Individual) -> str:
    """The group a role or description gives, here or where the text named the person before."""
    words = reading.sentence.tokens.words
    group = person.group
    if group in _OPEN:
        group = _described(words[_phrase_start(words, person.i) : person.j]) or group
    if group in _OPEN and person.named:
        return _introduced(context, reading.sentence, words[person.j - 1]) or _gender(context, reading, person.j, group)
    return group


def learn_names(context: Context, reading: Reading) -> None:
    """Remember the group that a role gave a named person ("General Salim Haddad"), for every later mention."""
    words = reading.sentence.tokens.words
    for chunk in reading.line.chunks:
        person = chunk.data
        if isinstance(person, Individual) and person.named and not person.kin:
            group = person.group if person.group not in _OPEN else _described(words[person.i : person.j])
            if group and group not in _OPEN:
                for k in range(person.i, person.j):
                    if reading.sentence.tokens.caps[k]:
                        held = context.groups.get(words[k])
                        if held is None or reading.sentence.index < held[0]:
                            context.groups[words[k]] = reading.sentence.index, group


def _introduced(context: Context, sentence: Sentence, word: str) -> str | None:
    """The group that a role gave the person of this name where the text first says one."""
    held = context.groups.get(word)
    for other in context.passed.naming(word, held[0] if held else sentence.index):
        learn_names(context, read(context, other))
    return context.groups[word][1] if word in context.groups else None


def _phrase_start(words: Sequence[str], i: int) -> int:
    """Back over the words of the same noun phrase ("Japanese female professional wrestler and television star ...")."""
    start = i
    while start > 0 and i - start < _LEAD and (words[start - 1].isalpha() and not _ends_phrase(words, start - 1)):
        start -= 1
    return start


def _ends_phrase(words: Sequence[str], k: int) -> bool:
    small = rooms().grammar.at(words, k)
    return small is not None and small.entry.get("class") != "and"


_LEAD = 8
"""Words before a name in which its description may stand."""


def _gender(context: Context, reading: Reading, after: int, group: str) -> str:
    """man or woman, by the first he or she behind the name, here or in the next sentence; else `group`."""
    index = reading.sentence.index
    here = reading.sentence.tokens.words[after:]
    follows = context.sentences[index + 1].tokens.words[:6] if index + 1 < len(context.sentences) else ()
    for match in rooms().grammar.find((*here, *follows)):
        if match.entry.get("gender"):
            return match.entry.get("gender")
    return group


def _described(words: tuple[str, ...]) -> str | None:
    for room in (rooms().modifiers, rooms().subjects):
        for match in room.find(words):
            group = match.entry.get("group")
            if group and group not in _OPEN:
                return group
    return None


def words_of(context: Context, sentence: Sentence, data: Quantity | Individual) -> str | None:
    """The counted noun phrase as printed, without number and qualifier."""
    if isinstance(data, Individual):
        return sentence.span(data.i, data.j).of(context.text)
    phrase = data.phrase
    return (
        sentence.span(phrase.i, phrase.j).of(context.text) if phrase.head is not None and phrase.j > phrase.i else None
    )


def party(context: Context, reading: Reading, data: Quantity | Individual) -> str | None:
    """The side the counted belong to; `its` is resolved to its owner."""
    sentence = reading.sentence
    i, j = (data.i, data.j) if isinstance(data, Individual) else (data.phrase.i, data.phrase.j)
    first = data.i if isinstance(data, Individual) else data.number.right
    for k in range(first, min(i + 1, len(sentence.tokens))):
        if sentence.tokens.words[k] in _OWNERS:
            return owner_of(context.sentences, context.text, sentence.index, k)
    return party_of(sentence, context.text, i, j, reading.parties) if j > i else None
