"""The codebook's subject_group of what was counted: from its noun phrase, else from what the text says it is."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from builder.claims.bonds import Bond
from builder.claims.context import Context, Reading
from builder.claims.people import body_group, described, phrase_start
from builder.mentions.chunks import Quantity
from builder.mentions.effects import Effect
from builder.mentions.individuals import Individual
from builder.mentions.noun_phrases import rooms

_OPEN = frozenset({"other", "unspecified"})
_WIDE = _OPEN | {"civilian"}
"""Groups that a predicate makes more exact (`one of the civilians killed was a nurse`)."""
_DAMAGE = frozenset({"destroyed", "damaged", "shot_down"})
_BY_HOUSEHOLD = frozenset({"displaced", "evacuated", "homeless", "affected"})
_GROWN = 18


def group_and_unit(context: Context, reading: Reading, bond: Bond) -> tuple[str | None, str | None]:
    """The codebook's subject_group (None for things) and unit."""
    data = reading.line.chunks[bond.chunk].data
    if isinstance(data, Individual):
        return _person_group(context, reading, bond, data), "person"
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
    return _counted_group(reading, bond.chunk, data), _labelled(reading, bond) or phrase.unit


def _labelled(reading: Reading, bond: Bond) -> str | None:
    """The unit that a label or the words of a toll name (`Displaced households: 1,204`, `families displaced 300`)."""
    chunks, words = reading.line.chunks, reading.sentence.tokens.words
    if bond.effect is None or bond.measure not in _BY_HOUSEHOLD or chunks[bond.chunk].kind != "B":
        return None
    if not bond.rule.startswith(("label", "toll")) and bond.chunk != bond.effect + 1:
        return None
    label = words[chunks[max(0, bond.effect - 1)].i : chunks[bond.chunk].i]
    return next((m.entry.get("unit") for m in rooms().subjects.find(label) if m.entry.get("unit")), None)


def _of_things(reading: Reading, bond: Bond) -> bool:
    effect = reading.line.chunks[bond.effect].data if bond.effect is not None else None
    return isinstance(effect, Effect) and effect.entry.get("of") == "things"


def _counted_group(reading: Reading, chunk: int, q: Quantity) -> str | None:
    """The group of counted people, sharpened by what stands around them."""
    group = q.phrase.group
    if group in _WIDE:
        group = _predicate(reading, chunk) or group
    if group in _OPEN:
        group = body_group(reading.sentence, q) or group
    if q.phrase.kin and group == "child":
        return _grown(reading, chunk) or group
    if q.phrase.rank or (q.phrase.kind == "bare" and group in _OPEN):
        found = _said_of(reading, chunk) or _antecedent(reading, chunk)
        if found and (found != "other" or (q.phrase.head is None and group == "unspecified")):
            return found
    return group


_SAID = regex.compile(r"m[abw]{0,2}([NAQ])")


def _said_of(reading: Reading, chunk: int) -> str | None:
    """The group a predicate gives: `four of them children`, `one of whom was a nurse`."""
    found = _SAID.match(reading.line.kinds, chunk + 1)
    if not found:
        return None
    noun = reading.line.chunks[found.start(1)]
    if isinstance(noun.data, Quantity):
        return noun.data.phrase.group
    return described(reading.sentence.tokens, noun.i, noun.j)


_IS = regex.compile(r"m?(?:w{0,2}E(?:p[wad]*+[nNQIM]?+)*+)?(?:vt)?b[wa]*(?P<who>[NQAI])(?![ab]*E)")


def _predicate(reading: Reading, chunk: int) -> str | None:
    """What the counted are said to be: `three of the victims were police officers`, `one seemed to be a child`."""
    found = _IS.match(reading.line.kinds, chunk + 1)
    who = reading.line.chunks[found.start("who")] if found else None
    if who is None:
        return None
    if isinstance(who.data, Quantity):
        return None if who.data.phrase.group in _OPEN else who.data.phrase.group
    return described(reading.sentence.tokens, who.i, who.j)


def _antecedent(reading: Reading, chunk: int) -> str | None:
    """The group of those counted before in the sentence (`two civilians were killed and four hurt`), or named before
    `of them`; the sentence's subject is not one of them (`prosecutors want to arrest three of them`)."""
    line = reading.line
    points = line.kinds[chunk + 1 : chunk + 2] == "m"
    for k in range(chunk - 1, -1, -1):
        before = line.chunks[k].data
        if isinstance(before, Quantity) and before.phrase.kind == "person" and before.number.form != "article":
            return before.phrase.group if before.phrase.group != "unspecified" else None
        if points and line.kinds[k] == "N" and any(kind in "vwE" for kind in line.kinds[:k]):
            return described(reading.sentence.tokens, line.chunks[k].i, line.chunks[k].j)
    return None


def _grown(reading: Reading, chunk: int) -> str | None:
    """man or woman for sons and daughters of whom one is said to be grown (`two sons, Ali and 25-year-old Omar`)."""
    line = reading.line
    for k in range(chunk, len(line.chunks)):
        if line.kinds[k] in "Es" and k > chunk:
            return None
        if k > chunk and isinstance(line.chunks[k].data, Individual) and _adult(reading, k):
            words = reading.sentence.tokens.words
            return _kin_sex(words[line.chunks[chunk].i : line.chunks[chunk].j])
    return None


def _adult(reading: Reading, chunk: int) -> bool:
    """True for a person with an age of a grown-up (`25-year-old Omar Said`, `their son Omar (38)`)."""
    line, words = reading.line, reading.sentence.tokens.words
    first, end = line.chunks[chunk].i, line.chunks[chunk].j
    ages = [int(words[k]) for k in range(first, end) if words[k].isdigit() and len(words[k]) < 4]
    return any(age >= _GROWN for age in ages)


def _kin_sex(words: Sequence[str]) -> str | None:
    """man for sons, woman for daughters, once grown."""
    return next((m.entry.get("adult") or None for m in rooms().subjects.find(words) if m.entry.get("kin")), None)


_IDENTIFIED = regex.compile(r"(?P<who>[NI])[ab]*E?[ab]*[vE]?p[wad]*$")


def _person_group(context: Context, reading: Reading, bond: Bond, person: Individual) -> str:
    """The group a role or description gives, here or where the text named the person before."""
    tokens, line = reading.sentence.tokens, reading.line
    group = person.group
    if group in _OPEN:
        start = phrase_start(tokens.words, person.i)
        group = described(tokens, start, person.j, named=person.named) or group
    if group == "child" and person.kin and _adult(reading, bond.chunk):
        group = _kin_sex(tokens.words[person.i : person.j]) or group
    if group in _OPEN and bond.rule == "told-apart":
        before = _IDENTIFIED.search(line.kinds, 0, bond.chunk)
        said = line.chunks[before.start()] if before else None
        group = (described(tokens, said.i, said.j) if said else None) or group
    if group in _OPEN and bond.part_of is not None:
        whole = line.chunks[bond.part_of].data
        shared = _counted_group(reading, bond.part_of, whole) if isinstance(whole, Quantity) else None
        group = shared if shared and shared != "unspecified" else group
    if group in _OPEN and person.named:
        return _gender(context, reading, person.j) or group
    return group


def _gender(context: Context, reading: Reading, after: int) -> str | None:
    """man or woman, by the first he or she behind the name, here or in the next sentence."""
    index = reading.sentence.index
    here = reading.sentence.tokens.words[after:]
    follows = context.sentences[index + 1].tokens.words[:6] if index + 1 < len(context.sentences) else ()
    for match in rooms().grammar.find((*here, *follows)):
        if match.entry.get("gender"):
            return match.entry.get("gender")
    return None
