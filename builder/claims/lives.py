"""Lives that are claimed, and people who are lost: what the object of `claim`, `take` and `lose` must be."""

from __future__ import annotations

from builder.claims.rules import Rule
from builder.mentions.chunks import Chunk, Chunked, Quantity
from builder.mentions.effects import Effect
from builder.mentions.individuals import Individual

_OWN_PEOPLE = frozenset({"military", "militant", "police", "child", "man", "unspecified"})


def of_lives(line: Chunked, kinds: str, life: str) -> str:
    """The kinds with all that is no life as mere nouns; things are lost with people (`lost six men and two tanks`)."""
    lost = [k in "qoi" and is_life(line, c, life) for k, c in zip(kinds, line.chunks, strict=True)]
    things = any(lost) and life == "own"
    return "".join(
        "n" if k in "qoi" and not of_life and not (things and line.kinds[n] == "M") else k
        for n, (k, of_life) in enumerate(zip(kinds, lost, strict=True))
    )


def is_life(line: Chunked, chunk: Chunk, life: str) -> bool:
    """True for `lives`; with life "own" also for the men and the children one can lose."""
    q = chunk.data
    if isinstance(q, Individual):
        return life == "own" and q.kin
    if not isinstance(q, Quantity) or q.phrase.head is None:
        return False
    if life == "own" and q.phrase.kin and chunk.kind == "A":
        return True
    own = q.phrase.kin or q.phrase.group in _OWN_PEOPLE
    if life == "own" and q.phrase.kind == "person" and own and q.number.form != "article":
        return True
    return line.sentence.tokens.words[q.phrase.head] in ("life", "lives")


def loses(effect: Effect, rule: Rule) -> bool:
    """`12,000 people lost money`: who loses is not lost."""
    return bool(effect.entry.get("life")) and rule.left and effect.reading != "passive"
