"""Precision with an interval: with few decisions it is wide, and says so."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import sqrt
from typing import Any

Z = 1.959963984540054
"""Of 95 percent."""


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `of`, and the interval (Wilson 1927) that holds the true share in 95 of 100 samples; None of none."""

    hits: int
    of: int
    share: float | None
    low: float | None
    high: float | None

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def share(hits: int, of: int) -> Share:
    """The share and its interval."""
    if not of:
        return Share(0, 0, None, None, None)
    p, z2 = hits / of, Z * Z
    middle, half = p + z2 / (2 * of), Z * sqrt(p * (1 - p) / of + z2 / (4 * of * of))
    low, high = (middle - half) / (1 + z2 / of), (middle + half) / (1 + z2 / of)
    return Share(hits, of, round(p, 4), round(max(0.0, low), 4), round(min(1.0, high), 4))
