"""Sketches of all documents seen, and who shares a key with whom: on disk, so that memory does not grow with them.

A sketch is looked up by its number. Keys are only written down, and matched once at the end: sorted in parts that fit
into memory, each key gives away the first document that has it, and all others that do.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from builder.documents.marks import BANDS, PLACES, Mark

WAITING = 500_000
"""Keys that wait in memory before they are written down, 12 bytes each."""

PARTS = 64
"""Files that keys are spread over: a million documents make 6 MB a file."""

MANY_PAIRS = 2_000_000
"""Pairs from which twins among them are dropped on the way."""

_ROW = np.dtype([("sketch", np.uint16, PLACES), ("runs", np.int32), ("words", np.int32)])
_KEY = np.dtype([("key", np.uint64), ("number", np.uint32)])
Row = np.void
Pairs = npt.NDArray[np.uint64]
"""Document number in the upper half, the number of an earlier one in the lower."""


class Sketches:
    """Documents by number, counted from 0 in the order they were added; about 190 bytes a document, on disk."""

    def __init__(self, folder: Path) -> None:
        self._file = (folder / "sketches").open("w+b", buffering=0)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, mark: Mark) -> int:
        """The number of a new document."""
        self._file.seek(self._count * _ROW.itemsize)
        self._file.write(row(mark).tobytes())
        self._count += 1
        return self._count - 1

    def __getitem__(self, number: int) -> Row:
        self._file.seek(number * _ROW.itemsize)
        return np.frombuffer(self._file.read(_ROW.itemsize), _ROW)[0]  # type: ignore[no-any-return]

    def close(self) -> None:
        self._file.close()


def row(mark: Mark) -> Row:
    """A mark as it is kept."""
    return np.array([(np.frombuffer(mark.sketch, np.uint16), mark.runs, mark.words)], _ROW)[0]  # type: ignore[no-any-return]


def shared(one: Row, other: Row) -> tuple[float, float]:
    """How much two texts share, from 0 to 1: of the runs of both, and of the runs of the shorter one."""
    jaccard = float((one["sketch"] == other["sketch"]).mean())
    runs = (int(one["runs"]), int(other["runs"]))
    both = jaccard / (1 + jaccard) * sum(runs)
    return jaccard, min(1.0, both / max(1, min(runs)))


class Keys:
    """The keys of all documents, 360 bytes a document, on disk as soon as they are many."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: list[npt.NDArray[np.void]] = []
        self._spread = False

    def add(self, mark: Mark, number: int) -> None:
        rows = np.empty(BANDS, _KEY)
        rows["key"], rows["number"] = np.frombuffer(mark.keys, np.uint64), number
        self._waiting.append(rows)
        if len(self._waiting) * BANDS >= WAITING:
            self._write()

    def _path(self, part: int) -> Path:
        return self._folder / f"keys.{part:02}"

    def _write(self) -> None:
        rows = np.concatenate(self._waiting)
        parts = (rows["key"] % np.uint64(PARTS)).astype(np.intp)
        order = np.argsort(parts, kind="stable")
        ends = np.cumsum(np.bincount(parts, minlength=PARTS))
        for part, found in enumerate(np.split(rows[order], ends[:-1])):
            with self._path(part).open("ab" if self._spread else "wb") as file:
                file.write(found.tobytes())
        self._waiting, self._spread = [], True

    def pairs(self) -> Pairs:
        """Every document with each first holder of one of its keys, sorted by document, then by holder."""
        if not self._spread:
            rows = np.concatenate([np.empty(0, _KEY), *self._waiting])
            return np.unique(_pairs(rows))
        self._write()
        found: Pairs = np.empty(0, np.uint64)
        waiting: list[Pairs] = []
        for part in range(PARTS):
            waiting.append(_pairs(np.fromfile(self._path(part), _KEY)))
            if sum(map(len, waiting)) >= MANY_PAIRS:
                found, waiting = np.unique(np.concatenate([found, *waiting])), []
        return np.unique(np.concatenate([found, *waiting]))


def _pairs(rows: npt.NDArray[np.void]) -> Pairs:
    """Of rows in the order of their documents."""
    rows = rows[np.argsort(rows["key"], kind="stable")]
    keys, numbers = rows["key"], rows["number"]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)])
    firsts = np.repeat(numbers[starts], np.diff(np.append(starts, len(keys))))
    later = numbers != firsts
    return np.unique(pack(numbers[later], firsts[later]))


def pack(later: npt.NDArray[np.uint32], earlier: npt.NDArray[np.uint32]) -> Pairs:
    return (later.astype(np.uint64) << np.uint64(32)) | earlier.astype(np.uint64)
