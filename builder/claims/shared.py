"""One person hit by two effects of a sentence: of the two the last one tells what became of him."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from msgspec.structs import replace

from builder.claims.bonds import Bond
from builder.mentions.chunks import Chunked
from builder.mentions.effects import Effect

_FAR = 48
"""Chunks between the person and the effect that settles it."""
_DIED = regex.compile(r"[QBAI][^sE;QBAI&]*?,?(?P<who>r?)(?P<first>E)(?:p[wad]*+[IE]|[^sE;QBAIHr&])*+$")
_SETTLED = {
    ("killed", "intransitive"): frozenset({"injured", "hospitalized"}),
    ("evacuated", "passive"): frozenset({"displaced", "affected", "homeless"}),
    ("rescued", "passive"): frozenset({"affected"}),
}
"""What became of people in the end, and what it settles of them."""


def _settled(line: Chunked, n: int) -> int | None:
    """The first effect of `a man, who was hurt in a fall, died`, `people displaced by the flood were evacuated`: of
    the same people, of whom the last one tells. None where nothing of the sort stands before effect n."""
    effect = line.chunks[n].data
    if not isinstance(effect, Effect) or (effect.measure, effect.reading) not in _SETTLED:
        return None
    found = _DIED.search(line.kinds, max(0, n - _FAR), n)
    at = found.start("first") if found else -1
    first = line.chunks[at].data if at >= 0 else None
    if not found or not isinstance(first, Effect) or first.measure not in _SETTLED[effect.measure, effect.reading]:
        return None
    return at if found["who"] or first.reading == "past" else None


def _taken_away(line: Chunked, at: int, bond: Bond) -> int | None:
    """The effect of `evacuated thirty people from their homes`, which says more than that they left them."""
    said = line.chunks[bond.effect].data if bond.effect is not None else None
    if not isinstance(said, Effect) or not said.weak or said.reading != "adjective":
        return None
    first = len(line.kinds[:at].rstrip("aw")) - 1
    effect = line.chunks[first].data if first >= 0 else None
    return first if isinstance(effect, Effect) and effect.measure in _AWAY and effect.reading in _DONE else None


_AWAY = frozenset({"evacuated", "rescued"})
_DONE = frozenset({"active", "either", "past", "gerund", "present"})
_SHARED = regex.compile(r"E(?:(?:[adw]|p[wad]*+[NIQMA]?+)*+,?&a*|,)$")


def _both(first: Effect, then: Effect) -> bool:
    """True where the dead were something else before; `missing and presumed dead` is missing."""
    return then.measure == "killed" and first.measure not in ("killed", "missing")


def shared(line: Chunked, bonds: dict[int, Bond]) -> Iterator[Bond]:
    """`was shot twice and killed`, `were affected and evacuated`: the second effect takes over the first one's people
    where the first says little; the abducted and killed are both."""
    for at, bond in list(bonds.items()):
        first = _taken_away(line, at, bond)
        effect = line.chunks[first].data if first is not None else None
        if isinstance(effect, Effect):
            bonds[at] = replace(bond, measure=effect.measure, effect=first, rule="shared")
    with_bonds = {b.effect for b in bonds.values()}
    for n, chunk in enumerate(line.chunks):
        effect = chunk.data
        if not isinstance(effect, Effect) or n in with_bonds or effect.reading in ("nominal", "toll"):
            continue
        if effect.entry.get("life"):
            continue
        hurt = _settled(line, n)
        if hurt is not None:
            for at, bond in list(bonds.items()):
                if bond.effect == hurt:
                    bonds[at] = replace(bond, measure=effect.measure, effect=n, rule="shared")
            continue
        found = _SHARED.search(line.kinds, max(0, n - 12), n)
        first = line.chunks[found.start()].data if found else None
        if found and isinstance(first, Effect) and first.weak and not effect.weak:
            for at, bond in list(bonds.items()):
                if bond.effect == found.start():
                    bonds[at] = replace(bond, measure=effect.measure, effect=n, rule="shared")
        elif found and isinstance(first, Effect) and _both(first, effect):
            yield from (
                replace(b, measure="killed", effect=n, rule="shared", part_of=None)
                for b in list(bonds.values())
                if b.effect == found.start()
            )
