"""Tables written as they come, a row group at a time, so that memory does not grow with them. The bytes depend on the
rows alone, not on the pieces they come in."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from builder.documents import Reject
from builder.publish.tables import LINES, ROWS, csv_lines, schema

if TYPE_CHECKING:
    import pyarrow as pa

TEXT = "text"
"""The column of documents.parquet that documents.csv does not have."""

TEXT_ROWS = 2_000
"""Rows of a row group that holds texts."""


class TableStream:
    """One published table as CSV and Parquet; `text` adds the column of texts to the Parquet file."""

    def __init__(self, table: str, csv: Path, parquet: Path, text: bool = False) -> None:
        import pyarrow as pa
        import pyarrow.parquet

        self.names = schema(table).names
        self._schema = schema(table).append(pa.field(TEXT, pa.string())) if text else schema(table)
        self._size = TEXT_ROWS if text else ROWS
        self._waiting: list[pa.Table] = []
        self._rows, self._written = 0, False
        self._files = ExitStack()
        self._csv = self._files.enter_context(csv.open("w", encoding="utf-8", newline=""))
        self._csv.write(",".join(self.names) + "\n")
        self._parquet: Any = self._files.enter_context(
            pyarrow.parquet.ParquetWriter(parquet, self._schema, compression="zstd")
        )

    def add(self, rows: pa.Table) -> None:
        """Rows of the table, with their texts if it has them."""
        self._waiting.append(rows.select(self._schema.names).cast(self._schema))
        self._rows += len(rows)
        if self._rows >= self._size:
            self._write(self._rows - self._rows % self._size)

    def _write(self, count: int) -> None:
        import pyarrow as pa

        rows = pa.concat_tables(self._waiting)
        for start in range(0, max(1, count), self._size):
            group = rows.slice(start, min(self._size, count - start)).combine_chunks()
            self._parquet.write_table(group, row_group_size=self._size)
            for batch in group.select(self.names).to_batches(LINES):
                self._csv.writelines(csv_lines(batch).to_pylist())
        self._written = True
        rest = rows.slice(count)
        self._waiting, self._rows = [rest], len(rest)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        if kind is None:
            self._waiting = self._waiting or [self._schema.empty_table()]
            if self._rows or not self._written:
                self._write(self._rows)
        self._files.close()


class RejectStream:
    """rejects.csv, row by row; its columns are the fields of Reject."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(field.name for field in dataclasses.fields(Reject))

    def add(self, rejects: Sequence[Reject]) -> None:
        self._writer.writerows(dataclasses.astuple(reject) for reject in rejects)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def read_rejects(path: Path) -> tuple[Reject, ...]:
    """rejects.csv as it was written."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle))[1:]
    return tuple(Reject(file, int(line) if line else None, why, value or None) for file, line, why, value in rows)
