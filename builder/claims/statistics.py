"""Numbers that nothing happened to anybody in: percentages, money, sizes, counts. What is left is a statistic."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from builder.claims.bind import Bond
from builder.mentions.chunks import Chunked, Quantity
from builder.model import Number, Qualifier

_FORMS = frozenset({"digits", "words", "vague", "range"})
_BORDERS = "s;,&r"
"""Kinds of chunks behind which a clause may begin."""
_PAIR = 2
"""`one of the two` only points at one of them."""
_LARGE = 1000
"""The same for a range: below it is most often a name or a score ("15-40")."""
_SMALL = 12
"""A number alone, without a noun, is a statistic only above this: below it is most often a turn of phrase."""


def leftovers(line: Chunked, taken: Collection[int]) -> Iterator[Bond]:
    """One bond for each quantity that no effect has taken and that states something countable."""
    for n, chunk in enumerate(line.chunks):
        q = chunk.data
        if n not in taken and isinstance(q, Quantity) and (_states(q) or _acts(line, n, q)):
            yield Bond(n, "statistic", "statistic", 0.8)


def wholes(line: Chunked, taken: Collection[int]) -> Iterator[tuple[Bond, Number]]:
    """`28 of its 120 shops`: the number of all of them is a statistic of its own. taken: as in leftovers."""
    own = {q.number.i for n in taken if isinstance(q := line.chunks[n].data, Quantity)}
    for n, chunk in enumerate(line.chunks):
        q = chunk.data
        whole = q.whole if isinstance(q, Quantity) else None
        if whole is None or whole.i in own or whole.form not in _FORMS:
            continue
        if (whole.value or whole.low or 0) > _PAIR:
            yield Bond(n, "statistic", "whole", 0.8), whole


def _acts(line: Chunked, n: int, q: Quantity) -> bool:
    """`Six had been capped`: a number that is itself a subject stands for what it counts."""
    number = q.number
    alone = q.phrase.kind == "bare" and number.sort == "count" and number.form in ("digits", "words")
    opens = n == 0 or line.kinds[n - 1] in _BORDERS
    return alone and opens and (number.value or 0) > 1 and line.kinds[n + 1 : n + 2] == "b"


def _states(q: Quantity) -> bool:
    number = q.number
    unread = number.value is None and number.low is None and number.high is None
    if number.form not in _FORMS or unread:
        return False
    if number.sort != "count":
        return True
    if q.phrase.kind == "bare":
        return (number.value or number.low or 0) > (_LARGE if number.form == "range" else _SMALL)
    return number.value != 1 or number.qualifier is not Qualifier.EXACT
