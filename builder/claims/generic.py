"""What is counted of nobody in particular: rates, differences and habits are statistics or no claims (codebook, part 5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from builder.claims.bonds import Bond
from builder.claims.context import Reading
from builder.mentions.chunks import Quantity
from builder.mentions.effects import Effect
from builder.mentions.individuals import Individual

_SINCE = frozenset({"ago", "earlier", "later", "before", "after", "old", "and"})
"""Behind `every day` these make a time of it."""
_FEWER = frozenset({"fewer", "less"})
_HABIT = frozenset({"do", "does", "don't", "doesn't"})
_WILL = frozenset({"will", "can"})


def told_of_somebody(reading: Reading, bonds: Sequence[Bond]) -> Iterator[Bond]:
    """The bonds that tell of certain people or things; rates and differences are left as statistics."""
    for bond in bonds:
        counted = reading.line.chunks[bond.chunk].data
        if _habit(reading, bond):
            continue
        if isinstance(counted, Quantity) and (_rate(reading, bond) or _fewer(reading, counted)):
            if counted.number.form not in ("article", "zero"):
                yield replace(bond, measure="statistic", rule="rate", part_of=None)
        else:
            yield bond


def _rate(reading: Reading, bond: Bond) -> bool:
    """`30,000 die every day`: a number by the day, week or month, said in the same clause."""
    line, words = reading.line, reading.sentence.tokens.words
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
    return reading.sentence.tokens.words[counted.number.right : counted.number.right + 1] in [(w,) for w in _FEWER]


def _habit(reading: Reading, bond: Bond) -> bool:
    """`a kilo of it will flatten a building`, `such a man does not commit suicide`: what is so at any time."""
    effect = reading.line.chunks[bond.effect].data if bond.effect is not None else None
    counted = reading.line.chunks[bond.chunk].data
    if not isinstance(effect, Effect) or not effect.aux:
        return False
    words = reading.sentence.tokens.words[effect.start : effect.i]
    if isinstance(counted, Individual):
        return words[0] in _HABIT and "not" in effect.aux
    thing = isinstance(counted, Quantity) and counted.number.form == "article" and counted.phrase.kind == "thing"
    return thing and words[0] in _WILL and effect.reading == "active"
