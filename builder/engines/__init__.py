"""Where the work is done. Every engine keeps one contract: a batch of records -> the rows of that batch, in order.

`Job.outcomes` is that contract for programs: pure, picklable, the same for one process, many, or a cluster. An outcome
is the document with its claims and its mark (by which duplicates are known), or a Reject that says why there is none; a
failure is one document's, never its neighbours'. `builder.engines.parts` turns outcomes into one Arrow table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from builder.documents import Reading, Record, Reject, opened
from builder.documents.languages import ENGLISH
from builder.documents.marks import Mark, mark
from builder.documents.records import shown
from builder.engines.limits import LIMIT, OutOfTime, within
from builder.model import Claim, Document
from builder.tables.corrections import Correction

Batch = Sequence[Record | Reject]


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document, what it claims (nothing, unless it is in English), and by what it is known again."""

    document: Document
    claims: list[Claim]
    mark: Mark


Outcome = Extracted | Reject


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with every record of a build, wherever it is done: how it is read, what is corrected, and how
    many seconds it may take (None: any number)."""

    reading: Reading = field(default_factory=Reading)
    corrections: tuple[Correction, ...] = ()
    limit: float | None = LIMIT

    def outcome(self, record: Record | Reject) -> Outcome:
        """What becomes of one record; what is rejected already stays so."""
        if isinstance(record, Reject):
            return record
        try:
            with within(self.limit):
                return _outcome(record, self.reading, extractor())
        except OutOfTime:
            return late(record, self.limit or 0)

    def outcomes(self, batch: Iterable[Record | Reject], passed: Mapping[int, str] | None = None) -> list[Outcome]:
        """The outcome of each record, in order. `passed`: place in the batch -> why the record is not to be tried."""
        passed = passed or {}
        return [passed_over(one, passed[n]) if n in passed else self.outcome(one) for n, one in enumerate(batch)]


def extract_batch(batch: Batch, reading: Reading) -> list[Outcome]:
    """The outcome of each record, in order."""
    return Job(reading).outcomes(batch)


Extract = Callable[..., list[Claim]]
"""A document, and perhaps the families of claims that are asked for, to its claims."""


@cache
def extractor() -> Extract:
    """The extraction core, imported on first use: it brings the lexicon with it."""
    from builder.claims.extract import extract_claims

    return extract_claims


WARM = "Police said on Monday that 12 people had been killed and nine injured in the floods near the border."
"""A text that calls for all that is loaded on first use."""


def warm(job: Job) -> bool:
    """Load what extraction needs: that must not count as time of the first document, nor be cut short. True."""
    replace(job, limit=None).outcome(Record("warm", None, {"text": WARM}))
    return True


def late(record: Record | Reject, limit: float) -> Reject:
    """A record that took too long."""
    return passed_over(record, f"took longer than {limit:g} s: --time-limit sets another limit")


def passed_over(record: Record | Reject, why: str) -> Reject:
    return record if isinstance(record, Reject) else Reject(record.file, record.line, why, _named(record))


def _named(record: Record) -> str | None:
    return shown(record.fields["id"]) if record.fields.get("id") is not None else None


def _outcome(record: Record, reading: Reading, extract: Extract) -> Outcome:
    document = opened(record, reading)
    if isinstance(document, Reject):
        return document
    try:
        claims = _claims(document, reading, extract)
    except Exception as error:  # any at all: one document must not stop a run
        return failed(document, f"extraction failed: {type(error).__name__}: {error} ({_where(error)})")
    wrong = [c.part_of for c in claims if c.part_of is not None and not 0 <= c.part_of < len(claims)]
    if wrong:
        return failed(document, f"extraction failed: part_of {wrong[0]} is no claim of the document")
    return Extracted(document, claims, mark(document, claims))


def _claims(document: Document, reading: Reading, extract: Extract) -> list[Claim]:
    if document.language != ENGLISH:
        return []
    return extract(document) if reading.families is None else extract(document, reading.families)


def failed(document: Document, why: str) -> Reject:
    """A document that could be read, and not used."""
    return Reject(document.path or "", document.line, why, shown(document.id))


def _where(error: BaseException) -> str:
    """File and line that raised, for whoever is sent the reject."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "no trace"
