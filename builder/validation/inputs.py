"""Tables as people have them: one table or a release folder.

Everything is read as it is printed and made into published types as far as the values allow: what cannot be read as a
number is for a rule to name, not a reason to stop. What is no table at all is a Refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.validation.files import Refused, is_parquet, read, short, starts
from builder.validation.profiles import CLAIMS, NotThatTable, profile
from builder.validation.typed import typed

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CLAIMS", "Given", "Refused", "given", "line_numbers"]

DOCUMENTS, ESTIMATES = "documents", "estimates"
KINDS = (".csv", ".parquet")
HXL_HEAD = 25
"""Rows among which the row of HXL tags is looked for, as the standard says."""


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
    tables = {table: typed(_once(read(file), file), table) for table, file in here.items()}
    return Given(tables, here, texts=_texts(folder))


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
    rows = _once(read(file), file)
    if {"claim_id"} & set(rows.columns) or {"value", "value_text"} <= set(rows.columns):
        return Given({CLAIMS: typed(rows, CLAIMS)}, {CLAIMS: file})
    if {"document_id", "n_claims"} <= set(rows.columns):
        return Given({DOCUMENTS: typed(rows, DOCUMENTS)}, {DOCUMENTS: file})
    raise Refused(f"{file}: no column 'claim_id': is this a table of claims? --profile reads other people's tables")


def _once(rows: pd.DataFrame, file: Path) -> pd.DataFrame:
    """The table, if each of its columns stands once. Raises Refused."""
    if not rows.columns.is_unique:
        twice = rows.columns[rows.columns.duplicated()][0]
        raise Refused(f"{file}:1: column {short(str(twice))} stands twice")
    return rows


def _other(path: Path, name: str) -> Given:
    """Somebody else's table as claims."""
    if path.is_dir():
        raise Refused(f"{path}: a folder; the profile {name} reads one table")
    one, rows = profile(name), read(path)
    try:
        rows, skip = _tagged(rows) if one.header == "hxl" else (rows, 0)
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
    raise NotThatTable("there is no row of HXL tags (#affected+killed ...) among the first 25")


def _null(value: Any) -> bool:
    import pandas as pd

    return bool(pd.isna(value))


def line_numbers(given: Given, table: str, positions: Sequence[int]) -> dict[int, int]:
    """Row position -> line of its file, for CSV and TSV (cells may hold line breaks). Empty for other files."""
    file, origin = given.files[table], given.rows.get(table)
    if is_parquet(file) or not positions:
        return {}
    wanted = {(origin[at] if origin is not None else at) + given.skip for at in positions}
    found = dict(starts(file, wanted))
    return {at: found[row] for at in positions if (row := (origin[at] if origin else at) + given.skip) in found}
