"""Files as tables: CSV or TSV (also gzipped) and Parquet, read as they are printed. What is no table is a Refused that
names the file and, where there is one, the line."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterator, Sequence
from io import TextIOBase
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

SHOWN = 40
"""Characters of a cell that a message shows."""
LONGEST = 2**31 - 1
"""Characters of a cell; the csv module stops at 131,072 unless told otherwise."""


class Refused(ValueError):
    """There is nothing to check: no file, no table, not the columns asked for, or no row."""


def read(file: Path) -> pd.DataFrame:
    """All columns as they are: text for CSV and TSV, the types of the file for Parquet (dates as ISO strings)."""
    import pyarrow as pa

    try:
        return _frame(_parquet(file) if is_parquet(file) else _delimited(file))
    except (pa.ArrowException, OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
        said = None if is_parquet(file) else _fault(file)
        raise Refused(said or f"{file}: cannot be read: {' '.join(str(error).split())}") from error


def is_parquet(file: Path) -> bool:
    return ".parquet" in file.suffixes


def short(cell: str) -> str:
    """A cell in quotes, cut where it is long."""
    return repr(cell if len(cell) <= SHOWN else f"{cell[:SHOWN]}...")


def starts(file: Path, wanted: set[int]) -> Iterator[tuple[int, int]]:
    """Row -> the line of the file it begins on, for the rows that are wanted; cells may hold line breaks."""
    last = max(wanted)
    rows = _rows(file)
    next(rows)
    for n, (line, _) in enumerate(rows):
        if n in wanted:
            yield n, line
        if n >= last:
            return


def _rows(file: Path) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of each row, the head first; empty lines are no rows."""
    csv.field_size_limit(LONGEST)
    with _lines(file) as lines:
        delimiter = _delimiter(lines.readline())
    with _lines(file) as lines:
        rows = csv.reader(lines, delimiter=delimiter)
        begin = 1
        for row in rows:
            if row:
                yield begin, row
            begin = rows.line_num + 1


def _delimiter(head: str) -> str:
    return "\t" if "\t" in head and head.count("\t") >= head.count(",") else ","


def _delimited(file: Path) -> pa.Table:
    import pyarrow as pa
    import pyarrow.csv as reader

    _, names = next(_rows(file), (1, []))
    if not names:
        raise Refused(f"{file}: there are no columns")
    with _lines(file) as lines:
        parse = reader.ParseOptions(newlines_in_values=True, delimiter=_delimiter(lines.readline()))
    convert = reader.ConvertOptions(
        column_types={name: pa.string() for name in names},
        null_values=[""],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
    )
    return reader.read_csv(file, parse_options=parse, convert_options=convert)


def _lines(file: Path) -> TextIOBase:
    if file.suffix == ".gz":
        return cast(TextIOBase, gzip.open(file, "rt", encoding="utf-8-sig", newline=""))
    return cast(TextIOBase, file.open(encoding="utf-8-sig", newline=""))


def _fault(file: Path) -> str | None:
    """The first line that cannot be read, and why; None if that is not to be found by reading line by line."""
    try:
        return _not_text(file) or _uneven(file)
    except (OSError, EOFError, zlib.error, csv.Error):
        return None


def _not_text(file: Path) -> str | None:
    with gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as lines:
        for n, line in enumerate(lines, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                return f"{file}:{n}: not UTF-8: {short(line[error.start : error.start + SHOWN].decode('latin-1'))}"
    return None


def _uneven(file: Path) -> str | None:
    rows = _rows(file)
    head: Sequence[str] = next(rows, (1, []))[1]
    for line, row in rows:
        if len(row) != len(head):
            return f"{file}:{line}: {len(row)} cells under {len(head)} columns; the last is {short(row[-1])}"
    return None


def _parquet(file: Path) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet

    rows = pyarrow.parquet.read_table(file)
    for n, column in enumerate(rows.schema):
        if pa.types.is_date(column.type):
            rows = rows.set_column(n, column.name, rows.column(n).cast("string"))
    return rows


def _frame(rows: pa.Table) -> pd.DataFrame:
    import pandas as pd
    import pyarrow as pa

    kinds = {pa.string(): pd.StringDtype(), pa.large_string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype()}
    kinds |= {pa.float64(): pd.Float64Dtype(), pa.bool_(): pd.BooleanDtype()}
    return cast("pd.DataFrame", rows.to_pandas(types_mapper=kinds.get))
