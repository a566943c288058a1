"""Which claims there are to review, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.publish.tables import TableError, read_table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Release:
    """The claims of a release by id, in the order of review, the texts it keeps, and document -> its claims."""

    claims: Mapping[str, Mapping[str, Any]]
    order: tuple[str, ...]
    texts: Mapping[str, str]
    documents: Mapping[str, tuple[str, ...]]


def read_release(folder: Path, order: str = "confidence") -> Release:
    """A release folder. Raises TableError for one without claims, or with other columns."""
    path = next((p for p in (folder / "claims.parquet", folder / "claims.csv") if p.is_file()), None)
    if path is None:
        raise TableError(f"{folder}: there is no claims.csv or claims.parquet here")
    frame = read_table(path, "claims")
    rows = {row["claim_id"]: row for row in _rows(frame)}
    documents: dict[str, list[str]] = {}
    for id, row in rows.items():
        documents.setdefault(row["document_id"], []).append(id)
    places = {id: n for n, id in enumerate(rows)}
    ordered = sorted(rows, key=lambda id: _key(rows[id], places[id], order))
    return Release(rows, tuple(ordered), _texts(folder), {id: tuple(ids) for id, ids in documents.items()})


def _key(row: Mapping[str, Any], place: int, order: str) -> tuple[Any, ...]:
    """By confidence, then as in the table; or by a hash of the id: random, but the same each time."""
    if order == "random":
        return (blake2b(row["claim_id"].encode()).digest(),)
    return row["confidence"], place


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    columns = {str(name): _plain(frame[name]) for name in frame}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _plain(column: pd.Series[Any]) -> list[Any]:
    """Python values; whole numbers are int, null is None."""
    missing = column.isna()
    return [
        None if gone else int(value) if isinstance(value, float) and value.is_integer() else value
        for value, gone in zip(column.tolist(), missing, strict=True)
    ]


def _texts(folder: Path) -> dict[str, str]:
    import pyarrow.parquet

    path = folder / "documents.parquet"
    if not path.is_file() or "text" not in pyarrow.parquet.read_schema(path).names:
        return {}
    rows = pyarrow.parquet.read_table(path, columns=["document_id", "text"]).to_pylist()
    return {row["document_id"]: row["text"] for row in rows if row["text"] is not None}
