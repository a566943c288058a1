"""Coded claims beside made ones: which belongs to which, and where they differ."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from benchmarks.unseen.coded import Coded
from builder.model import Claim, Stance

FIELDS = ("number", "group", "source", "stance", "basis", "period")
_SMALL = frozenset(["the", "a", "an", "of", "its", "his", "her", "their", "s", "mr", "mrs", "ms"])


def pairs(coded: Sequence[Coded], made: Sequence[Claim]) -> dict[Coded, Claim]:
    """For each coded claim the made one of its measure whose words overlap it most; none is used twice."""
    free, found = list(made), {}
    for one in coded:
        laps = [(min(c.end, one.end) - max(c.start, one.start), -k) for k, c in enumerate(free)]
        fits = [lap for lap in laps if lap[0] > 0 and free[-lap[1]].measure == one.measure]
        if fits:
            found[one] = free.pop(-max(fits)[1])
    return found


def differences(coded: Coded, made: Claim) -> dict[str, str]:
    """Field -> what it should be and what it is, for the fields that differ."""
    wanted: dict[str, Any] = {name: getattr(coded, name) for name in FIELDS}
    got = _fields(made)
    if coded.number[3] == "undisclosed":
        got["number"] = wanted["number"] if made.stance is Stance.UNDISCLOSED else got["number"]
    if _same_name(coded.source, made.source_text):
        got["source"] = wanted["source"]
    return {name: f"{wanted[name]} got {got[name]}" for name in FIELDS if wanted[name] != got[name]}


def _fields(made: Claim) -> dict[str, Any]:
    ends = (made.period.start, made.period.end)
    return {
        "number": (made.value, made.value_low, made.value_high, str(made.qualifier)),
        "group": made.subject_group,
        "source": made.source_text,
        "stance": str(made.stance),
        "basis": str(made.basis),
        "period": tuple(day.isoformat() if day else None for day in ends),
    }


def _same_name(one: str | None, other: str | None) -> bool:
    """True if two names share at least half of the shorter one's words; two nulls are the same."""
    left, right = _words(one), _words(other)
    if not left or not right:
        return not left and not right
    return len(left & right) >= max(1, math.ceil(min(len(left), len(right)) / 2))


def _words(name: str | None) -> set[str]:
    return set(re.findall(r"[^\W_]+", (name or "").lower())) - _SMALL
