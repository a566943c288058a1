"""A crew of processes under one foreman, who knows at any time which document each of them is at.

A worker that dies is replaced and its batch tried again; a document at which workers die LIVES times, or which takes so
long that its worker must be ended, is rejected with the reason, and its neighbours are read. Parts are written by the
workers: what a foreman who dies leaves behind is whole.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from builder.documents import Record
from builder.engines import Job
from builder.engines.batches import Task
from builder.engines.limits import GRACE
from builder.engines.serve import serve

LIVES = 3
"""Workers that die at a document before it is given up."""

KILLED_LIVES = 6
"""The same where they were killed by somebody: perhaps for memory, perhaps for no fault of the document."""

_KILLED = (-signal.SIGTERM, -getattr(signal, "SIGKILL", signal.SIGTERM))

WARM = "Police said on Monday that 12 people had been killed and nine injured in the floods near the border."
"""A text that calls for all that is loaded on first use."""

AHEAD = 2
"""Tasks a worker has at once, so that it need not wait for the foreman."""

WINDOW = 8
"""Tasks a worker that are begun before the first of them has come out."""

TICK = 0.5
"""Seconds between two looks at the time."""


class CrewError(RuntimeError):
    """Workers die whatever they are given, or cannot write."""


@dataclass(slots=True)
class _Try:
    """A part on its way: how often workers died at which document, and which documents are not to be tried again."""

    part: Path
    deaths: Counter[int] = field(default_factory=Counter)
    passed: dict[int, str] = field(default_factory=dict)
    done: bool = False

    @property
    def batch(self) -> Path:
        """The file that holds the batch while it is worked on: a line to a worker that hangs would not take it."""
        return self.part.with_suffix(".batch")


@dataclass(slots=True)
class _Worker:
    process: Any
    line: Connection
    spot: Any
    """Shared: the place in the batch of the document it is at (-1: none), and since when."""
    tries: deque[_Try] = field(default_factory=deque)


class Crew:
    """So many workers for one job."""

    def __init__(self, job: Job, workers: int) -> None:
        self._job, self._count = job, workers
        self._context = _context()
        self._forks = self._context.get_start_method() == "fork"
        self._workers: list[_Worker] = []
        self._again: deque[_Try] = deque()

    def run(self, tasks: Iterable[Task]) -> Iterator[Path]:
        """The part of each task, in order."""
        tasks, waiting = iter(tasks), deque[_Try]()
        if self._forks:  # what is loaded before is shared, and no worker dies at a document while it loads
            self._job.outcome(Record("warm", None, {"text": WARM}))
        more = True
        try:
            while more or waiting:
                more = more and self._fill(tasks, waiting)
                while waiting and waiting[0].done:
                    yield waiting.popleft().part
                    more = more and self._fill(tasks, waiting)
                if waiting:
                    self._listen()
        finally:
            self._end()

    def _fill(self, tasks: Iterator[Task], waiting: deque[_Try]) -> bool:
        """Hand out work until everybody has some; False if there is no more."""
        while len(waiting) < self._count * WINDOW and (worker := self._idle()):
            task = next(tasks, None)
            if task is None:
                return False
            waiting.append(_Try(task.path, done=task.done))
            if not waiting[-1].done:
                waiting[-1].batch.write_bytes(task.blob)
                self._give(worker, waiting[-1])
        return True

    def _retry(self) -> None:
        """Hand out again what the dead have left."""
        while self._again and (worker := self._idle()):
            self._give(worker, self._again.popleft())

    def _idle(self) -> _Worker | None:
        """The worker with the least to do, if it can take more."""
        while len(self._workers) < self._count:
            self._workers.append(self._hire())
        least = min(self._workers, key=lambda worker: len(worker.tries))
        return least if len(least.tries) < AHEAD else None

    def _hire(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        spot = self._context.RawArray("d", [-1.0, 0.0])
        others = [ours, *(worker.line for worker in self._workers)] if self._forks else []
        process = self._context.Process(target=serve, args=(theirs, others, spot, self._job), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours, spot)

    def _give(self, worker: _Worker, one: _Try) -> None:
        worker.tries.append(one)
        with suppress(OSError):  # it has just died: its tasks are given to others when that is noticed
            worker.line.send((one.batch, one.part, one.passed))

    def _listen(self) -> None:
        """Wait for one report, or for the next look at the time."""
        by_line = {worker.line: worker for worker in self._workers}
        for line in wait(list(by_line), TICK):
            worker = by_line[line]  # type: ignore[index]
            try:
                trouble = worker.line.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            if trouble is not None:
                raise trouble
            finished = worker.tries.popleft()
            finished.batch.unlink(missing_ok=True)
            finished.done = True
        for worker in self._workers:
            self._look(worker)
        self._retry()

    def _look(self, worker: _Worker) -> None:
        """End a worker whose document is far beyond its time."""
        limit, at, since = self._job.limit, int(worker.spot[0]), worker.spot[1]
        if limit is None or at < 0 or not worker.tries or time.monotonic() - since <= limit + GRACE:
            return
        worker.tries[0].passed[at] = f"took longer than {limit:g} s: --time-limit sets another limit"
        worker.process.kill()

    def _bury(self, worker: _Worker) -> None:
        """A worker is dead: what it had is to be done again, without the document that killed it once too often."""
        worker.process.join()
        worker.line.close()
        self._workers.remove(worker)
        if worker.tries:
            self._blame(worker.tries[0], int(worker.spot[0]), worker.process.exitcode)
            self._again.extend(worker.tries)

    def _blame(self, one: _Try, at: int, code: int | None) -> None:
        if at in one.passed:
            return
        one.deaths[at] += 1
        if one.deaths[at] < (KILLED_LIVES if code in _KILLED else LIVES):
            return
        why = f"{one.deaths[at]} processes died of it ({_cause(code)})"
        if at < 0:
            raise CrewError(f"batch {one.part.name}: {why}, and of none of its documents")
        one.passed[at] = why

    def _end(self) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.line.close()
        self._workers.clear()


def _cause(code: int | None) -> str:
    if code is not None and code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"


def _context() -> Any:
    """Forking starts at once and needs no guard in the caller's script, but is safe only from a single thread."""
    safe = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if safe else "spawn")
