"""How far a build is: a bar on a terminal, a plain line now and then elsewhere; both on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from builder.pipeline import Progress, Watcher

TICK = 0.1
"""Seconds between two refreshes of the bar; it has no thread of its own, so that workers can be forked."""

PAUSE = 5.0
"""Seconds between two plain lines."""


@contextmanager
def watcher(quiet: bool = False) -> Iterator[Watcher]:
    """A function to call with the state of a build."""
    if quiet:
        yield lambda progress: None
    elif sys.stderr.isatty():
        with _bar() as watch:
            yield watch
    else:
        yield _lines()


def _words(progress: Progress, seconds: float) -> str:
    rate = progress.documents / seconds if seconds > 0 else 0.0
    rejects = f", {progress.rejects:,} rejected" if progress.rejects else ""
    return f"{progress.documents:,} documents, {progress.claims:,} claims{rejects}, {rate:,.0f} documents/s"


def _lines() -> Watcher:
    start = last = time.perf_counter()
    stage = ""

    def watch(progress: Progress) -> None:
        nonlocal last, stage
        now = time.perf_counter()
        if now - last >= PAUSE or (progress.stage != stage and stage):
            print(f"{progress.stage}: {_words(progress, now - start)}", file=sys.stderr, flush=True)
            last = now
        stage = progress.stage

    return watch


@contextmanager
def _bar() -> Iterator[Watcher]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[words]}"), TimeElapsedColumn())
    start, last = time.perf_counter(), 0.0
    with Bar(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as bar:
        task = bar.add_task("reading", total=None, words="")

        def watch(progress: Progress) -> None:
            nonlocal last
            now = time.perf_counter()
            if now - last < TICK and progress.stage == bar.tasks[0].description:
                return
            last, total = now, progress.notes.bytes_total or None
            bar.update(
                task,
                description=progress.stage,
                total=total,
                completed=progress.bytes_done,
                words=_words(progress, now - start),
                refresh=True,
            )

        yield watch
