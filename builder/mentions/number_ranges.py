"""Ranges of numbers: "16-20", "between 16 and 20", "from 50 to more than 80"."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from builder.mentions.number_context import Found, Nearby
from builder.mentions.number_lexicon import Qualifiers
from builder.mentions.number_words import DASHES, QUOTES, Quantity, Speller
from builder.model import Qualifier

_WIDEST_OR = 3
"""How far apart "five or six" may be: high is at most so many times low."""
_WIDEST_CHANGE = 2.5
"""The same for "to" where something rises or falls: "cut by 5 to 10 percent", not "rose 17,000 to 400,000"."""
_CHANGE_REACH = 6
_LONGEST_OPEN = 3
"""Words by which a range leaves its top open ("and well over 30")."""


class Ranges(Struct, frozen=True, gc=False):
    """The ranges of one sentence, each from the token it may begin at."""

    speller: Speller
    near: Nearby
    known: Qualifiers

    def from_number(self, first: Quantity) -> Found | None:
        """Such as "16-20", "16 to 20", "five or six", "5 to 6 million", "6% to 11"; `first` is what it begins with."""
        j = self._joint(first.j)
        second, opened = self._end(j) if j else (None, False)
        ends = _ends(first, second)
        if second is None or ends is None or not self._is_range(first, second, *ends):
            return None
        if opened and self.near.word(self.near.sign_before(first.i, 0) - 1) != "from":
            return None
        ranged = self._ranged(first.i, second, ends, opened)
        return replace(ranged, left=first.i - 1) if self.near.word(first.i - 1) == "from" else ranged

    def between(self, i: int) -> Found | None:
        """Such as "between 16 and 20", "between $5 and $10"; its words are part of it."""
        first = self.speller.number(self.near.sign_after(i + 1))
        j = self._past_unit(first.j) if first else 0
        second, opened = self._end(j + 1) if self.near.word(j) == "and" else (None, False)
        ends = _ends(first, second) if first else None
        return self._ranged(i, second, ends, opened) if second and ends else None

    def _end(self, j: int) -> tuple[Quantity | None, bool]:
        """The number at token j that ends a range, and whether its words leave the top open ("and more than 30")."""
        near, k = self.near, j + (self.near.word(j) in QUOTES)
        for size in range(_LONGEST_OPEN, 0, -1):
            known = self.known.before.get(near.words[k : k + size])
            if known is not None and known.get("means") == Qualifier.MORE_THAN:
                k += size
                return self.speller.number(near.sign_after(k + (near.word(k) in QUOTES))), True
        return self.speller.number(near.sign_after(j)), False

    def _ranged(self, i: int, second: Quantity, ends: tuple[float, float], opened: bool) -> Found:
        """A range from token i to its second number; where the words leave its top open only the bottom is a bound."""
        after = self.near.word(second.j)
        j = second.j + (after in QUOTES and self.near.words[i : second.j].count(after) == 1)
        if opened:
            return Found(i, j, ends[0], ends[0], None, Qualifier.AT_LEAST, "range", False, second.scale, i, j)
        return Found(i, j, None, *ends, Qualifier.RANGE, "range", False, second.scale, i, j)

    def _joint(self, j: int) -> int | None:
        """Where the second number of a range starts; None if nothing joins them."""
        near = self.near
        if near.word(j) in DASHES and near.word(j + 1) not in ("to", "or"):
            return j + 1 if near.glued(j) == near.glued(j + 1) else None
        j = j + 1 if near.word(j) in DASHES else self._past_unit(j)
        if near.word(j) not in ("to", "or", "through"):
            return None
        return j + 1 + (near.word(j + 1) == "-" and near.glued(j + 1))

    def _past_unit(self, j: int) -> int:
        """The first token after a unit inside a range ("6% to 11%"), which must come again after it."""
        unit = self.near.unit_at(j)
        return unit.j if unit and unit.entry.get("kind") in ("percent", "money", "measure", "cents") else j

    def _is_range(self, first: Quantity, second: Quantity, low: float, high: float) -> bool:
        """False where two rising numbers are no range: "rose from 5 to 9", "12.6% to 440,700 tonnes", "12-18-20"."""
        near, joint = self.near, self.near.word(self._past_unit(first.j))
        if not self._same_unit(first.j, second.j):
            return False
        if joint in DASHES:
            return not (near.word(second.j) in DASHES and near.digits(second.j + 1) and near.glued(second.j + 1))
        if joint == "or":
            return high <= max(low * _WIDEST_OR, low + 2)
        start = near.sign_before(first.i, 0)
        if near.word(start - 1) == "from":
            return not any(near.kind(k, "change") for k in range(start))
        changed = any(near.kind(k, "change") for k in range(start - _CHANGE_REACH, start))
        return high <= low * _WIDEST_CHANGE or not changed

    def _same_unit(self, i: int, j: int) -> bool:
        inner, outer = self.near.unit_at(i), self.near.unit_at(j)
        if inner is None or self._past_unit(i) == i:
            return True
        return outer is not None and outer.entry.get("unit") == inner.entry.get("unit")


def _ends(first: Quantity, second: Quantity | None) -> tuple[float, float] | None:
    """Low and high of a range if the two can be one: "5 to 6 million" begins at five million."""
    if second is None or first.value is None or second.value is None or first.part or second.part:
        return None
    low, high = first.value, second.value
    if first.scale == 1 and second.scale > 1 and low < high / second.scale:
        low *= second.scale
    return (low, high) if low < high else None
