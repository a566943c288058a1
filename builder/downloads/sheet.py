"""CSV for spreadsheets: a text that a spreadsheet would run as a formula gets an apostrophe in front.

News may quote anything, and a cell that begins with = + - @ is a program to Excel, LibreOffice and Google Sheets. So
may one that begins with a tab or a line end. In this format such a text begins with an apostrophe, and so does a text
that begins with an apostrophe of its own: who takes the first apostrophe away from each has the texts as they were.
Numbers stay numbers. The file begins with a byte-order mark, by which Excel knows UTF-8.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.downloads.source import Source
from builder.publish.files import atomic
from builder.publish.tables import TableError, csv_lines, frame, read_arrow_csv

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

RUNS = r"^[=+\-@\t\r\n'\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]"
"""How a text begins that must not stand at the beginning of a cell: formula signs (also full width), white space that
spreadsheets drop before they look, and our own mark."""

MARK = "\ufeff"


def write_sheet(source: Source, path: Path) -> None:
    """One table for spreadsheets."""
    with atomic(path) as part, part.open("w", encoding="utf-8", newline="") as handle:
        handle.write(MARK + ",".join(source.names) + "\n")
        for batch in source.batches():
            handle.writelines(csv_lines(_guarded(batch)).to_pylist())


def _guarded(batch: pa.RecordBatch) -> pa.RecordBatch:
    import pyarrow as pa
    import pyarrow.compute as pc

    def guard(column: Any) -> Any:
        if not pa.types.is_string(column.type):
            return column
        return pc.replace_substring_regex(column, f"{RUNS[:1]}({RUNS[1:]})", r"'\1")

    return pa.RecordBatch.from_arrays([guard(column) for column in batch.columns], names=batch.schema.names)


def read_sheet(path: str | Path, table: str) -> pd.DataFrame:
    """The table as it was, apostrophes taken away again."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = read_arrow_csv(Path(path), table)
    for n, field in enumerate(rows.schema):
        if pa.types.is_string(field.type):
            rows = rows.set_column(n, field, pc.replace_substring_regex(rows.column(n), "^'", ""))
    if rows.column_names[0].startswith(MARK):
        raise TableError(f"{path}: the byte-order mark was read as a name")
    return frame(rows, table)
