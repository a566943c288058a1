"""The engine for one machine: in this process for little, a crew of processes for much. The order of tasks is the order
of parts, and no more than a few batches are held at a time, whatever the corpus."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator
from itertools import chain
from pathlib import Path

from builder.engines import Job, warm
from builder.engines.batches import Task, unpacked
from builder.engines.parts import table, write
from builder.engines.workers import Crew

MANY = 4_000_000
"""Characters from which a crew of processes pays for its start."""


def run(tasks: Iterable[Task], job: Job, workers: int | None = None, apart: bool = False) -> Generator[Path]:
    """The part of each task, in order. `workers` None: one for little text, all cores for much. `apart`: in processes
    of their own even if it is one, so that what crashes costs no more than itself."""
    tasks = iter(tasks)
    if workers is None:
        head = _head(tasks)
        workers = _cores() if sum(task.size for task in head if not task.done) >= MANY else 1
        tasks = chain(head, tasks)
    yield from Crew(job, workers).run(tasks) if workers > 1 or apart else _here(tasks, job)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _head(tasks: Iterator[Task]) -> list[Task]:
    """The first tasks, up to as much text as it takes to know that it is much."""
    head: list[Task] = []
    size = 0
    for task in tasks:
        head.append(task)
        size += 0 if task.done else task.size
        if size >= MANY:
            break
    return head


def _here(tasks: Iterable[Task], job: Job) -> Iterator[Path]:
    loaded = False
    for task in tasks:
        if not task.done:
            loaded = loaded or warm(job)
            write(table(job.outcomes(unpacked(task.blob)), job), task.path)
        yield task.path
