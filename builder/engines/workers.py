"""A crew of processes under one foreman, who knows at any time which document each of them is at.

A worker that dies is replaced and its batch tried again; a document at which workers die LIVES times, or which takes so
long that its worker must be ended, is rejected with the reason, and its neighbours are read. Parts are written by the
workers: what a foreman who dies leaves behind is whole.
"""

from __future__ import annotations

import signal
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from pathlib import Path

from builder.engines import Job, warm
from builder.engines.batches import Task
from builder.engines.hire import Hire, Hired, child, forks
from builder.engines.limits import GRACE

LIVES = 3
"""Workers that die at a document before it is given up."""

KILLED_LIVES = 6
"""The same where they were killed by somebody: perhaps for memory, perhaps for no fault of the document."""

_KILLED = (-signal.SIGTERM, -getattr(signal, "SIGKILL", signal.SIGTERM))

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
class _Worker(Hired):
    tries: deque[_Try] = field(default_factory=deque)


class Crew:
    """So many workers for one job, who are hired when there is work."""

    def __init__(self, job: Job, workers: int, hire: Hire = child) -> None:
        self._job, self._count, self._hire = job, workers, hire
        self._workers: list[_Worker] = []
        self._again: deque[_Try] = deque()
        self._ended = False

    def run(self, tasks: Iterable[Task]) -> Iterator[Path]:
        """The part of each task, in order."""
        tasks, waiting = iter(tasks), deque[_Try]()
        if forks():  # what is loaded before is shared
            warm(self._job)
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
            self.end()

    def do(self, task: Task) -> Path:
        """The part of one task; the crew stays for the next, until `end`."""
        one, worker = _Try(task.path), self._idle()
        assert worker, "another task is on its way"
        self._begin(worker, one, task)
        while not one.done:
            self._listen()
        return one.part

    def _fill(self, tasks: Iterator[Task], waiting: deque[_Try]) -> bool:
        """Hand out work until everybody has some; False if there is no more."""
        while len(waiting) < self._count * WINDOW and (worker := self._idle()):
            task = next(tasks, None)
            if task is None:
                return False
            waiting.append(_Try(task.path, done=task.done))
            if not waiting[-1].done:
                self._begin(worker, waiting[-1], task)
        return True

    def _begin(self, worker: _Worker, one: _Try, task: Task) -> None:
        one.batch.write_bytes(task.blob)
        self._give(worker, one)

    def _retry(self) -> None:
        """Hand out again what the dead have left."""
        while self._again and (worker := self._idle()):
            self._give(worker, self._again.popleft())

    def _idle(self) -> _Worker | None:
        """The worker with the least to do, if it can take more."""
        if self._ended:
            raise CrewError("the work was called off")
        while len(self._workers) < self._count:
            hired = self._hire(self._job, [worker.line for worker in self._workers])
            self._workers.append(_Worker(hired.process, hired.line, hired.spot))
        least = min(self._workers, key=lambda worker: len(worker.tries))
        return least if len(least.tries) < AHEAD else None

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

    def end(self) -> None:
        """Nobody works on."""
        self._ended = True
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
