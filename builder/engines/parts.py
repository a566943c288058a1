"""Outcomes as one Arrow table, one row a record: what a worker hands back, and what lies on disk while a build runs.

A row has the columns of the documents table (ids, status and clusters are for the ledger to say), the text, the mark,
its claims as a list of rows of the claims table, the corrections that were made in them, and for a reject the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.documents import Reject, hash_id
from builder.engines import Extracted, Job, Outcome, failed
from builder.model import Claim
from builder.tables.arrow import schema as published
from builder.tables.claims import Columns, claim_rows, document_row, reject_row
from builder.tables.corrections import CorrectionError, Corrections

if TYPE_CHECKING:
    import pyarrow as pa

MARK = {
    "text_digest": "text",
    "figures": "figures",
    "words": "words",
    "runs": "runs",
    "sketch": "sketch",
    "keys": "keys",
}
"""Column -> field of Mark."""


@cache
def extra() -> pa.Schema:
    """The columns beside those of the documents table."""
    import pyarrow as pa

    claim = pa.struct(list(published("claims")))
    made = pa.struct([("n", pa.int32()), ("claim_id", pa.string())])
    numbers = {"words": pa.int32(), "runs": pa.int32()}
    mark = [(name, numbers.get(name, pa.binary())) for name in MARK]
    words = [("text", pa.string()), ("reason", pa.string()), ("value", pa.string()), ("trouble", pa.string())]
    return pa.schema([*words, ("own", pa.bool_()), *mark, ("made", pa.list_(made)), ("claims", pa.list_(claim))])


@dataclass(slots=True)
class _Row:
    document: dict[str, Any]
    claims: list[dict[str, Any]] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)


def table(outcomes: Iterable[Outcome], job: Job) -> pa.Table:
    """One row an outcome, in order."""
    import pyarrow as pa

    documents, claims, ends = Columns("documents"), Columns("claims"), [0]
    more: dict[str, list[Any]] = {name: [] for name in extra().names if name != "claims"}
    for outcome in outcomes:
        found = _row(outcome, job)
        documents.add(found.document)
        for claim in found.claims:
            claims.add(claim)
        ends.append(ends[-1] + len(found.claims))
        for name, values in more.items():
            values.append(found.more.get(name))
    rows, flat = documents.table(), claims.table().combine_chunks()
    held = pa.StructArray.from_arrays([c.combine_chunks() for c in flat.columns], fields=list(flat.schema))
    for name, values in more.items():
        rows = rows.append_column(name, pa.array(values, extra().field(name).type))
    return rows.append_column("claims", pa.ListArray.from_arrays(pa.array(ends, pa.int32()), held))


def _row(outcome: Outcome, job: Job) -> _Row:
    """One outcome; a document that the tables cannot hold is a reject, whole."""
    if isinstance(outcome, Reject):
        return _rejected(outcome)
    try:
        return _read(outcome, job)
    except CorrectionError as error:
        row = _read(outcome, Job(job.reading))
        row.more["trouble"] = str(error)
        return row
    except Exception as error:  # as in extraction: one document must not stop a run
        return _rejected(failed(outcome.document, f"tables failed: {type(error).__name__}: {error}"))


def _read(found: Extracted, job: Job) -> _Row:
    document, corrections = found.document, Corrections(job.corrections)
    claims: Sequence[Claim] = corrections.applied(document, found.claims)
    made = [{"n": n, "claim_id": one.claim_id} for n, one in sorted(corrections.made.items())]
    own = document.id != hash_id(document.text, document.url)
    more = {"text": document.text, "own": own, "made": made}
    more |= {name: getattr(found.mark, of) for name, of in MARK.items()}
    return _Row(document_row(document, claims), claim_rows(document, claims), more)


def _rejected(reject: Reject) -> _Row:
    return _Row(reject_row("", reject.file, reject.line), [], {"reason": reject.reason, "value": reject.value})


def write(rows: pa.Table, path: Path) -> None:
    """A part as a file; it appears whole or not at all."""
    import pyarrow.parquet

    new = path.with_suffix(".new")
    pyarrow.parquet.write_table(rows, new, compression="zstd", compression_level=1, write_statistics=False)
    new.replace(path)


def placed(part: bytes, path: Path) -> None:
    """The same for a part that was made elsewhere."""
    new = path.with_suffix(".new")
    new.write_bytes(part)
    new.replace(path)


def read(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """A part, or some columns of it; without threads of Arrow's, which must not be there when a process is forked."""
    import pyarrow.parquet

    with pyarrow.parquet.ParquetFile(path, pre_buffer=False) as file:
        return file.read(list(columns) if columns else None, use_threads=False)
