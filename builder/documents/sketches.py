"""Sketches of all documents seen, and the first document behind every key: about 0.6 KB a document, in flat arrays."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from builder.documents.marks import PLACES, Mark

RECENT = 250_000
"""Keys that are kept in a dict before they are sorted into the arrays."""


class Sketches:
    """Documents by number, counted from 0 in the order they were added."""

    def __init__(self) -> None:
        self._sketches = np.zeros((64, PLACES), np.uint16)
        self._runs = np.zeros(64, np.int64)
        self._count = 0
        self._keys = Keys()

    def __len__(self) -> int:
        return self._count

    def add(self, mark: Mark) -> int:
        """The number of a new document."""
        number = self._count
        if number == len(self._runs):
            self._sketches = np.concatenate([self._sketches, np.zeros_like(self._sketches)])
            self._runs = np.concatenate([self._runs, np.zeros_like(self._runs)])
        self._sketches[number] = np.frombuffer(mark.sketch, np.uint16)
        self._runs[number] = mark.runs
        self._keys.add(mark, number)
        self._count += 1
        return number

    def candidates(self, mark: Mark) -> Iterator[int]:
        """Documents that share a key, the first first."""
        yield from self._keys.find(mark)

    def shared(self, mark: Mark, number: int) -> tuple[float, float]:
        """How much two texts share, from 0 to 1: of the runs of both, and of the runs of the shorter one."""
        same = np.frombuffer(mark.sketch, np.uint16) == self._sketches[number]
        jaccard = float(same.mean())
        runs = (mark.runs, int(self._runs[number]))
        both = jaccard / (1 + jaccard) * sum(runs)
        return jaccard, min(1.0, both / max(1, min(runs)))


class Keys:
    """Key -> the first document that has it."""

    def __init__(self) -> None:
        self._recent: dict[int, int] = {}
        self._sorted: npt.NDArray[np.uint64] = np.zeros(0, np.uint64)
        self._owners: npt.NDArray[np.int32] = np.zeros(0, np.int32)

    def add(self, mark: Mark, number: int) -> None:
        for key in self._unknown(np.frombuffer(mark.keys, np.uint64)).tolist():
            self._recent.setdefault(key, number)
        if len(self._recent) >= RECENT:
            self._settle()

    def find(self, mark: Mark) -> list[int]:
        keys = np.frombuffer(mark.keys, np.uint64)
        found = {self._recent[key] for key in keys.tolist() if key in self._recent}
        if len(self._sorted):
            at = np.minimum(np.searchsorted(self._sorted, keys), len(self._sorted) - 1)
            found.update(self._owners[at[self._sorted[at] == keys]].tolist())
        return sorted(found)

    def _unknown(self, keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
        if not len(self._sorted):
            return keys
        at = np.minimum(np.searchsorted(self._sorted, keys), len(self._sorted) - 1)
        unknown: npt.NDArray[np.uint64] = keys[self._sorted[at] != keys]
        return unknown

    def _settle(self) -> None:
        keys = np.fromiter(self._recent.keys(), np.uint64, len(self._recent))
        owners = np.fromiter(self._recent.values(), np.int32, len(self._recent))
        keys, owners = np.concatenate([self._sorted, keys]), np.concatenate([self._owners, owners])
        order = np.argsort(keys, kind="stable")
        self._sorted, self._owners = keys[order], owners[order]
        self._recent = {}
