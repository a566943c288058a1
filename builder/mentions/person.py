"""The shape of a single person without a number."""

from __future__ import annotations

from msgspec import Struct


class Individual(Struct, frozen=True, gc=False):
    """Tokens i..j are one person (or, with many, a definite group that has no number)."""

    i: int
    j: int
    group: str
    named: bool = False
    many: bool = False
    kin: bool = False
    sure: bool = True
    """False for a single capitalised word that nothing in the document shows to be a person's name."""
    pronoun: bool = False
