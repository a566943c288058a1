"""How long one document may take: a hostile one must not hang a run."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

LIMIT = 60.0
"""Seconds a document may take, by the clock: a thousand times what a long one takes."""

GRACE = 5.0
"""Seconds more before the process that works on it is ended: for what no signal interrupts."""


AGAIN = 1.0
"""Seconds until it is said again: a first word that falls into a place where exceptions are passed over (a finaliser, a
callback of the garbage collector) is lost."""


class OutOfTime(BaseException):
    """The time is up; not an Exception, so that no library takes it for a failure of its own."""


@contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """Raises OutOfTime in what takes longer. Where there are no such signals (Windows, threads), nothing happens."""
    if seconds is None or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _late)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        _silenced()
        signal.signal(signal.SIGALRM, before)


def _silenced() -> None:
    """No word from here on, even if one comes just now."""
    while True:
        try:
            signal.setitimer(signal.ITIMER_REAL, 0)
            return
        except OutOfTime:
            continue


def _late(*_: object) -> NoReturn:
    raise OutOfTime
