"""Where a clause of its own begins or does not: what keeps one verb's people from another's."""

from __future__ import annotations

from msgspec.structs import replace

from builder.claims.bonds import Bond
from builder.mentions.chunks import Chunked
from builder.mentions.effects import Effect

SURE = frozenset({"killed", "injured", "casualties"})
"""Nouns that keep their meaning whatever verb stands with them ("12 bodies were found", "six injuries treated")."""


def state_at(line: Chunked, k: int) -> bool:
    """`hurt 17 others sheltering in a hall`: what they did when they were hit is no clause of their own."""
    then = line.chunks[k].data if k < len(line.chunks) and line.kinds[k - 1] in "QUAIB" else None
    state = isinstance(then, Effect) and then.reading == "adjective" and not then.aux
    return state and isinstance(then, Effect) and then.measure not in SURE


def own_clause(line: Chunked, at: int, n: int) -> bool:
    """`killing six, including a boy, and two men were hurt`: who is the subject of another verb is no part."""
    then = line.chunks[at + 1].data if at + 1 < len(line.chunks) and at + 1 != n else None
    return isinstance(then, Effect) and "be" in then.aux


def parted(bonds: dict[int, Bond]) -> None:
    """Whom another verb than the total's befell is no part of it (`six died, a boy among them, and a man was hurt`)."""
    for n, bond in bonds.items():
        whole = bonds.get(bond.part_of) if bond.part_of is not None else None
        if whole is not None and whole.measure != bond.measure:
            bonds[n] = replace(bond, part_of=None)
