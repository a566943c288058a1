"""The only place that states the order of the stages:

read -> extract (an engine) -> tables -> validation -> publish.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from builder.documents import Notes, Reading, Record, Reject, records
from builder.documents.extras import MissingExtra
from builder.engines import Job, cluster, local
from builder.engines.batches import Task
from builder.engines.limits import LIMIT
from builder.engines.workers import CrewError
from builder.gather import Gatherer
from builder.publish import place, streams, without_texts
from builder.publish.corrections import write_corrections
from builder.result import Build
from builder.summary import reject_lines
from builder.tables.corrections import Correction, CorrectionError
from builder.tables.corrections import load as load_corrections
from builder.work import Work

if TYPE_CHECKING:
    from builder.away import Away
    from builder.validation.report import Report

__all__ = ["Build", "BuildError", "Options", "Progress", "Watcher", "build"]

MOST_NAMED = 3
"""Inputs that a message names."""

Watcher = Callable[["Progress"], None]
"""Called after every document, and once before a stage that takes seconds."""


class BuildError(Exception):
    """The build could not run: nothing was read, or nothing can be written."""


@dataclass(slots=True)
class Progress:
    """Where a build stands: its stage, and counts so far; `seen` were handed out to be read, of which `documents` have
    been read, `duplicates` were known already, and `rejects` are no documents."""

    stage: str = "reading"
    seen: int = 0
    documents: int = 0
    duplicates: int = 0
    rejects: int = 0
    claims: int = 0
    notes: Notes = field(default_factory=Notes)

    @property
    def bytes_done(self) -> float:
        """Of the bytes read, those whose documents have come out: reading runs ahead of extraction."""
        done = self.documents + self.duplicates + self.rejects
        return self.notes.bytes_read * done / self.seen if self.seen else 0.0


@dataclass(frozen=True, slots=True)
class Options:
    """How a build is done.

    workers     processes; None: one for little text, all cores for much
    check       validate the tables
    duplicates  read them as well
    texts       publish them
    estimates   make the derived tables
    resume      take up the build of the same inputs that was interrupted
    limit       seconds that a document may take; None: any number
    engine      local (processes of this machine) or dask (a cluster)
    scheduler   the address of a Dask scheduler; None: a cluster of this machine
    """

    workers: int | None = None
    check: bool = True
    duplicates: bool = False
    texts: bool = True
    resume: bool = False
    limit: float | None = LIMIT
    estimates: bool = True
    engine: str = "local"
    scheduler: str | None = None


def build(
    inputs: Sequence[str],
    out: Path | str,
    reading: Reading | None = None,
    options: Options | None = None,
    watch: Watcher = lambda progress: None,
) -> Build:
    """Articles to a folder of tables; text is an address on object storage. Raises BuildError if no document could be
    read, `out` cannot be written, or the checks themselves break (the tables are there then), or a correction does not
    fit. An `etc` beside a folder of inputs holds its corrections and exceptions. What was done when it is interrupted
    stays in a folder inside `out`, for a build with `resume`."""
    try:
        return _build(inputs, out, reading or Reading(), options or Options(), watch)
    except (CorrectionError, CrewError, MissingExtra) as error:
        raise BuildError(str(error)) from error
    except (OSError, sqlite3.Error) as error:  # a full disk is either, as it happens
        raise BuildError(f"cannot write to {out}: {getattr(error, 'strerror', None) or error}") from error


def _build(inputs: Sequence[str], out: Path | str, reading: Reading, options: Options, watch: Watcher) -> Build:
    if isinstance(out, Path):
        return _Run(inputs, out, reading, options, watch).build()
    from builder.away import Away

    away, done = Away(out, options.resume), None
    try:
        done = _Run(inputs, away.folder, reading, options, watch, away).build()
        return done
    finally:
        away.leave(done)


def _beside(inputs: Sequence[str], name: str) -> list[Path]:
    """data/raw has its data/etc: the files of that name beside the folders that are read."""
    folders = dict.fromkeys(Path(one).resolve().parent / "etc" for one in inputs if Path(one).is_dir())
    return [folder / name for folder in folders if (folder / name).is_file()]


def _corrections(inputs: Sequence[str]) -> tuple[Correction, ...]:
    return tuple(one for file in _beside(inputs, "corrections.toml") for one in load_corrections(file).all)


def _nothing(inputs: Sequence[str], rejects: Sequence[Reject], count: int) -> str:
    if not count:
        return f"nothing to read in {', '.join(inputs[:MOST_NAMED])}"
    return "\n".join(["no document could be read:", *(f"  {line}" for line in reject_lines(rejects, count))])


class _Run:
    """One build on its way."""

    def __init__(
        self,
        inputs: Sequence[str],
        out: Path,
        reading: Reading,
        options: Options,
        watch: Watcher,
        away: Away | None = None,
    ) -> None:
        self.inputs, self.out, self.options, self.watch, self.away = inputs, out, options, watch, away
        self.start = time.perf_counter()
        self.progress = Progress()
        self.job = Job(reading, _corrections(inputs), options.limit)
        self.trouble: str | None = None

    def build(self) -> Build:
        """All stages; the work folder is gone when they have come to an end, and stays if they were interrupted."""
        work = Work(self.out, self.options.resume)
        try:
            gatherer = Gatherer(work.folder, self.options.duplicates, self.job.corrections)
            self._extract(work, gatherer)
            if not self.progress.documents:
                self._forget(work)
                raise BuildError(_nothing(self.inputs, gatherer.counts.first_rejects, self.progress.rejects))
            done = self._finish(work, gatherer)
        except CorrectionError:
            self._forget(work)
            raise
        finally:
            work.close()
        work.remove()
        if self.away:
            self.away.publish()
        if self.trouble:
            raise BuildError(f"{self.trouble}\nthe tables are in {done.place}, unchecked")
        return done

    def _forget(self, work: Work) -> None:
        work.remove()
        if self.away:
            self.away.forget()

    def _extract(self, work: Work, gatherer: Gatherer) -> None:
        found = self._counted(
            records(self.inputs, self.job.reading, self.progress.notes, skip=self.away.url if self.away else self.out)
        )
        with closing(self._parts(work.tasks(found, self.job))) as parts:
            for part in parts:
                if self.away:
                    self.away.keep(part)
                self._count(gatherer.judge(part))
        if self.away:
            self.away.settle()

    def _parts(self, tasks: Iterator[Task]) -> Generator[Path]:
        options = self.options
        if options.engine == "dask":
            yield from cluster.run(tasks, self.job, options.scheduler, options.workers)
        else:
            yield from local.run(tasks, self.job, options.workers, apart=options.resume)

    def _finish(self, work: Work, gatherer: Gatherer) -> Build:
        """Tables, checks, and everything into its place."""
        corrections = gatherer.close()
        made = work.folder / "made"
        made.mkdir()
        self._say("writing")
        with streams(made) as to:
            gatherer.write(to, texts=self.options.texts or self.options.check)
        if self.options.estimates:
            self._derive(made)
        report = self._check(made) if self.options.check else None
        if self.options.check and not self.options.texts:
            without_texts(made)
        place(made, self.out, report)
        write_corrections(self.out, corrections)
        seconds = time.perf_counter() - self.start
        known = (gatherer.counts, report, seconds, self.progress.notes, corrections, self.options.estimates)
        return Build(self.out, *known, self.away.url if self.away else str(self.out))

    def _counted(self, found: Iterator[Record | Reject]) -> Iterator[Record | Reject]:
        for one in found:
            self.progress.seen += 1
            yield one

    def _count(self, found: Mapping[str, int]) -> None:
        self.progress.documents += found.get("read", 0)
        self.progress.duplicates += found.get("duplicate", 0)
        self.progress.rejects += found.get("rejected", 0)
        self.progress.claims += found.get("claims", 0)
        self.watch(self.progress)

    def _derive(self, made: Path) -> None:
        """Events, series, estimates and links; where they cannot be made, the claims are published without them."""
        self._say("estimating")
        from builder.derived import derive_made

        try:
            derive_made(made)
        except Exception as error:  # as for checks: what was extracted is not lost for it
            self.trouble = f"the estimates could not be made: {type(error).__name__}: {error}"

    def _check(self, made: Path) -> Report | None:
        """The report of all expectations; great_expectations takes seconds to import, hence here."""
        self._say("checking")
        from builder.checked import check_made

        try:
            return check_made(made, _beside(self.inputs, "exceptions.toml"))
        except Exception as error:  # what was extracted is not lost for it: the tables are written first
            self.trouble = f"the checks could not run: {type(error).__name__}: {error}"
            return None

    def _say(self, stage: str) -> None:
        self.progress.stage = stage
        self.watch(self.progress)
