"""The tables that were just made, checked before they take their place: at once if they fit into memory, else piece by
piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from builder.validation.piecewise import Piece
    from builder.validation.report import Report

AT_ONCE = 200_000
"""Claims and documents that are checked at once."""

PIECE = 50_000
"""Claims and documents of a piece, about."""

BATCH = 500
"""Documents that are read at a time: a piece holds one batch or more."""

TEXT = 200_000_000
"""Bytes of documents that are held at once, about: few rows may be long texts."""


def check_made(made: Path, exceptions: Sequence[Path]) -> Report:
    """The report on claims.parquet and documents.parquet of a folder and, where it is there and what it rests on is
    checked at once, on estimates.parquet."""
    import pyarrow.parquet

    from builder.publish.tables import read_table
    from builder.validation import check
    from builder.validation.exceptions import Exceptions, load

    known = load(*exceptions) if exceptions else Exceptions()
    files = {table: made / f"{table}.parquet" for table in ("claims", "documents")}
    held = {table: pyarrow.parquet.read_metadata(file) for table, file in files.items()}
    long = sum(held["documents"].row_group(n).total_byte_size for n in range(held["documents"].num_row_groups)) > TEXT
    if long or sum(one.num_rows for one in held.values()) > AT_ONCE:
        return _check_pieces(files, known)
    (tables, texts) = next(_pieces(files, AT_ONCE + 1))
    given: dict[str, Any] = {"exceptions": known} if exceptions else {}
    if (made / "estimates.parquet").exists():
        given["estimates"] = read_table(made / "estimates.parquet", "estimates")
    return check(tables["claims"], tables["documents"], texts, **given)


def _check_pieces(files: Mapping[str, Path], exceptions: Any) -> Report:
    from builder.validation.piecewise import check_pieces
    from builder.validation.suites import load

    suites = [suite for suite in load() if suite.table in files]
    return check_pieces(_pieces(files, PIECE), lambda table, names: _columns(files[table], names), suites, exceptions)


def _pieces(files: Mapping[str, Path], size: int) -> Iterator[Piece]:
    """Whole documents with their claims, which stand in the same order in both files."""
    import pyarrow as pa
    import pyarrow.parquet

    with (
        pyarrow.parquet.ParquetFile(files["claims"], pre_buffer=False) as claims,
        pyarrow.parquet.ParquetFile(files["documents"], pre_buffer=False) as documents,
    ):
        queue = _Queue(claims)
        held: list[pa.RecordBatch] = []
        count = first = 0
        for batch in documents.iter_batches(BATCH):
            held.append(batch)
            count += sum(batch["n_claims"].to_pylist())
            if count + sum(map(len, held)) >= size or sum(one.nbytes for one in held) > TEXT:
                yield _piece(queue.take(count), pa.Table.from_batches(held))
                held, count, first = [], 0, first + 1
        if held or not first:
            yield _piece(queue.take(count), pa.Table.from_batches(held, documents.schema_arrow))


class _Queue:
    """The claims of a file, so many at a time."""

    def __init__(self, file: Any) -> None:
        self._schema = file.schema_arrow
        self._batches = file.iter_batches(10_000)
        self._rest = self._schema.empty_table()

    def take(self, count: int) -> Any:
        import pyarrow as pa

        tables = [self._rest]
        while sum(map(len, tables)) < count:
            tables.append(pa.Table.from_batches([next(self._batches)]))
        rows = pa.concat_tables(tables)
        self._rest = rows.slice(count)
        return rows.slice(0, count)


def _piece(claims: Any, documents: Any) -> Piece:
    from builder.publish.tables import frame

    texts = zip(documents["document_id"].to_pylist(), documents["text"].to_pylist(), strict=True)
    held = {id: text for id, text in texts if text is not None}
    return {"claims": frame(claims, "claims"), "documents": frame(documents, "documents")}, held


def _columns(file: Path, names: Sequence[str]) -> pd.DataFrame:
    """Some columns of a whole table, with their published types."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet

    from builder.tables.schema import dtypes

    data = {}
    kinds = dtypes(file.stem)
    for name in names:
        column = pyarrow.parquet.read_table(file, columns=[name])[name]
        kind: Any = pd.api.types.pandas_dtype(kinds[name])
        data[name] = kind.__from_arrow__(column.cast("string") if pa.types.is_date(column.type) else column)
    return pd.DataFrame(data)
