"""What is counted of nobody in particular: rates and differences are statistics, habits no claims (codebook)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from builder.claims.bonds import Bond
from builder.claims.context import Reading
from builder.language.lexicon import words_with
from builder.mentions.chunks import Quantity
from builder.mentions.effects import Effect
from builder.mentions.individuals import Individual

_SINCE = frozenset({"ago", "earlier", "later", "before", "after", "old", "and"})
"""Behind `every day` these make a time of it."""
_HABIT = frozenset({"do", "does", "don't", "doesn't"})
_ABLE = frozenset({"can"})
_WILL = frozenset({"will", "can"})
_FLED = frozenset({"missing"})


def told_of_somebody(reading: Reading, bonds: Sequence[Bond]) -> Iterator[Bond]:
    """The bonds that tell of certain people or things; rates and differences are left as statistics."""
    for bond in bonds:
        counted = reading.line.chunks[bond.chunk].data
        if _habit(reading, bond) or _fled(reading, bond):
            continue
        if isinstance(counted, Quantity) and (_rate(reading, bond) or _fewer(reading, counted)):
            if counted.number.form not in ("article", "zero"):
                yield replace(bond, measure="statistic", rule="rate", part_of=None)
        else:
            yield bond


def _rate(reading: Reading, bond: Bond) -> bool:
    """`30,000 die every day`, `one death every four days`: a number by the day, week or month, in the same clause."""
    line, words = reading.line, reading.sentence.tokens.words
    counted = line.chunks[bond.chunk]
    spans = words_with("dates", "kind", "unit")
    if words[counted.j : counted.j + 1] == ("every",) and not spans.isdisjoint(words[counted.j + 1 : counted.j + 4]):
        return True
    dated = {k for d in reading.dates for k in range(d.i, d.j)}
    for cue in reading.cues:
        if cue.entry.get("sort") != "rate" or cue.i in dated or words[cue.j : cue.j + 1] in [(w,) for w in _SINCE]:
            continue
        at = line.at(cue.i)
        first, last = sorted((at, max(bond.chunk, bond.effect or 0)))
        if not set(";sr") & set(line.kinds[first:last]) and not _other_count(line.kinds[first + 1 : last]):
            return True
    return False


def _other_count(kinds: str) -> bool:
    """True if another number or another event stands between."""
    return "E" in kinds[1:] or "Q" in kinds


def _fewer(reading: Reading, counted: Quantity) -> bool:
    """`230 fewer deaths` counts nobody."""
    behind = reading.sentence.tokens.words[counted.number.right : counted.number.right + 1]
    return not words_with("turns", "role", "fewer").isdisjoint(behind)


def _habit(reading: Reading, bond: Bond) -> bool:
    """`a kilo of it will flatten a building`, `such a man does not commit suicide`: what is so at any time."""
    effect = reading.line.chunks[bond.effect].data if bond.effect is not None else None
    counted = reading.line.chunks[bond.chunk].data
    if not isinstance(effect, Effect):
        return False
    one = isinstance(counted, Quantity) and counted.number.form == "article"
    words = reading.sentence.tokens.words
    if not effect.aux:
        verb = effect.reading == "active" and words[effect.j - 1].endswith("s")
        return one and verb and reading.line.kinds[bond.effect - 1 : bond.effect] == "r" if bond.effect else False
    first = words[effect.start]
    if isinstance(counted, Individual):
        return (first in _HABIT and "not" in effect.aux) or (first in _ABLE and "be" in effect.aux)
    thing = isinstance(counted, Quantity) and one and counted.phrase.kind == "thing" and effect.reading == "active"
    return (thing and first in _WILL) or (one and first in _ABLE and "be" in effect.aux)


def _fled(reading: Reading, bond: Bond) -> bool:
    """`the attacker had disappeared`: nobody misses one who is only described."""
    counted = reading.line.chunks[bond.chunk].data
    described = isinstance(counted, Individual) and not counted.named and not counted.kin
    return described and bond.measure in _FLED
