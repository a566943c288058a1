"""The engine for one machine: in this process for little, a pool of processes for much. The order of records is
the order of outcomes, and no more than a few batches are held at a time, whatever the corpus."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain

from builder.documents import Reading, Record, Reject
from builder.engines import Outcome, extract_batch

BATCH = 200_000
"""Characters a batch: a few tenths of a second of work, so that sending it costs next to nothing."""

MANY = 4_000_000
"""Characters from which a pool of processes pays for its start."""

MOST = 2_000
"""Records a batch at most, however short they are."""

AHEAD = 3
"""Batches waiting for each worker."""

Batch = list[Record | Reject]


def run(
    records: Iterable[Record | Reject], reading: Reading | None = None, workers: int | None = None
) -> Generator[Outcome]:
    """The outcome of each record, in order. `workers` None: one for little text, all cores for much."""
    batches, reading = _batches(records), reading or Reading()
    if workers is None:
        head = _head(batches)
        workers = _cores() if sum(map(_size, head)) >= MANY else 1
        batches = chain(head, batches)
    yield from _here(batches, reading) if workers <= 1 else _pool(batches, reading, workers)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _size(batch: Batch) -> int:
    return sum(one.size for one in batch if isinstance(one, Record))


def _batches(records: Iterable[Record | Reject]) -> Iterator[Batch]:
    batch: Batch = []
    size = 0
    for record in records:
        batch.append(record)
        size += record.size if isinstance(record, Record) else 0
        if size >= BATCH or len(batch) >= MOST:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _head(batches: Iterator[Batch]) -> list[Batch]:
    """The first batches, up to as much text as it takes to know that it is much."""
    head: list[Batch] = []
    size = 0
    for batch in batches:
        head.append(batch)
        size += _size(batch)
        if size >= MANY:
            break
    return head


def _here(batches: Iterable[Batch], reading: Reading) -> Iterator[Outcome]:
    for batch in batches:
        for record in batch:
            yield extract_batch([record], reading)[0]


def _pool(batches: Iterable[Batch], reading: Reading, workers: int) -> Iterator[Outcome]:
    """A window of batches in flight, taken back in order; if the pool breaks, what is left is done here."""
    batches = iter(batches)
    waiting: deque[tuple[Batch, Future[list[Outcome]] | None]] = deque()
    pool = ProcessPoolExecutor(workers, mp_context=_context(), initializer=_quiet)
    try:
        for batch in batches:
            waiting.append((batch, _submit(pool, batch, reading)))
            if len(waiting) >= workers * AHEAD:
                yield from _done(*waiting.popleft(), reading)
        while waiting:
            yield from _done(*waiting.popleft(), reading)
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, batch: Batch, reading: Reading) -> Future[list[Outcome]] | None:
    try:
        return pool.submit(extract_batch, batch, reading)
    except BrokenProcessPool:
        return None


def _done(batch: Batch, future: Future[list[Outcome]] | None, reading: Reading) -> list[Outcome]:
    try:
        return future.result() if future else extract_batch(batch, reading)
    except BrokenProcessPool:
        return extract_batch(batch, reading)


def _context() -> multiprocessing.context.BaseContext:
    """Forking starts at once and needs no guard in the caller's script, but is safe only from a single thread."""
    safe = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if safe else "spawn")


def _quiet() -> None:
    """An interrupt is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
