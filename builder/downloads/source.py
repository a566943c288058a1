"""The tables that a release folder holds, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from builder.publish.tables import arrow, read_table
from builder.tables.schema import columns, schema

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 20_000
"""Rows that are held at a time."""


@dataclass(frozen=True)
class Source:
    """One table of a release: its name, and the folder it stands in."""

    folder: Path
    table: str

    @property
    def csv(self) -> Path:
        return self.folder / f"{self.table}.csv"

    @property
    def parquet(self) -> Path:
        return self.folder / f"{self.table}.parquet"

    @cached_property
    def rows(self) -> int:
        """How many rows it has."""
        return sum(batch.num_rows for batch in self.batches(self.names[:1]))

    @property
    def names(self) -> list[str]:
        return [column.name for column in columns(self.table)]

    def batches(self, names: list[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The published columns in their order; dates are dates. The texts of documents.parquet stay where they are."""
        import pyarrow.parquet

        names = names or self.names
        if self.parquet.is_file():
            with pyarrow.parquet.ParquetFile(self.parquet) as file:
                yield from file.iter_batches(BATCH, columns=names)
        else:
            rows = arrow(read_table(self.csv, self.table), self.table).select(names)
            yield from rows.to_batches(BATCH)


def sources(release: Path) -> list[Source]:
    """The tables of columns.toml that the folder holds, in that order."""
    found = [Source(release, table) for table in schema()]
    return [one for one in found if one.csv.is_file() or one.parquet.is_file()]
