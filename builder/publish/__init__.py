"""A build as files: the one place that knows their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING

from builder.documents import Reject
from builder.publish.files import atomic, write_text
from builder.publish.stream import TEXT, RejectStream, TableStream, read_rejects
from builder.publish.tables import arrow, read_claims, read_documents, write_csv, write_parquet

if TYPE_CHECKING:
    import pandas as pd

    from builder.validation.report import Report

__all__ = [
    "DERIVED",
    "Streams",
    "files_of",
    "place",
    "publish",
    "read_claims",
    "read_documents",
    "read_rejects",
    "streams",
    "without_texts",
    "write_derived",
]

CLAIMS, CLAIMS_PARQUET = "claims.csv", "claims.parquet"
DOCUMENTS, DOCUMENTS_PARQUET = "documents.csv", "documents.parquet"
VALIDATION, REJECTS = "validation.json", "rejects.csv"
DERIVED = ("events", "series", "estimates", "links")
"""The derived tables: each a .csv and a .parquet of its name."""
_DERIVED_FILES = [f"{name}{ending}" for name in DERIVED for ending in (".csv", ".parquet")]


def files_of(out: Path, checked: bool = True, derived: bool = False) -> list[Path]:
    """The files of a build."""
    names = [CLAIMS, CLAIMS_PARQUET, DOCUMENTS, DOCUMENTS_PARQUET, REJECTS, *([VALIDATION] if checked else [])]
    return [out / name for name in [*names, *(_DERIVED_FILES if derived else [])]]


@dataclass(frozen=True, slots=True)
class Streams:
    """The tables of a build while they are written."""

    claims: TableStream
    documents: TableStream
    rejects: RejectStream


@contextmanager
def streams(folder: Path) -> Iterator[Streams]:
    """The files of a build in a folder that holds none of them; they are whole after the block."""
    with (
        TableStream("claims", folder / CLAIMS, folder / CLAIMS_PARQUET) as claims,
        TableStream("documents", folder / DOCUMENTS, folder / DOCUMENTS_PARQUET, text=True) as documents,
        RejectStream(folder / REJECTS) as rejects,
    ):
        yield Streams(claims, documents, rejects)


def place(made: Path, out: Path, report: Report | None) -> None:
    """Move the files that were made into the folder of the build (of the same file system), where each takes the place
    of its predecessor at once; a report and derived tables of an earlier build that this one does not have are
    removed."""
    out.mkdir(parents=True, exist_ok=True)
    for name in _DERIVED_FILES:
        if not (made / name).exists():
            (out / name).unlink(missing_ok=True)
    for path in sorted(made.iterdir()):
        path.replace(out / path.name)
    if report is None:
        (out / VALIDATION).unlink(missing_ok=True)
    else:
        write_text(out / VALIDATION, report.to_json())


def write_derived(folder: Path, derived: Mapping[str, pd.DataFrame]) -> None:
    """The derived tables, each as CSV and Parquet."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in DERIVED:
        write_csv(derived[name], name, folder / f"{name}.csv")
        write_parquet(derived[name], name, folder / f"{name}.parquet")


def without_texts(folder: Path) -> None:
    """Empty the column of texts, which only the checks needed."""
    import pyarrow as pa
    import pyarrow.parquet

    path = folder / DOCUMENTS_PARQUET
    with (
        pyarrow.parquet.ParquetFile(path, pre_buffer=False) as file,
        atomic(path) as new,
        pyarrow.parquet.ParquetWriter(new, file.schema_arrow, compression="zstd") as writer,
    ):
        for n in range(file.num_row_groups):
            rows = file.read_row_group(n)
            at = rows.schema.get_field_index(TEXT)
            writer.write_table(rows.set_column(at, rows.schema.field(at), pa.nulls(len(rows), pa.string())))


def publish(
    out: Path,
    claims: pd.DataFrame,
    documents: pd.DataFrame,
    rejects: Sequence[Reject],
    report: Report | None,
    texts: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write tables that are frames already. `texts` of documents go into documents.parquet; without them its column is
    empty."""
    import pyarrow as pa

    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out, prefix=".") as folder:
        with streams(Path(folder)) as to:
            to.claims.add(arrow(claims, "claims"))
            rows = arrow(documents, "documents")
            held = [texts.get(id) for id in rows["document_id"].to_pylist()]
            to.documents.add(rows.append_column(TEXT, pa.array(held, pa.string())))
            to.rejects.add(rejects)
        place(Path(folder), out, report)
