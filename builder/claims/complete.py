"""What a bound number leaves to the ones before it: sums, parts of a stated total, qualifiers of a whole list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import regex
from msgspec.structs import replace

from builder.claims.bind import Bond
from builder.mentions.chunks import Chunked, Quantity
from builder.mentions.effects import Effect
from builder.model import Number, Qualifier

_SAME = "same"
_OF_TOTAL = regex.compile(r"(?:^|(?<=[,;s&]))p[w]*(?P<total>[QB])E?,a*w?(?P<part>[BQA])")
"""`Of the 40 injured, six are ...`: the first chunk is the word "of"."""
_MANNER = regex.compile(r"E(?:,|&)(?P<part>B)a(?=$|[,;&)(])")
"""`... were hurt, 12 seriously`."""
_LISTED = regex.compile(r"(?P<first>[QBUM])(?P<event>E(?:p[wad]*[nNI]?)?)?(?:,|,?&)(?P<next>[QBUM])(?![ab])")
"""`at least five soldiers and two farmers`, `at least 12 dead, 30 hurt`: one qualifier for both."""
_BRACKETS = regex.compile(r"(?P<first>[QB])E?\(a?(?P<same>Q)\)")
_RAISES = frozenset({Qualifier.AT_LEAST, Qualifier.MORE_THAN})
_LOWERS = frozenset({Qualifier.AT_MOST, Qualifier.LESS_THAN})
_SPREADS = _RAISES | _LOWERS | {Qualifier.APPROXIMATELY}


def complete(line: Chunked, found: list[Bond]) -> list[Bond]:
    """The bonds of a sentence with what their neighbours add; sums with nothing to add up are dropped."""
    bonds: dict[int, Bond] = {}
    for bond in found:
        bonds.setdefault(bond.chunk, bond)
    second = [b for b in found if bonds[b.chunk] is not b]  # the abducted and killed are both
    for n, bond in sorted(bonds.items()):
        if bond.measure == _SAME:
            before = next((bonds[k] for k in range(n - 1, -1, -1) if k in bonds and bonds[k].part_of is None), None)
            if before is None or before.measure == _SAME:
                del bonds[n]
            else:
                bonds[n] = replace(bond, measure=before.measure)
    for n, total in _stated_parts(line, bonds):
        if total in bonds and n != total:
            held = bonds.get(n) or replace(bonds[total], chunk=n, rule="manner")
            bonds[n] = replace(held, part_of=total)
    for n, bond in bonds.items():
        if bond.part_of in bonds and bonds[bond.part_of].measure == "killed" and _weak(line, bond):
            bonds[n] = replace(bond, measure="killed")
    for whole, same in _in_brackets(line):
        if whole in bonds and same not in bonds:
            bonds[same] = replace(bonds[whole], chunk=same, rule="brackets")
    return sorted([*bonds.values(), *second], key=lambda b: b.chunk)


def _in_brackets(line: Chunked) -> Iterator[tuple[int, int]]:
    """`7,000 families (about 42,000 people)`: one crowd, counted twice."""
    for m in _BRACKETS.finditer(line.kinds):
        first, second = (line.chunks[m.start(g)].data for g in ("first", "same"))
        if isinstance(first, Quantity) and isinstance(second, Quantity) and _same_crowd(first, second):
            yield m.start("first"), m.start("same")


def _same_crowd(first: Quantity, second: Quantity) -> bool:
    """True for persons and households; a bare number goes with households, or with more (less would be a part)."""
    if first.phrase.kind == "bare":
        more = (second.number.value or 0) > (first.number.value or 0)
        return second.phrase.unit == "household" or (more and second.phrase.kind == "person")
    return first.phrase.unit != second.phrase.unit


def _weak(line: Chunked, bond: Bond) -> bool:
    """True if the effect says little alone: of two dead one was shot dead."""
    event = line.chunks[bond.effect].data if bond.effect is not None else None
    return isinstance(event, Effect) and event.weak and bond.measure == "injured"


def _stated_parts(line: Chunked, bonds: Mapping[int, Bond]) -> Iterator[tuple[int, int]]:
    """Chunks that are a part of the total at the other chunk, in so many words."""
    words = line.sentence.tokens.words
    for m in _OF_TOTAL.finditer(line.kinds):
        if words[line.chunks[m.start()].i] == "of" and m.start("part") in bonds:
            yield m.start("part"), m.start("total")
    for m in _MANNER.finditer(line.kinds):
        yield m.start("part"), next((n for n, b in bonds.items() if b.effect == m.start()), -1)
    for n, kind in enumerate(line.kinds):
        if kind == "m" and n - 1 in bonds and bonds[n - 1].part_of is None:
            yield n - 1, max((k for k in bonds if k < n - 1 and line.kinds[k] in "QBUA"), default=-1)


def spread(line: Chunked, bonds: list[Bond]) -> dict[int, Number]:
    """Chunk -> its number with the qualifier of the list it stands in (codebook, part 5)."""
    bound = {b.chunk: b for b in bonds if b.measure != "statistic"}
    changed: dict[int, Number] = {}
    for m in _LISTED.finditer(line.kinds, overlapped=True):
        a, b = m.start("first"), m.start("next")
        if a in bound and b in bound and _one_list(line, m, bound):
            first, second = (line.chunks[k].data for k in (a, b))
            assert isinstance(first, Quantity) and isinstance(second, Quantity)
            number = _qualified(changed.get(a, first.number), second.number)
            if number:
                changed[b] = number
    return changed


def _one_list(line: Chunked, m: regex.Match[str], bound: Mapping[int, Bond]) -> bool:
    """True if both numbers hang on one effect, or the second on one that has left its auxiliary out."""
    first, second = bound[m.start("first")], bound[m.start("next")]
    if m["event"] is None:
        return first.effect == second.effect and first.part_of == second.part_of
    event = line.chunks[second.effect].data if second.effect is not None else None
    if not isinstance(event, Effect) or event.aux or second.effect != second.chunk + 1:
        return False
    return event.reading in ("past", "adjective")


def _qualified(first: Number, second: Number) -> Number | None:
    if first.qualifier not in _SPREADS or second.qualifier is not Qualifier.EXACT:
        return None
    if second.form not in ("digits", "words"):
        return None
    low = second.value if first.qualifier in _RAISES else None
    high = second.value if first.qualifier in _LOWERS else None
    return replace(second, qualifier=first.qualifier, low=low, high=high)
