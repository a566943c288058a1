"""Numbers that nothing happened to anybody in: percentages, money, sizes, counts. What is left is a statistic."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from builder.claims.bind import Bond
from builder.mentions.chunks import Chunked, Quantity
from builder.model import Qualifier

_FORMS = frozenset({"digits", "words", "vague", "range"})
_SMALL = 12
"""A number alone, without a noun, is a statistic only above this: below it is most often a turn of phrase."""


def leftovers(line: Chunked, taken: Collection[int]) -> Iterator[Bond]:
    """One bond for each quantity that no effect has taken and that states something countable."""
    for n, chunk in enumerate(line.chunks):
        q = chunk.data
        if n not in taken and isinstance(q, Quantity) and _states(q):
            yield Bond(n, "statistic", "statistic", 0.8)


def _states(q: Quantity) -> bool:
    number = q.number
    unread = number.value is None and number.low is None and number.high is None
    if number.form not in _FORMS or unread:
        return False
    if number.sort != "count":
        return True
    if q.phrase.kind == "bare":
        return number.form == "digits" and (number.value or number.low or 0) > _SMALL
    return number.value != 1 or number.qualifier is not Qualifier.EXACT
