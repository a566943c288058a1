"""The bond between a counted or named chunk and what happened to it."""

from __future__ import annotations

from msgspec import Struct


class Bond(Struct, frozen=True, gc=False):
    """Chunk `chunk` (a Quantity or an Individual) is what `effect` happened to; measure says what.

    part_of is the chunk of the total it is a stated part of. effect is None where the counted noun itself says it
    ("three fatalities").
    """

    chunk: int
    measure: str
    rule: str
    confidence: float
    effect: int | None = None
    part_of: int | None = None
