"""JSON lines, and CSV with a row of HXL tags."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from builder.downloads.source import Source
from builder.publish.files import atomic
from builder.publish.tables import csv_lines
from builder.tables.schema import columns


def write_jsonl(source: Source, path: Path) -> None:
    """One object a row with every column; null is null, dates are ISO strings, whole numbers have no point."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
    with atomic(path) as part, part.open("w", encoding="utf-8", newline="") as handle:
        for row in rows(source):
            handle.write(encode(dict(zip(source.names, row, strict=True))) + "\n")


def rows(source: Source) -> Iterator[tuple[Any, ...]]:
    """The rows of a table as Python values, in the order of its columns."""
    makers = [_PLAIN.get(column.dtype) for column in columns(source.table)]
    for batch in source.batches():
        values = [_made(column.to_pylist(), make) for column, make in zip(batch.columns, makers, strict=True)]
        yield from zip(*values, strict=True)


def _made(values: list[Any], make: Callable[[Any], Any] | None) -> list[Any]:
    return values if make is None else [None if value is None else make(value) for value in values]


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() else value


_PLAIN: dict[str, Callable[[Any], Any]] = {"number": _number, "date": date.isoformat}


def write_csv(source: Source, path: Path) -> None:
    """The CSV of the release, byte for byte; made from Parquet where there is none."""
    if source.csv.is_file():
        with atomic(path) as part:
            shutil.copyfile(source.csv, part)
        return
    with atomic(path) as part, part.open("w", encoding="utf-8", newline="") as handle:
        handle.write(",".join(source.names) + "\n")
        for batch in source.batches():
            handle.writelines(csv_lines(batch).to_pylist())


def write_hxl(source: Source, path: Path) -> None:
    """The CSV with a row of HXL tags under its head, as the standard wants it."""
    tags = ",".join(column.hxl or "" for column in columns(source.table))
    with atomic(path) as part, part.open("w", encoding="utf-8", newline="") as handle:
        handle.write(",".join(source.names) + "\n" + tags + "\n")
        for batch in source.batches():
            handle.writelines(csv_lines(batch).to_pylist())


def write_parquet(source: Source, path: Path) -> None:
    """The Parquet file of the release, byte for byte; made from CSV where there is none."""
    from builder.publish.tables import read_table
    from builder.publish.tables import write_parquet as write

    if source.parquet.is_file():
        with atomic(path) as part:
            shutil.copyfile(source.parquet, part)
    else:
        write(read_table(source.csv, source.table), source.table, path)
