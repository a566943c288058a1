"""The engine for many machines: the same batches on a Dask cluster, read and gathered here.

Each thread of a worker of the cluster leads a crew of one (builder.engines.workers): a program of its own, which can be
ended at a document that takes too long, and which a document may take down. So what becomes of a document is the same
as on one machine. A worker of the cluster that is lost costs nothing: Dask gives its batches to others.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from builder.documents.extras import needs
from builder.engines import Job
from builder.engines.batches import Task, unpacked
from builder.engines.hire import program
from builder.engines.parts import placed, table, write
from builder.engines.workers import Crew, CrewError

AHEAD = 4
"""Batches that are sent for each thread of the cluster."""

TRIES = 3
"""Times a batch is sent of which Dask says that it has cost several workers: they are killed for other reasons."""

PATIENCE = 30
"""Seconds in which a scheduler must answer."""


def run(tasks: Iterable[Task], job: Job, scheduler: str | None = None, workers: int | None = None) -> Iterator[Path]:
    """The part of each task, in order. Without an address of a scheduler, a cluster of this machine is started. Raises
    CrewError if there is no cluster, or its workers die whatever they are given."""
    with ExitStack() as open_:
        client = _client(open_, scheduler, workers)
        open_.callback(_dismissed, client)
        room = AHEAD * max(1, sum(client.nthreads().values()))
        waiting: deque[tuple[Task, Any]] = deque()
        for task in tasks:
            waiting.append((task, None if task.done else client.submit(part, task.blob, job, pure=False)))
            if len(waiting) >= room:
                yield _gather(client, *waiting.popleft(), job)
        while waiting:
            yield _gather(client, *waiting.popleft(), job)


def _client(open_: ExitStack, scheduler: str | None, workers: int | None) -> Any:
    with needs("dask", "the engine dask"):
        import distributed
    if scheduler is None:
        options = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
        scheduler = open_.enter_context(distributed.LocalCluster(**options))  # type: ignore[no-untyped-call]
    try:
        return open_.enter_context(distributed.Client(scheduler, timeout=PATIENCE))  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise CrewError(f"no scheduler of Dask answers at {scheduler}: {error}") from error


def _dismissed(client: Any) -> None:
    """All hands of the cluster go; a worker that is lost just now has none, and is no trouble."""
    with suppress(Exception):
        client.run(dismiss, on_error="ignore")


def _gather(client: Any, task: Task, future: Any, job: Job) -> Path:
    if future is not None:
        placed(_result(client, task, future, job), task.path)
    return task.path


def _result(client: Any, task: Task, future: Any, job: Job) -> bytes:
    import distributed

    for _ in range(TRIES):
        try:
            found: bytes = future.result()
            return found
        except distributed.KilledWorker:
            future = client.submit(part, task.blob, job, pure=False)
    raise CrewError(f"batch {task.path.name}: workers of the cluster die of whatever they are given")


@dataclass(frozen=True)
class _Hand:
    """Who works for a thread of this process, on what, and where."""

    job: Job
    crew: Crew
    folder: TemporaryDirectory[str]

    def end(self) -> None:
        self.crew.end()
        self.folder.cleanup()


_hands: dict[int, _Hand] = {}
"""By thread: a crew is hired for a job and stays for its batches."""


def part(blob: bytes, job: Job) -> bytes:
    """What a worker of the cluster does: a batch of records to the bytes of its part."""
    hand = _hand(job)
    path = Path(hand.folder.name) / "a.part"
    try:
        if os.name == "nt":  # no program can be led there: a document may take as long as it takes
            write(table(job.outcomes(unpacked(blob)), job), path)
        else:
            hand.crew.do(Task(blob, len(blob), path))
        return path.read_bytes()
    except BaseException:
        if _hands.pop(threading.get_ident(), None):
            hand.end()
        raise


def _hand(job: Job) -> _Hand:
    here = threading.get_ident()
    if here in _hands and _hands[here].job != job:
        _hands.pop(here).end()
    if here not in _hands:
        _hands[here] = _Hand(job, Crew(job, 1, program), TemporaryDirectory(prefix="tallybook-"))
    return _hands[here]


def dismiss() -> None:
    """The build is over: who worked for it goes."""
    while _hands:
        _hands.popitem()[1].end()
