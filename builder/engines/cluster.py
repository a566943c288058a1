"""The engine for many machines: the same batches on a Dask cluster, read and gathered here.

A worker that is lost costs nothing: Dask gives its batches to others. A batch that has cost several workers is halved
until the document is found that kills them, and that one is rejected. Time limits are not kept here: Dask works in
threads, which nothing interrupts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.documents.extras import needs
from builder.engines import Batch, Job, passed_over
from builder.engines.batches import Task, unpacked
from builder.engines.parts import table, write

if TYPE_CHECKING:
    import pyarrow as pa

AHEAD = 4
"""Batches that are sent for each thread of the cluster."""


def run(tasks: Iterable[Task], job: Job, scheduler: str | None = None, workers: int | None = None) -> Iterator[Path]:
    """The part of each task, in order. Without an address of a scheduler, a cluster of this machine is started."""
    with needs("dask", "the engine dask"):
        import distributed
    with ExitStack() as open_:
        if scheduler is None:
            options = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
            scheduler = open_.enter_context(distributed.LocalCluster(**options))  # type: ignore[no-untyped-call]
        client = open_.enter_context(distributed.Client(scheduler))  # type: ignore[no-untyped-call]
        room = AHEAD * max(1, sum(client.nthreads().values()))
        waiting: deque[tuple[Task, Any]] = deque()
        for task in tasks:
            waiting.append((task, None if task.done else _send(client, unpacked(task.blob), job)))
            if len(waiting) >= room:
                yield _gather(client, *waiting.popleft(), job)
        while waiting:
            yield _gather(client, *waiting.popleft(), job)


def _send(client: Any, batch: Batch, job: Job) -> Any:
    return client.submit(outcomes, batch, job, pure=False)


def outcomes(batch: Batch, job: Job) -> pa.Table:
    """What a worker of the cluster does: a batch of records to the rows of that batch."""
    return table(job.outcomes(batch), job)


def _gather(client: Any, task: Task, future: Any, job: Job) -> Path:
    if future is not None:
        write(_result(client, unpacked(task.blob), future, job), task.path)
    return task.path


def _result(client: Any, batch: Batch, future: Any, job: Job) -> pa.Table:
    """The rows of a batch; of one that kills workers, by halves."""
    import distributed
    import pyarrow as pa

    try:
        return future.result()
    except distributed.KilledWorker:
        if len(batch) == 1:
            return table([passed_over(batch[0], "workers of the cluster died of it")], job)
    middle = len(batch) // 2
    halves = [batch[:middle], batch[middle:]]
    return pa.concat_tables([_result(client, half, _send(client, half, job), job) for half in halves])

