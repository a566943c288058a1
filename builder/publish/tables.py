"""Published tables as CSV and Parquet, and back, with nothing lost.

CSV is UTF-8 without a byte-order mark, lines end in a newline, ISO dates, true and false, whole numbers without a
point. Null is nothing at all between two commas and an empty string is `""`, so that both come back as they were.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.publish.files import atomic
from builder.tables.arrow import array, schema
from builder.tables.schema import columns

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

ROWS = 20_000
"""Rows of a row group: what is held while a table is written."""

LINES = 2_000
"""Rows that are turned into lines of CSV at a time."""

__all__ = [
    "LINES",
    "ROWS",
    "TableError",
    "arrow",
    "csv_lines",
    "frame",
    "read_arrow_csv",
    "read_claims",
    "read_documents",
    "read_table",
    "schema",
    "write_csv",
    "write_parquet",
]

_EXACT = 2.0**53
"""Below this every whole number has a float of its own."""


class TableError(ValueError):
    """A file does not hold the columns of the table it is read as."""


def write_csv(frame: pd.DataFrame, table: str, path: Path) -> None:
    """One published table as CSV."""
    rows = arrow(frame, table)
    with atomic(path) as part, part.open("w", encoding="utf-8", newline="") as handle:
        handle.write(",".join(rows.column_names) + "\n")
        for batch in rows.to_batches(LINES):
            handle.writelines(csv_lines(batch).to_pylist())


def csv_lines(batch: pa.RecordBatch) -> pa.Array:
    """Rows as CSV lines, by column: the only way here that is as fast as Arrow's own writer, which would quote every
    string and write 100,000,000,000 as 1e+11."""
    import pyarrow.compute as pc

    fields = [pc.fill_null(_field(column), "") for column in batch.columns]
    return pc.binary_join_element_wise(pc.binary_join_element_wise(*fields, ","), "", "\n")


def _field(column: pa.Array) -> pa.Array:
    """One column as CSV fields: quoted where it must be, and where it is an empty string and not null."""
    import pyarrow.compute as pc
    import pyarrow.types as types

    if not types.is_string(column.type):
        return printed(column)
    quoted = pc.binary_join_element_wise('"', pc.replace_substring(column, '"', '""'), '"', "")
    return pc.if_else(pc.match_substring_regex(column, '[",\r\n]|^$'), quoted, column)


def printed(column: pa.Array) -> pa.Array:
    """A column's values as CSV writes them, without quotes; null stays null."""
    import pyarrow.types as types

    return _number(column) if types.is_floating(column.type) else column.cast("string")


def _number(column: pa.Array) -> pa.Array:
    """Shortest digits that read back the same; a whole number without a point or an exponent."""
    import pyarrow.compute as pc

    whole = pc.and_(pc.equal(pc.floor(column), column), pc.less(pc.abs(column), _EXACT))
    return pc.if_else(whole, pc.if_else(whole, column, 0.0).cast("int64").cast("string"), column.cast("string"))


def write_parquet(frame: pd.DataFrame, table: str, path: Path) -> None:
    """One published table as Parquet, dates as dates."""
    import pyarrow.parquet

    with atomic(path) as part:
        pyarrow.parquet.write_table(arrow(frame, table), part, row_group_size=ROWS, compression="zstd")


def read_claims(path: str | Path) -> pd.DataFrame:
    """claims.csv or claims.parquet as the frame it was written from."""
    return read_table(path, "claims")


def read_documents(path: str | Path) -> pd.DataFrame:
    """documents.csv as the frame it was written from."""
    return read_table(path, "documents")


def read_table(path: str | Path, table: str) -> pd.DataFrame:
    """A published file with the dtypes of columns.toml. Raises TableError if its columns are others."""
    return frame(read_arrow(path, table), table)


def read_arrow(path: str | Path, table: str) -> pa.Table:
    """A published file with the Arrow types of columns.toml. Raises TableError if its columns are others."""
    rows = _read_parquet(Path(path)) if Path(path).suffix == ".parquet" else read_arrow_csv(Path(path), table)
    expected = [column.name for column in columns(table)]
    if rows.column_names != expected:
        differ = sorted(set(rows.column_names) ^ set(expected)) or ["their order"]
        raise TableError(f"{path}: not the columns of {table}: {', '.join(differ)}")
    return rows


def arrow(frame: pd.DataFrame, table: str) -> pa.Table:
    """A frame as an Arrow table; ISO strings become dates."""
    import pyarrow as pa

    target = schema(table)
    arrays = [array(frame[field.name], field.type) for field in target]
    return pa.Table.from_arrays(arrays, schema=target)


def frame(rows: pa.Table, table: str) -> pd.DataFrame:
    """An Arrow table as a frame with the dtypes of columns.toml; dates become ISO strings."""
    import pandas as pd

    data = {c.name: pd.array(_values(rows[c.name], c.dtype), dtype=c.pandas) for c in columns(table)}
    return pd.DataFrame(data)


def _values(column: Any, dtype: str) -> Any:
    """What pandas takes: dates as strings, and lists, so that no null passes through NaN."""
    return (column.cast("string") if dtype == "date" else column).to_pylist()


def _read_parquet(path: Path) -> pa.Table:
    import pyarrow.parquet

    return pyarrow.parquet.read_table(path)


def read_arrow_csv(path: Path, table: str) -> pa.Table:
    """A published CSV with the types of the table, as Arrow."""
    import pyarrow.csv

    convert = pyarrow.csv.ConvertOptions(
        column_types=schema(table),
        null_values=[""],
        true_values=["true"],
        false_values=["false"],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
    )
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
    return pyarrow.csv.read_csv(path, parse_options=parse, convert_options=convert)
