"""The texts of a build, on disk while it runs: a corpus is larger than memory, and every claim must be shown in context
later."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from builder.publish.files import atomic
from builder.publish.tables import arrow

if TYPE_CHECKING:
    import pandas as pd

TEXT = "text"
"""The column of documents.parquet that documents.csv does not have."""

_ROWS = 5_000
"""Rows of documents.parquet that are held at a time."""


class Texts(Mapping[str, str]):
    """Document id -> text, in the order they were added; kept in a file that is gone with the process."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the object)
        self._rows: dict[str, int] = {}
        self._ends = array("q", [0])

    def add(self, id: str, text: str) -> None:
        """One text; an id is added once."""
        raw = text.encode("utf-8")
        self._file.seek(self._ends[-1])
        self._file.write(raw)
        self._rows[id] = len(self._rows)
        self._ends.append(self._ends[-1] + len(raw))

    def __getitem__(self, id: str) -> str:
        row = self._rows[id]
        start, end = self._ends[row], self._ends[row + 1]
        self._file.seek(start)
        return self._file.read(end - start).decode("utf-8")

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def close(self) -> None:
        self._file.close()


def write_documents(documents: pd.DataFrame, texts: Mapping[str, str], path: Path) -> None:
    """documents.parquet: the documents table, and the text of each document; null where there is none to be kept."""
    import pyarrow as pa
    import pyarrow.parquet

    rows = arrow(documents, "documents")
    schema = rows.schema.append(pa.field(TEXT, pa.string()))
    with atomic(path) as part, pyarrow.parquet.ParquetWriter(part, schema, compression="zstd") as writer:
        for start in range(0, max(1, len(rows)), _ROWS):
            batch = rows.slice(start, _ROWS)
            column = pa.array([texts.get(id) for id in batch["document_id"].to_pylist()], pa.string())
            writer.write_table(batch.append_column(schema.field(TEXT), column))
