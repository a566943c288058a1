"""A worker of the local engine: takes tasks until its foreman hangs up."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from builder.engines import Batch, Job, Outcome, passed_over, warm
from builder.engines.batches import unpacked
from builder.engines.parts import table, write

_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux."""

Given = tuple[Path, Path, Mapping[int, str]]
"""The file that holds a batch, the part to be written, and the records of the batch that are not to be tried."""


def serve(line: Connection, others: Sequence[Connection], spot: Any, job: Job, cold: bool) -> None:
    """Write the part of every task that comes; report None for each, or what went wrong with the writing. `others` are
    ends of lines that a fork has copied: they are closed, so that each has one owner. `cold`: nothing is loaded yet."""
    for other in others:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the foreman's to handle
    _die_with_parent()
    if cold:
        warm(job)
    with suppress(EOFError, OSError):  # the foreman is gone
        while True:
            given: Given = line.recv()
            line.send(_work(*given, spot, job))


def _work(batch: Path, part: Path, passed: Mapping[int, str], spot: Any, job: Job) -> OSError | None:
    try:
        write(table(_outcomes(unpacked(batch.read_bytes()), passed, spot, job), job), part)
    except OSError as error:
        return error
    return None


def _outcomes(batch: Batch, passed: Mapping[int, str], spot: Any, job: Job) -> Iterator[Outcome]:
    """One by one, telling the foreman which it is at, and since when."""
    for n, record in enumerate(batch):
        if n in passed:
            yield passed_over(record, passed[n])
            continue
        spot[1] = time.monotonic()
        spot[0] = n
        yield job.outcome(record)
    spot[0] = -1


def _die_with_parent() -> None:
    """A worker whose foreman was killed ends too, even if it hangs."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
