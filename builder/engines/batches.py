"""Records in batches: what is sent to a worker at once, and what is kept as one part while a build runs. The same
records make the same batches, whatever engine takes them."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.documents import Record, Reject
from builder.engines import Batch

SIZE = 1_000_000
"""Characters a batch: about a second of work, so that what comes with a batch costs next to nothing."""

MOST = 2_000
"""Records a batch at most, however short they are."""


@dataclass(frozen=True, slots=True)
class Task:
    """A batch, packed, of about so many characters, and where its part is to be written."""

    blob: bytes
    size: int
    path: Path

    @property
    def done(self) -> bool:
        return self.path.exists()


def packed(batch: Batch) -> bytes:
    return pickle.dumps(batch, pickle.HIGHEST_PROTOCOL)


def unpacked(blob: bytes) -> Batch:
    found: Batch = pickle.loads(blob)
    return found


def size(one: Record | Reject) -> int:
    return one.size if isinstance(one, Record) else 0


def batches(records: Iterable[Record | Reject]) -> Iterator[Batch]:
    """The records in their order, so many at a time."""
    batch: list[Record | Reject] = []
    total = 0
    for record in records:
        batch.append(record)
        total += size(record)
        if total >= SIZE or len(batch) >= MOST:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch
