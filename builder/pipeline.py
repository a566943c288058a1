"""The only place that states the order of the stages:

read -> extract (an engine) -> tables -> estimates -> validation -> publish.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.documents import Notes, Reading, Record, Reject, hash_id, records
from builder.documents.ledger import READ, Ledger
from builder.documents.records import shown
from builder.engines import Extracted, Outcome, local
from builder.model import Document
from builder.publish import publish
from builder.publish.corrections import write_corrections
from builder.publish.texts import Texts
from builder.summary import reject_lines
from builder.tables.claims import Columns, claim_rows, document_row, reject_row
from builder.tables.corrections import Applied, CorrectionError, Corrections
from builder.tables.corrections import load as load_corrections

if TYPE_CHECKING:
    import pandas as pd

    from builder.validation.report import Report

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
class Build:
    """A finished build: where its files are, what is in them, and how its checks went (None: not checked)."""

    out: Path
    claims: pd.DataFrame
    documents: pd.DataFrame
    rejects: tuple[Reject, ...]
    report: Report | None
    seconds: float
    notes: Notes
    corrections: tuple[Applied, ...] = ()
    derived: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def ok(self, fail_on: str = "error") -> bool:
        """True if no check of that severity failed."""
        return self.report is None or self.report.ok(fail_on)


def build(
    inputs: Sequence[str],
    out: Path,
    reading: Reading | None = None,
    workers: int | None = None,
    check: bool = True,
    duplicates: bool = False,
    texts: bool = True,
    watch: Watcher = lambda progress: None,
    estimates: bool = True,
) -> Build:
    """Articles to a folder of tables. Raises BuildError if no document could be read, `out` cannot be written, or
    the checks themselves break (the tables are there then), or a correction does not fit. `duplicates`: read them as
    well; `texts`: publish them; `estimates`: make the derived tables. An `etc` beside a folder of inputs holds its
    corrections and exceptions."""
    start = time.perf_counter()
    run, reading = _Run(Progress(), watch, duplicates), reading or Reading()
    found = run.counted(records(inputs, reading, run.progress.notes, skip=out))
    try:
        run.corrections = _corrections(inputs)
        with closing(local.run(found, reading, workers)) as outcomes:
            for outcome in outcomes:
                run.take(outcome)
        if not run.progress.documents:
            raise BuildError(_nothing(run.rejects))
        made = run.corrections.close()
    except CorrectionError as error:
        raise BuildError(str(error)) from error
    claims, rows = run.claim_columns.frame(), run.document_columns.frame()
    derived = run.derive(claims, rows) if estimates else {}
    report = run.check(claims, rows, _beside(inputs, "exceptions.toml")) if check else None
    rejects = tuple(run.rejects)
    run.say("writing")
    try:
        publish(out, claims, rows, rejects, report, run.texts if texts else {}, derived)
        write_corrections(out, made)
    except OSError as error:
        raise BuildError(f"cannot write to {out}: {error.strerror or error}") from error
    if run.trouble:
        raise BuildError(f"{run.trouble}\nthe tables are in {out}, unchecked")
    return Build(out, claims, rows, rejects, report, time.perf_counter() - start, run.progress.notes, made, derived)


def _beside(inputs: Sequence[str], name: str) -> list[Path]:
    """data/raw has its data/etc: the files of that name beside the folders that are read."""
    folders = dict.fromkeys(Path(one).resolve().parent / "etc" for one in inputs if Path(one).is_dir())
    return [folder / name for folder in folders if (folder / name).is_file()]


def _corrections(inputs: Sequence[str]) -> Corrections:
    return Corrections(tuple(one for file in _beside(inputs, "corrections.toml") for one in load_corrections(file).all))


def _nothing(rejects: Sequence[Reject]) -> str:
    told = [f"  {line}" for line in reject_lines(rejects)]
    return "\n".join(["no document could be read" + (":" if told else ""), *told])


class _Run:
    """What one build gathers on its way, in the order of the inputs. Everything seen gets a row of the documents table:
    read, duplicate or rejected."""

    def __init__(self, progress: Progress, watch: Watcher, duplicates: bool) -> None:
        self.progress, self.watch = progress, watch
        self.claim_columns, self.document_columns = Columns("claims"), Columns("documents")
        self.ledger = Ledger(duplicates)
        self.rejects: list[Reject] = []
        self.texts = Texts()
        self.trouble: str | None = None
        self.corrections = Corrections()

    def counted(self, found: Iterator[Record | Reject]) -> Iterator[Record | Reject]:
        for one in found:
            self.progress.seen += 1
            yield one

    def take(self, outcome: Outcome) -> None:
        """The outcome of one record into the tables."""
        reject = outcome if isinstance(outcome, Reject) else self._enter(outcome)
        if reject:
            self.rejects.append(reject)
            self.progress.rejects += 1
            self.document_columns.add(reject_row(self._reject_id(reject), reject.file, reject.line))
        self.watch(self.progress)

    def _reject_id(self, reject: Reject) -> str:
        """Of its place and of how many came before: the same file may be rejected twice."""
        return hash_id(f"{self.progress.rejects}\0{reject.file}\0{reject.line}\0{reject.reason}")

    def _enter(self, found: Extracted) -> Reject | None:
        """One document's rows; one that the tables cannot hold is a reject, whole."""
        verdict = self.ledger.judge(found.document, found.mark)
        if isinstance(verdict, Reject):
            return verdict
        document, claims = replace(found.document, id=verdict.id), found.claims if verdict.status == READ else []
        claims = self.corrections.applied(document, claims)
        try:
            rows = claim_rows(document, claims)
            row = document_row(document, claims, verdict.status, verdict.duplicate_of, verdict.wire_cluster)
        except Exception as error:  # as in the engine: one document must not stop a run
            why = f"tables failed: {type(error).__name__}: {error}"
            return Reject(document.path or "", document.line, why, shown(document.id))
        self._add(document, rows, row)
        return None

    def _add(self, document: Document, claims: list[dict[str, Any]], row: dict[str, Any]) -> None:
        for claim in claims:
            self.claim_columns.add(claim)
        self.document_columns.add(row)
        self.texts.add(document.id, document.text)
        self.progress.documents += row["status"] == READ
        self.progress.duplicates += row["status"] != READ
        self.progress.claims += len(claims)

    def derive(self, claims: pd.DataFrame, documents: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
        """Events, series, estimates and links; where they cannot be made, the claims are published without them."""
        self.say("estimating")
        from builder.estimates import estimate

        try:
            return estimate(claims, documents).frames()
        except Exception as error:  # as for checks: what was extracted is not lost for it
            self.trouble = f"the estimates could not be made: {type(error).__name__}: {error}"
            return {}

    def check(self, claims: pd.DataFrame, documents: pd.DataFrame, exceptions: Sequence[Path]) -> Report | None:
        """The report of all expectations; great_expectations takes seconds to import, hence here."""
        self.say("checking")
        from builder.validation import check
        from builder.validation.exceptions import load

        try:
            known: dict[str, Any] = {"exceptions": load(*exceptions)} if exceptions else {}
            return check(claims, documents, self.texts, **known)
        except Exception as error:  # what was extracted is not lost for it: the tables are written first
            self.trouble = f"the checks could not run: {type(error).__name__}: {error}"
            return None

    def say(self, stage: str) -> None:
        self.progress.stage = stage
        self.watch(self.progress)
