"""Which documents are the same, and which tell the same report: every one is judged in the order it came.

The same article twice is one document: the same text, or the same address with the same figures in much the same words.
What differs in a figure is another report, however alike it reads; it is read, and stands in the same cluster. Clusters
are found when all have been judged.

Of every document the ledger holds 9 bytes in memory, and about 800 on disk.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from builder.documents.marks import Mark
from builder.documents.register import Known, Register, Told
from builder.documents.sketches import Keys, Pairs, Row, Sketches, row, shared

READ, DUPLICATE, REJECTED = "read", "duplicate", "rejected"
_STATES = (READ, DUPLICATE, REJECTED)

ALIKE = 0.5
"""Of the runs of two texts: from here they are versions of one report."""

WITHIN, SOME = 0.75, 0.3
"""Of the runs of the shorter text, and of both: from here one is a cut of the other."""

SHORT, SHORT_ALIKE = 60, 0.8
"""Words: short notes read alike without being one, and may be the same to the letter about two events; from here on
they are versions of one report."""

_STEP = 100_000


@dataclass(frozen=True, slots=True)
class Seen:
    """What a document is judged by; `day` is its ISO date, `own`: it came with an id of its own."""

    id: str
    url: str | None
    path: str | None
    line: int | None
    day: str | None
    own: bool
    mark: Mark


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a row: its status, another id where its own was taken, the id of the document it is the same as,
    the id of the first of those that tell its report, and why it is rejected (if it was not rejected already)."""

    status: str
    id: str | None = None
    duplicate_of: str | None = None
    wire_cluster: str | None = None
    reason: str | None = None


class Ledger:
    """All rows so far, with its files in `folder`. `keep` reads duplicates too: they are named all the same."""

    def __init__(self, folder: Path, keep: bool = False) -> None:
        self._keep = keep
        self._register = Register(folder)
        self._sketches = Sketches(folder)
        self._keys = Keys(folder)
        self._ids = 0
        self._states = bytearray()  # a row
        self._numbers = array("I")  # a row: the number it was entered under, or of the document it repeats
        self._twins = array("Q")  # entered with the text of an earlier one: number << 32 | earlier number
        self._versions = array("Q")  # the same, with the address of an earlier one
        self._clusters = array("I")  # an entered document

    def reject(self) -> None:
        """A row that is no document."""
        self._add(REJECTED, 0)

    def judge(self, seen: Seen) -> str:
        """The status of one document; rejected where its id is that of another."""
        mark = seen.mark
        address, text = _digest(seen.url), self._register.text(mark.text)
        versions = self._register.versions(address)
        same = self._same(seen, text, versions)
        taken = self._register.id_taken(seen.id)
        id = seen.id if taken is None else self._other_id(seen)
        if same is not None and not self._keep:
            self._tell(seen, Told(id=None if id == seen.id else id))
            self._take(id, same)
            return self._add(DUPLICATE, same)
        if taken is not None and same is None:
            there = self._register.known(taken)
            place = f"{there.path}, line {there.line}" if there.line else there.path
            self._tell(seen, Told(reason=f"the same document id as {place}"))
            return self._add(REJECTED, 0)
        self._tell(seen, Told(None if id == seen.id else id, same))
        number = self._sketches.add(mark)
        self._keys.add(mark, number)
        self._ids += 1
        known = Known(id, seen.path, seen.line, seen.day, seen.own)
        self._register.enter(number, known, mark.text, address, mark.figures)
        self._twins.extend([] if text is None else [number << 32 | text])
        self._versions.extend(number << 32 | earlier for earlier, _ in versions)
        return self._add(READ, number)

    def _add(self, status: str, number: int) -> str:
        self._states.append(_STATES.index(status))
        self._numbers.append(number)
        return status

    def _tell(self, seen: Seen, told: Told) -> None:
        if told != Told():
            self._register.tell(len(self._states), told)

    def _take(self, id: str, number: int) -> None:
        self._register.take_id(id, number)
        self._ids += 1

    def _other_id(self, seen: Seen) -> str:
        """An id for a document whose own is taken by the one it repeats."""
        return blake2b(f"{seen.id}\0{seen.path}\0{seen.line}\0{self._ids}".encode(), digest_size=8).hexdigest()

    def _same(self, seen: Seen, text: int | None, versions: list[tuple[int, bytes]]) -> int | None:
        if text is not None and not self._two_notes(seen, text):
            return text
        for number, figures in versions:
            if figures == seen.mark.figures and shared(row(seen.mark), self._sketches[number])[0] >= ALIKE:
                return number
        return None

    def _two_notes(self, seen: Seen, number: int) -> bool:
        """True for short notes of the same words which are said to be two: by their ids, or by their dates."""
        there = self._register.known(number)
        if seen.mark.words >= SHORT or seen.id == there.id:
            return False
        return (there.own and seen.own) or (there.day is not None and there.day != seen.day)

    def close(self) -> None:
        """Find the clusters; nothing can be judged from here on."""
        self._clusters = array("I", range(len(self._sketches)))
        versions = set(self._versions)
        near = np.union1d(self._keys.pairs(), np.array(self._versions, np.uint64))
        pairs = np.union1d(near, np.array(self._twins, np.uint64))
        twins = {pair >> 32: pair & 0xFFFFFFFF for pair in self._twins}
        for number, found in groupby(_each(pairs), key=lambda pair: pair >> 32):
            if number in twins:
                self._clusters[number] = self._clusters[twins[number]]
            else:
                self._join(number, [(pair & 0xFFFFFFFF, SOME if pair in versions else ALIKE) for pair in found])

    def _join(self, number: int, near: list[tuple[int, float]]) -> None:
        """The cluster of the document that is most alike, the first of several, if any is a version of this one."""
        own = self._sketches[number]
        alike = [(_alike(own, self._sketches[other], enough), other) for other, enough in near]
        most, other = max(alike, key=lambda found: found[0])
        if most:
            self._clusters[number] = self._clusters[other]

    def verdicts(self, start: int, stop: int) -> Iterator[Verdict]:
        """Of rows start..stop (half-open), after `close`."""
        told = self._register.told(start, stop)
        for at in range(start, stop):
            more, number, status = told.get(at, Told()), self._numbers[at], _STATES[self._states[at]]
            if status == REJECTED:
                yield Verdict(status, reason=more.reason)
                continue
            same = number if status == DUPLICATE else more.same
            first = self._clusters[number]
            cluster = None if status == READ and first == number else self._register.known(first).id
            yield Verdict(status, more.id, None if same is None else self._register.known(same).id, cluster)

    def shut(self) -> None:
        """Let go of the files."""
        self._register.close()
        self._sketches.close()


def _each(pairs: Pairs) -> Iterator[int]:
    for start in range(0, len(pairs), _STEP):
        yield from pairs[start : start + _STEP].tolist()


def _alike(one: Row, other: Row, enough: float) -> float:
    """How much two texts share of their runs; 0 if it is not enough to be versions of one report."""
    both, within = shared(one, other)
    if min(int(one["words"]), int(other["words"])) < SHORT:
        return both if both >= SHORT_ALIKE else 0.0
    return both if both >= enough or (within >= WITHIN and both >= SOME) else 0.0


def _digest(url: str | None) -> bytes | None:
    return blake2b(address(url).encode(), digest_size=8).digest() if url else None


def address(url: str | None) -> str:
    """An address without what does not tell two pages apart; "" for none."""
    if not url:
        return ""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}{query}"
