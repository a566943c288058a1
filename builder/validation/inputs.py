"""Tables as people have them: CSV or TSV (also gzipped) and Parquet, one table or a release folder.

Everything is read as it is printed and made into published types as far as the values allow: what cannot be read as a
number is for a rule to name, not a reason to stop. What is no table at all is a Refused.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from io import TextIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from builder.tables.schema import dtypes, schema
from builder.validation.profiles import CLAIMS, NotThatTable, profile

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

DOCUMENTS, ESTIMATES = "documents", "estimates"
KINDS = (".csv", ".parquet")
HXL_HEAD = 25
"""Rows among which the row of HXL tags is looked for, as the standard says."""


class Refused(ValueError):
    """There is nothing to check: no file, no table, not the columns asked for, or no row."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be checked: the tables, the files they come from, the row of the file each row comes from (None: the
    same), and the texts if the release holds them."""

    tables: Mapping[str, pd.DataFrame]
    files: Mapping[str, Path]
    rows: Mapping[str, Sequence[int]] = field(default_factory=dict)
    skip: int = 0
    texts: Mapping[str, str] | None = None


def given(path: Path, profile_name: str = CLAIMS) -> Given:
    """A release folder, or one table of it, or somebody else's table by a profile."""
    if not path.exists():
        raise Refused(f"{path}: there is no such file")
    found = _other(path, profile_name) if profile_name != CLAIMS else _release(path) if path.is_dir() else _table(path)
    first = next(iter(found.tables))
    if not len(found.tables[first]):
        raise Refused(f"{found.files[first]}: there are no rows: nothing was checked")
    return found


def _release(folder: Path) -> Given:
    """claims and documents of a folder; a Parquet table of documents may hold their texts."""
    files = {table: _first(folder, table) for table in (CLAIMS, DOCUMENTS, ESTIMATES)}
    here = {table: file for table, file in files.items() if file}
    if CLAIMS not in here:
        raise Refused(f"{folder}: there is no claims.csv or claims.parquet here")
    return Given({table: typed(read(file), table) for table, file in here.items()}, here, texts=_texts(folder))


def _first(folder: Path, table: str) -> Path | None:
    return next((folder / f"{table}{kind}" for kind in KINDS if (folder / f"{table}{kind}").is_file()), None)


def _texts(folder: Path) -> Mapping[str, str] | None:
    file = folder / "documents.parquet"
    rows = read(file) if file.is_file() else None
    if rows is None or not {"document_id", "text"} <= set(rows.columns):
        return None
    rows = rows[rows["document_id"].notna() & rows["text"].notna()]
    return dict(zip(rows["document_id"].tolist(), rows["text"].tolist(), strict=True)) or None


def _table(file: Path) -> Given:
    """One table, told by its columns; a claims table has claim ids, or at least a value and its words."""
    rows = read(file)
    if {"claim_id"} & set(rows.columns) or {"value", "value_text"} <= set(rows.columns):
        return Given({CLAIMS: typed(rows, CLAIMS)}, {CLAIMS: file})
    if {"document_id", "n_claims"} <= set(rows.columns):
        return Given({DOCUMENTS: typed(rows, DOCUMENTS)}, {DOCUMENTS: file})
    raise Refused(f"{file}: no column 'claim_id': is this a table of claims? --profile reads other people's tables")


def _other(path: Path, name: str) -> Given:
    """Somebody else's table as claims."""
    if path.is_dir():
        raise Refused(f"{path}: a folder; the profile {name} reads one table")
    one, rows = profile(name), read(path)
    rows, skip = _tagged(rows) if one.header == "hxl" else (rows, 0)
    try:
        claims, origin = one.claims(rows)
    except NotThatTable as error:
        raise Refused(f"{path}: {error}") from error
    return Given({CLAIMS: typed(claims, CLAIMS)}, {CLAIMS: path}, {CLAIMS: origin}, skip)


def _tagged(rows: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The table under its row of HXL tags, and the rows above it that are none of its own."""
    head = [[str(name) for name in rows.columns]]
    head += [["" if _null(v) else str(v) for v in row] for row in rows.head(HXL_HEAD).itertuples(index=False)]
    for n, names in enumerate(head):
        tags = [name for name in names if name.strip().startswith("#")]
        if tags and len(tags) * 2 >= len([name for name in names if name.strip()]):
            plain = [name.lower().replace(" ", "") or f"column {k}" for k, name in enumerate(names)]
            return rows.iloc[n:].set_axis(plain, axis="columns").reset_index(drop=True), n
    raise Refused("there is no row of HXL tags (#affected+killed ...) among the first 25")


def _null(value: Any) -> bool:
    import pandas as pd

    return bool(pd.isna(value))


def read(file: Path) -> pd.DataFrame:
    """All columns as they are: text for CSV and TSV, the types of the file for Parquet (dates as ISO strings)."""
    import pyarrow as pa

    try:
        rows = _parquet(file) if ".parquet" in file.suffixes else _delimited(file)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError, UnicodeDecodeError) as error:
        raise Refused(f"{file}: cannot be read: {' '.join(str(error).split())}") from error
    return _frame(rows)


def _delimited(file: Path) -> pa.Table:
    import pyarrow as pa
    import pyarrow.csv as reader

    with _lines(file) as lines:
        head = lines.readline()
    tab = "\t" in head and head.count("\t") >= head.count(",")
    names = next(csv.reader([head], delimiter="\t" if tab else ","), [])
    if not names:
        raise Refused(f"{file}: there are no columns")
    parse = reader.ParseOptions(newlines_in_values=True, delimiter="\t" if tab else ",")
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


def typed(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """The published columns with their dtypes, each as far as all its values allow."""
    if table not in schema() or not rows.columns.is_unique:
        return rows
    wanted = {c: d for c, d in dtypes(table).items() if c in rows and str(rows[c].dtype) != d}
    return rows.assign(**{column: _as(rows[column], dtype) for column, dtype in wanted.items()})


def _as(values: pd.Series[Any], dtype: str) -> Any:
    import pandas as pd

    with suppress(ValueError, TypeError):
        if dtype == "boolean":
            known = {"true": True, "false": False}
            read = values.astype("string").str.lower().map(known)
            return read.astype("boolean") if read.notna().eq(values.notna()).all() else values
        if dtype in ("Int64", "Float64"):
            return pd.to_numeric(values.astype("string")).astype("Float64").astype(dtype)  # type: ignore[call-overload]
        return values.astype(dtype)  # type: ignore[call-overload]
    return values


def line_numbers(given: Given, table: str, positions: Sequence[int]) -> dict[int, int]:
    """Row position -> line of its file, for CSV and TSV (cells may hold line breaks). Empty for other files."""
    file, origin = given.files[table], given.rows.get(table)
    if ".parquet" in file.suffixes or not positions:
        return {}
    wanted = {(origin[at] if origin is not None else at) + given.skip for at in positions}
    found = dict(_starts(file, wanted))
    return {at: found[row] for at in positions if (row := (origin[at] if origin else at) + given.skip) in found}


def _starts(file: Path, wanted: set[int]) -> Iterator[tuple[int, int]]:
    last = max(wanted)
    with _lines(file) as lines:
        rows = csv.reader(lines, delimiter="\t" if ".tsv" in file.suffixes else ",")
        next(rows)
        begin = rows.line_num + 1
        for n, _ in enumerate(rows):
            if n in wanted:
                yield n, begin
            if n >= last:
                return
            begin = rows.line_num + 1
