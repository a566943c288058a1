"""People told by what they are: `the dead are a cook and a boy`, `the following men died: Ana Ruiz, Omar Said`."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from builder.claims.bonds import Bond
from builder.mentions.chunks import Chunk, Chunked, Quantity
from builder.mentions.effects import Effect
from builder.mentions.individuals import Individual
from builder.mentions.noun_phrases import rooms

_AS = frozenset({"as"})
_ITEM = r"[aw]{0,4}(?P<q>[QAI])(?![ab]*E)(?:p[wad]*+[NI]?+|\([^()]*+\)|,y|,w[wpad]*(?=,)|r[^,E]*+)*+"
_ITEMS = regex.compile(rf"(?:v?p)?;?{_ITEM}(?:(?:,&|,|&){_ITEM})*+")
_LISTED = regex.compile(rf"N[ab]*E(?:p[wad]*+[NI]?+|[ad])*+;(?P<items>{_ITEM}(?:(?:,&|,|&){_ITEM})*+)")
_TOLD = frozenset({"killed", "injured", "missing", "abducted", "captured", "detained"})


def told_apart(line: Chunked, bonds: dict[int, Bond]) -> Iterator[Bond]:
    """Bonds of the people that a sentence says the dead, the wounded men or the inspector killed to be."""
    yield from _listed(line, bonds)
    for n in range(1, len(line.chunks)):
        if _equates(line, n):
            yield from _named(line, bonds, n)


def _equates(line: Chunked, n: int) -> bool:
    """`the dead |are|`, `the wounded |include|`, `identified the dead |as|`."""
    kind = line.kinds[n]
    if kind == "h":
        return line.kinds[n - 1] == "E" and line.kinds[max(0, n - 2) : n - 1] in ("", "w")
    return kind == "b" or (kind == "p" and line.sentence.tokens.words[line.chunks[n].i] in _AS)


def _named(line: Chunked, bonds: dict[int, Bond], n: int) -> Iterator[Bond]:
    """What stands behind `are`, `is`, `were identified as` at chunk n."""
    who = n - 1
    while who > 0 and line.kinds[who] in "adb":
        who -= 1
    measure = _said_of(line, line.chunks[who])
    items = _ITEMS.match(line.kinds, n + 1) if measure in _TOLD else None
    if items and line.kinds[n + 1] == "v" and line.sentence.tokens.words[line.chunks[n + 2].i] not in _AS:
        return  # "those arrested are accused of running ..."
    if not measure and _is_victim(line, line.chunks[who]):
        items = _ITEMS.match(line.kinds, n + 1)
        if items and line.kinds[n] == "b" and items.starts("q")[0] not in bonds:
            yield Bond(items.starts("q")[0], "killed", "victims", 0.7)
        return
    total = who - 1 if line.kinds[who] == "E" else who
    for at in items.starts("q") if items else ():
        if at not in bonds:
            part_of = total if total in bonds and line.kinds[total] in "QB" else None
            if measure != "missing" or isinstance(line.chunks[at].data, Quantity):
                yield Bond(at, measure, "told-apart", 0.75, None, part_of)


def _is_victim(line: Chunked, chunk: Chunk) -> bool:
    """True for `the victim`, of whom the rest of the text says what happened."""
    person = chunk.data
    words = line.sentence.tokens.words[chunk.i : chunk.j]
    single = isinstance(person, Individual) and not person.named
    return single and any(m.entry.get("victim") and m.form == "one" for m in rooms().subjects.find(words))


def _listed(line: Chunked, bonds: dict[int, Bond]) -> Iterator[Bond]:
    """`the following men died: Ana Ruiz, Omar Said`."""
    for found in _LISTED.finditer(line.kinds):
        n = line.kinds.index("E", found.start())
        effect = line.chunks[n].data
        if isinstance(effect, Effect) and effect.reading in ("passive", "intransitive", "past"):
            yield from (Bond(at, effect.measure, "listed", 0.8, n) for at in found.starts("q") if at not in bonds)


def _said_of(line: Chunked, chunk: Chunk) -> str:
    """The measure that a noun phrase states of its own people ("the wounded men"), or a state for them ("the dead")."""
    if isinstance(chunk.data, Effect):
        bare = chunk.data.reading in ("adjective", "past") and not chunk.data.aux and not chunk.data.entry.get("life")
        return chunk.data.measure if bare else ""
    words = line.sentence.tokens.words[chunk.i : chunk.j]
    named = isinstance(chunk.data, Individual) and chunk.data.named
    if chunk.kind not in "QNI" or "'s" in words or named:
        return ""
    found = next((m for m in rooms().effects.find(words) if m.j < len(words)), None)
    return found.entry.get("measure") if found and found.form in ("past", "participle", "") else ""
