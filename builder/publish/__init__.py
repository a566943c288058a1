"""A build as files: the one place that knows their names."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from builder.documents import Reject
from builder.publish.files import write_text
from builder.publish.tables import read_claims, read_documents, write_csv, write_parquet
from builder.publish.texts import write_documents

if TYPE_CHECKING:
    import pandas as pd

    from builder.validation.report import Report

__all__ = ["DERIVED", "files_of", "publish", "read_claims", "read_documents", "write_derived"]

CLAIMS, CLAIMS_PARQUET = "claims.csv", "claims.parquet"
DOCUMENTS, DOCUMENTS_PARQUET = "documents.csv", "documents.parquet"
VALIDATION, REJECTS = "validation.json", "rejects.csv"
DERIVED = ("events", "series", "estimates", "links")
"""The derived tables: each a .csv and a .parquet of its name."""


def files_of(out: Path, checked: bool = True, derived: bool = False) -> list[Path]:
    """The files of a build."""
    names = [CLAIMS, CLAIMS_PARQUET, DOCUMENTS, DOCUMENTS_PARQUET, REJECTS, *([VALIDATION] if checked else [])]
    more = [f"{name}{ending}" for name in DERIVED for ending in (".csv", ".parquet")] if derived else []
    return [out / name for name in [*names, *more]]


def publish(
    out: Path,
    claims: pd.DataFrame,
    documents: pd.DataFrame,
    rejects: Sequence[Reject],
    report: Report | None,
    texts: Mapping[str, str] = MappingProxyType({}),
    derived: Mapping[str, pd.DataFrame] = MappingProxyType({}),
) -> None:
    """Write one build to a folder; a report of an earlier build that this one does not have is removed.

    `texts` of documents go into documents.parquet; without them its column is empty.
    """
    out.mkdir(parents=True, exist_ok=True)
    write_csv(claims, "claims", out / CLAIMS)
    write_parquet(claims, "claims", out / CLAIMS_PARQUET)
    write_csv(documents, "documents", out / DOCUMENTS)
    write_documents(documents, texts, out / DOCUMENTS_PARQUET)
    write_derived(out, derived)
    write_text(out / REJECTS, rejects_csv(rejects))
    if report is None:
        (out / VALIDATION).unlink(missing_ok=True)
    else:
        write_text(out / VALIDATION, report.to_json())


def write_derived(out: Path, derived: Mapping[str, pd.DataFrame]) -> None:
    """The derived tables; those of an earlier build that this one does not have are removed."""
    out.mkdir(parents=True, exist_ok=True)
    for name in DERIVED:
        if name in derived:
            write_csv(derived[name], name, out / f"{name}.csv")
            write_parquet(derived[name], name, out / f"{name}.parquet")
        else:
            for ending in (".csv", ".parquet"):
                (out / f"{name}{ending}").unlink(missing_ok=True)


def rejects_csv(rejects: Sequence[Reject]) -> str:
    """The rejects as CSV; its columns are the fields of Reject."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(field.name for field in dataclasses.fields(Reject))
    writer.writerows(dataclasses.astuple(reject) for reject in rejects)
    return buffer.getvalue()
