"""Whether a text asserts a claim, hedges it, supposes it or denies it: cues and their reach (after ConText)."""

from __future__ import annotations

from builder.language.lexicon import Match, load
from builder.mentions.chunks import Chunked
from builder.mentions.effects import Effect
from builder.model import Stance

_CLOSE = 3
"""Tokens that may stand between a near cue and the effect or number it turns."""


def cues(line: Chunked) -> list[Match]:
    """The turning words of a sentence."""
    return list(load()["cues"].find(line.sentence.tokens.words))


def stance_of(line: Chunked, found: list[Match], at: int, effect: Effect | None) -> Stance:
    """The stance of the claim whose number begins at token `at` and whose effect is given.

    Order: what the effect's own auxiliaries say, then denials, suppositions and hedges that reach it.
    """
    own = _auxiliary_stance(line, effect)
    if own is not None:
        return own
    first = min(at, effect.i) if effect else at
    last = max(at, effect.j) if effect else at
    sorts = {m.entry.get("sort") for m in found if _reaches(line, m, first, last, effect)}
    for sort, stance in (("denial", Stance.DENIED), ("hypothetical", Stance.HYPOTHETICAL), ("hedge", Stance.HEDGED)):
        if sort in sorts:
            return stance
    return Stance.ASSERTED


def _auxiliary_stance(line: Chunked, effect: Effect | None) -> Stance | None:
    if effect is None or not effect.aux:
        return None
    aux = effect.aux
    words = line.sentence.tokens.words[effect.start : effect.i]
    if "not" in aux or any(w.endswith("n't") for w in words):
        return Stance.DENIED
    if "modal" in aux:
        sure = "could" in words and "have" not in aux
        return Stance.HEDGED if "have" in aux else Stance.HYPOTHETICAL if sure or "can" not in words else None
    return None


def _reaches(line: Chunked, cue: Match, first: int, last: int, effect: Effect | None) -> bool:
    """True if the cue's scope covers the claim's words."""
    scope = cue.entry.get("scope")
    if scope == "near":
        start = effect.start if effect else first
        return start - _CLOSE <= cue.i < last and (effect is None or cue.j <= effect.j) and cue.i >= start - _CLOSE
    if cue.i >= last:
        return False
    if cue.i >= first:
        return True
    a, b = line.at(cue.i), line.at(first)
    return not any(kind in "s;" for kind in line.kinds[a + 1 : b])
