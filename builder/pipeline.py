"""The only place that states the order of the stages:

read -> extract (an engine) -> tables -> validation -> publish.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from builder.documents import Notes, Reject, read
from builder.engines import Failure, local
from builder.model import Claim, Document
from builder.publish import publish
from builder.summary import reject_lines
from builder.tables.claims import Columns, claim_rows, document_row

if TYPE_CHECKING:
    import pandas as pd

    from builder.validation.report import Report

Watcher = Callable[["Progress"], None]
"""Called after every document, and once before a stage that takes seconds."""


class BuildError(Exception):
    """The build could not run: nothing was read, or nothing can be written."""


@dataclass(slots=True)
class Progress:
    """Where a build stands: its stage, and counts so far; `seen` documents were read, `documents` are done."""

    stage: str = "reading"
    seen: int = 0
    documents: int = 0
    claims: int = 0
    rejects: int = 0
    notes: Notes = field(default_factory=Notes)

    @property
    def bytes_done(self) -> float:
        """Of the bytes read, those whose documents have come out: reading runs ahead of extraction."""
        return self.notes.bytes_read * self.documents / self.seen if self.seen else 0.0


@dataclass(frozen=True, slots=True)
class Build:
    """A finished build: where its files are, what is in them, and how its checks went (None: not checked)."""

    out: Path
    claims: pd.DataFrame
    documents: pd.DataFrame
    rejects: tuple[Reject, ...]
    report: Report | None
    seconds: float
    ignored: Counter[str]

    def ok(self, fail_on: str = "error") -> bool:
        """True if no check of that severity failed."""
        return self.report is None or self.report.ok(fail_on)


def build(
    inputs: Sequence[str],
    out: Path,
    published: date | None = None,
    workers: int | None = None,
    check: bool = True,
    watch: Watcher = lambda progress: None,
) -> Build:
    """Articles to a folder of tables. Raises BuildError if no document could be read, `out` cannot be written, or
    the checks themselves break (the tables are there then)."""
    start = time.perf_counter()
    run = _Run(Progress(), watch)
    documents = run.documents(read(inputs, published, run.progress.notes, skip=out))
    with closing(local.run(documents, workers)) as outcomes:
        for document, outcome in outcomes:
            run.take(document, outcome)
    if not run.progress.documents:
        raise BuildError(_nothing(run.rejects))
    claims, rows = run.claim_columns.frame(), run.document_columns.frame()
    report = run.check(claims, rows) if check else None
    rejects = tuple(run.rejects + run.failures)
    run.say("writing")
    try:
        publish(out, claims, rows, rejects, report)
    except OSError as error:
        raise BuildError(f"cannot write to {out}: {error.strerror or error}") from error
    if run.trouble:
        raise BuildError(f"{run.trouble}\nthe tables are in {out}, unchecked")
    return Build(out, claims, rows, rejects, report, time.perf_counter() - start, run.progress.notes.ignored)


def _nothing(rejects: Sequence[Reject]) -> str:
    told = [f"  {line}" for line in reject_lines(rejects)]
    return "\n".join(["no document could be read" + (":" if told else ""), *told])


class _Run:
    """What one build gathers on its way. Rejects of the readers and failures of the engine are kept apart, because
    readers run ahead of the engine by as much as the number of workers says: the order must not depend on it."""

    def __init__(self, progress: Progress, watch: Watcher) -> None:
        self.progress, self.watch = progress, watch
        self.claim_columns, self.document_columns = Columns("claims"), Columns("documents")
        self.rejects: list[Reject] = []
        self.failures: list[Reject] = []
        self.texts: dict[str, str] = {}  # of documents with claims, for the checks
        self.trouble: str | None = None

    def documents(self, found: Iterator[Document | Reject]) -> Iterator[Document]:
        for one in found:
            if isinstance(one, Document):
                self.progress.seen += 1
                yield one
            else:
                self.rejects.append(one)
                self.progress.rejects += 1

    def take(self, document: Document, outcome: list[Claim] | Failure) -> None:
        """The outcome of one document into the tables; one that the tables cannot hold is a reject, whole."""
        if isinstance(outcome, Failure):
            return self._fail(document, outcome.reason)
        try:
            claims, row = claim_rows(document, outcome), document_row(document, outcome)
        except Exception as error:  # as in the engine: one document must not stop a run
            return self._fail(document, f"tables failed: {type(error).__name__}: {error}")
        for claim in claims:
            self.claim_columns.add(claim)
        self.document_columns.add(row)
        if claims:
            self.texts[document.id] = document.text
        self.progress.documents += 1
        self.progress.claims += len(claims)
        self.watch(self.progress)
        return None

    def _fail(self, document: Document, reason: str) -> None:
        self.failures.append(Reject(document.path or "", None, reason, document.id))
        self.progress.rejects += 1

    def check(self, claims: pd.DataFrame, documents: pd.DataFrame) -> Report | None:
        """The report of all expectations; great_expectations takes seconds to import, hence here."""
        self.say("checking")
        from builder.validation import check

        try:
            return check(claims, documents, self.texts)
        except Exception as error:  # what was extracted is not lost for it: the tables are written first
            self.trouble = f"the checks could not run: {type(error).__name__}: {error}"
            return None

    def say(self, stage: str) -> None:
        self.progress.stage = stage
        self.watch(self.progress)
