"""The clause a bond stands in, and the effect that made it."""

from __future__ import annotations

import regex

from builder.claims.bonds import Bond
from builder.mentions.chunks import Chunked
from builder.mentions.effects import Effect


def effect_of(line: Chunked, bond: Bond) -> Effect | None:
    data = line.chunks[bond.effect].data if bond.effect is not None else None
    return data if isinstance(data, Effect) else None


def clause_of(line: Chunked, bond: Bond) -> tuple[int, int]:
    """Tokens of the clause that holds the bond: from clause border to clause border or to a relative clause."""
    a, b = sorted((bond.chunk, bond.effect if bond.effect is not None else bond.chunk))
    while a > 0 and line.kinds[a - 1] not in "s;":
        a -= 1
    inside = bond.effect is not None and _RELATIVE.search(line.kinds, 0, bond.effect) is not None
    while b + 1 < len(line.chunks) and line.kinds[b + 1] not in "s;r" and not _sums(line, b + 1):
        if inside and _finite(line, b + 1):
            break
        b += 1
    return line.chunks[a].i, line.chunks[b].j


_RELATIVE = regex.compile("r[ab]*$")


def _finite(line: Chunked, n: int) -> bool:
    """True for `was jailed` behind `the man who killed two`: the main clause goes on, with a date of its own."""
    effect = line.chunks[n].data
    return isinstance(effect, Effect) and effect.aux[:1] in (("be",), ("have",))


def _sums(line: Chunked, n: int) -> bool:
    """True for `bringing the total`, which says nothing of the words before it."""
    effect = line.chunks[n].data
    return isinstance(effect, Effect) and effect.measure == "same"
