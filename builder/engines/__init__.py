"""Where the work is done. Every engine keeps one contract: a batch of documents -> a batch of outcomes.

`extract_batch` is that contract: pure, picklable, the same for one process, many, or a cluster. An outcome is the
document's claims, or a Failure that says why there are none; a failure is one document's, never its neighbours'.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from builder.model import Claim, Document


@dataclass(frozen=True, slots=True)
class Failure:
    """Extraction raised: the exception's name and words."""

    reason: str


Outcome = list[Claim] | Failure


def extract_batch(documents: Sequence[Document]) -> list[Outcome]:
    """The outcome of each document, in order."""
    extract = extractor()
    return [_outcome(document, extract) for document in documents]


@cache
def extractor() -> Callable[[Document], list[Claim]]:
    """The extraction core, imported on first use: it brings the lexicon with it."""
    from builder.claims.extract import extract_claims

    return extract_claims


def _outcome(document: Document, extract: Callable[[Document], list[Claim]]) -> Outcome:
    try:
        claims = extract(document)
    except Exception as error:  # any at all: one document must not stop a run
        return Failure(f"extraction failed: {type(error).__name__}: {error} ({_where(error)})")
    wrong = [c.part_of for c in claims if c.part_of is not None and not 0 <= c.part_of < len(claims)]
    return Failure(f"extraction failed: part_of {wrong[0]} is no claim of the document") if wrong else claims


def _where(error: BaseException) -> str:
    """File and line that raised, for whoever is sent the reject."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "no trace"
