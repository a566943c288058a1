"""Parquet tables, a few thousand rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.documents.fields import columns, value
from builder.documents.inputs import Source
from builder.documents.notes import Notes
from builder.documents.reading import Reading
from builder.documents.records import Record, Reject, Unreadable

_ROWS = 1_000


def read_parquet(source: Source, reading: Reading, notes: Notes) -> Iterator[Record | Reject]:
    """Every row a record, counted from 1. Raises OSError, Unreadable."""
    import pyarrow
    import pyarrow.parquet

    try:
        with source.stored(notes) as handle:
            table = pyarrow.parquet.ParquetFile(handle)
            chosen = columns(table.schema_arrow.names, reading, notes, source.name)
            others = [name for name in table.schema_arrow.names if name not in chosen.values()]
            number = 0
            for batch in table.iter_batches(_ROWS, columns=sorted(chosen.values())):
                for row in batch.to_pylist():
                    number += 1
                    notes.ignored.update(others)
                    yield Record(source.name, number, _fields(row, chosen))
    except (pyarrow.ArrowException, OSError) as error:
        raise Unreadable(f"not a Parquet table, or a broken one: {error}") from None


def _fields(row: dict[str, Any], chosen: dict[str, str]) -> dict[str, object]:
    return {field: value(field, row[column]) for field, column in chosen.items()}
