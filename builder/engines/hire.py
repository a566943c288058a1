"""How a worker comes to be: as a child of this process, or as a program of its own where children are not allowed (in a
worker of Dask, which is a daemon, and has threads that forbid forking)."""

from __future__ import annotations

import mmap
import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Protocol

from builder.engines import Job
from builder.engines.serve import serve

NOWHERE = (-1.0, 0.0)
"""The spot of a worker that is at no document."""

SPOT = 8 * len(NOWHERE)
"""Bytes of a spot."""


class Process(Protocol):
    """What the foreman of a crew asks of a process."""

    @property
    def exitcode(self) -> int | None: ...
    def kill(self) -> None: ...
    def join(self) -> None: ...


@dataclass(slots=True)
class Hired:
    """A process, the line to it, and the memory both see: the place in the batch of the document it is at, and since
    when."""

    process: Process
    line: Connection
    spot: Any


Hire = Callable[[Job, Sequence[Connection]], Hired]
"""The job, and the lines to those who have been hired before."""


def forks() -> bool:
    """Forking starts at once and needs no guard in the caller's script, but is safe only from a single thread."""
    return sys.platform == "linux" and threading.active_count() == 1


def child(job: Job, others: Sequence[Connection]) -> Hired:
    """A process that multiprocessing starts: a fork where that is safe."""
    context: Any = multiprocessing.get_context("fork" if forks() else "spawn")
    forked = context.get_start_method() == "fork"
    ours, theirs = context.Pipe()
    spot = context.RawArray("d", NOWHERE)
    copied = [ours, *others] if forked else []
    process = context.Process(target=serve, args=(theirs, copied, spot, job, not forked), daemon=True)
    process.start()
    theirs.close()
    return Hired(process, ours, spot)


def program(job: Job, others: Sequence[Connection]) -> Hired:
    """A new Python, with the paths of this one. Not on Windows, where no line can be handed on like this."""
    ours, theirs = socket.socketpair()
    with tempfile.TemporaryFile() as file, theirs:
        file.truncate(SPOT)
        spot = memoryview(mmap.mmap(file.fileno(), SPOT)).cast("d")
        spot[0], spot[1] = NOWHERE
        handed = theirs.fileno(), file.fileno()
        code = f"import sys; sys.path[:] = {sys.path!r}; from builder.engines.hire import main; main{handed}"
        started = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.DEVNULL, pass_fds=handed)
    line = Connection(ours.detach())
    line.send(job)
    return Hired(_Program(started), line, spot)


@dataclass(slots=True)
class _Program:
    started: subprocess.Popen[bytes]

    @property
    def exitcode(self) -> int | None:
        return self.started.returncode

    def kill(self) -> None:
        self.started.kill()

    def join(self) -> None:
        self.started.wait()


def main(line: int, spot: int) -> None:
    """The worker that `program` starts, with the numbers of its two open files."""
    memory = memoryview(mmap.mmap(spot, SPOT)).cast("d")
    os.close(spot)
    ours = Connection(line)
    serve(ours, (), memory, ours.recv(), cold=True)
