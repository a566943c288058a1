"""Where the work is done. Every engine keeps one contract: a batch of records -> a batch of outcomes, in order.

`extract_batch` is that contract: pure, picklable, the same for one process, many, or a cluster. An outcome is the
document with its claims and its mark (by which duplicates are known), or a Reject that says why there is none; a
failure is one document's, never its neighbours'.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from builder.documents import Reading, Record, Reject, opened
from builder.documents.languages import ENGLISH
from builder.documents.marks import Mark, mark
from builder.documents.records import shown
from builder.model import Claim, Document


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document, what it claims (nothing, unless it is in English), and by what it is known again."""

    document: Document
    claims: list[Claim]
    mark: Mark


Outcome = Extracted | Reject


def extract_batch(batch: Sequence[Record | Reject], reading: Reading) -> list[Outcome]:
    """The outcome of each record, in order; what is rejected already stays so."""
    extract = extractor()
    return [one if isinstance(one, Reject) else _outcome(one, reading, extract) for one in batch]


@cache
def extractor() -> Callable[[Document], list[Claim]]:
    """The extraction core, imported on first use: it brings the lexicon with it."""
    from builder.claims.extract import extract_claims

    return extract_claims


def _outcome(record: Record, reading: Reading, extract: Callable[[Document], list[Claim]]) -> Outcome:
    document = opened(record, reading)
    if isinstance(document, Reject):
        return document
    try:
        claims = extract(document) if document.language == ENGLISH else []
    except Exception as error:  # any at all: one document must not stop a run
        return _failed(record, document, f"{type(error).__name__}: {error} ({_where(error)})")
    wrong = [c.part_of for c in claims if c.part_of is not None and not 0 <= c.part_of < len(claims)]
    if wrong:
        return _failed(record, document, f"part_of {wrong[0]} is no claim of the document")
    return Extracted(document, claims, mark(document, claims))


def _failed(record: Record, document: Document, why: str) -> Reject:
    return Reject(record.file, record.line, f"extraction failed: {why}", shown(document.id))


def _where(error: BaseException) -> str:
    """File and line that raised, for whoever is sent the reject."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "no trace"
