"""What a number adds up over: one incident, a running total, a state at a time, a level."""

from __future__ import annotations

from bisect import bisect_left

import regex

from builder.language.lexicon import Match, words_with
from builder.mentions.chunks import Chunked
from builder.mentions.dates import AS_OF, SINCE, DateMention
from builder.mentions.effects import Effect
from builder.model import Basis, Stance

_STATES = frozenset({"missing"})
_RUNNING = frozenset({"infected"})


def basis_of(
    line: Chunked,
    start: int,
    cues: list[Match],
    measure: str,
    effect: Effect | None,
    mention: DateMention | None,
    stance: Stance,
    total_near: bool,
) -> Basis:
    """From the words: the effect's own reading first, then the date's role, then cues of the clause."""
    sorts = {c.entry.get("sort") for c in cues}
    if stance is Stance.HYPOTHETICAL:
        return Basis.UNKNOWN
    if measure in _STATES or (measure == "displaced" and effect is None) or _stock(cues, effect):
        return Basis.STOCK
    if effect is not None and (measure in _LASTING or effect.reading == "adjective") and _now(line, effect):
        return Basis.STOCK
    if sorts & {"level", "rate"}:
        return Basis.LEVEL
    if effect is not None and effect.reading == "toll" and not effect.entry.get("plain"):
        return Basis.CUMULATIVE
    if _further(line, start) and (measure in _RUNNING or effect is None):
        return Basis.INCREMENTAL
    if (mention and mention.role in (SINCE, AS_OF)) or total_near:
        return Basis.CUMULATIVE
    if measure in _RUNNING or "cumulative" in sorts:
        return Basis.CUMULATIVE
    return Basis.INCREMENTAL


_LASTING = frozenset({"displaced", "homeless", "hospitalized"})
"""What people stay for a while."""


def _further(line: Chunked, start: int) -> bool:
    """True for `33 more deaths`, `161 new infections`: the number that stands at character `start` adds to others."""
    tokens = line.sentence.tokens
    at = bisect_left(tokens.starts, start)
    behind, before = (words_with("turns", "adds", where, "either") for where in ("behind", "before"))
    return not behind.isdisjoint(tokens.words[at + 1 : at + 3]) or (at > 0 and tokens.words[at - 1] in before)


def _now(line: Chunked, effect: Effect) -> bool:
    """`are displaced`, `is in hospital`."""
    lasts = effect.measure not in ("killed", "injured", "casualties", "destroyed", "damaged")
    return lasts and effect.aux[:1] == ("be",) and line.sentence.tokens.words[effect.start] in ("are", "is")


def holds(line: Chunked, cue: Match, effect: Effect | None) -> bool:
    """False for a cue that is part of the effect's own words ("put in jail" is no state), or that lacks its number."""
    if effect is not None and effect.i < cue.i and cue.j <= effect.j:
        return False
    return not cue.entry.get("number") or _NUMBERED.match(line.kinds, line.at(cue.j - 1) + 1) is not None


_NUMBERED = regex.compile("[aw]{0,2}[QBUMS]")


def toll_before(line: Chunked, start: int) -> bool:
    """True for `an earlier toll of 27 dead`: a word for a running total right before the number at `start`."""
    ends = line.sentence.tokens.ends
    for n, chunk in enumerate(line.chunks):
        effect = chunk.data
        if isinstance(effect, Effect) and effect.reading == "toll" and not effect.entry.get("plain"):
            follows = line.chunks[n + 1 : n + 3]
            if any(line.sentence.tokens.starts[c.i] <= start < ends[c.j - 1] for c in follows):
                return True
    return False


def _stock(cues: list[Match], effect: Effect | None) -> bool:
    """A state: `remain in hospital`, `are still held`; the cue stands on the effect."""
    if effect is None:
        return False
    return any(
        c.entry.get("sort") == "stock"
        and effect.start - 2 <= c.i < effect.j
        and (c.j >= effect.i or c.i >= effect.start)
        for c in cues
    )
