"""A release as the site reads it: the tables in the site's order, the texts, and what the checks said."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.publish.tables import read_arrow

if TYPE_CHECKING:
    import pyarrow as pa


DERIVED = ("events", "series", "estimates", "links")


class NoRelease(ValueError):
    """A folder does not hold what a site is made of; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Release:
    """`claims` and `documents` have the columns and Arrow types of columns.toml. Claims stand in the site's order: the
    last published first, then as in the release. `texts` is document_id -> text, empty if the release keeps none;
    `report` is validation.json, None if the release was not checked; `derived` has events, series, estimates and links,
    or is empty if the release has not all of them."""

    folder: Path
    claims: pa.Table
    documents: pa.Table
    texts: Mapping[str, str] = field(default_factory=dict)
    report: Mapping[str, Any] | None = None
    derived: Mapping[str, pa.Table] = field(default_factory=dict)


def read_release(folder: Path) -> Release:
    """A folder that `tallybook build` wrote. Raises NoRelease, or TableError for tables of other columns."""
    claims = _table(folder, "claims")
    documents = _table(folder, "documents", ".csv", ".parquet")
    return Release(folder, newest_first(claims), documents, _texts(folder), _report(folder), _derived(folder))


def _derived(folder: Path) -> dict[str, pa.Table]:
    if not all((folder / f"{name}.csv").is_file() or (folder / f"{name}.parquet").is_file() for name in DERIVED):
        return {}
    return {name: _table(folder, name) for name in DERIVED}


def _table(folder: Path, name: str, *suffixes: str) -> pa.Table:
    for suffix in suffixes or (".parquet", ".csv"):
        if (path := folder / f"{name}{suffix}").is_file():
            return read_arrow(path, name)
    raise NoRelease(f"{folder} is no release: it has no {name}.csv (make one with `tallybook build`)")


def newest_first(claims: pa.Table) -> pa.Table:
    """Claims without a date of publication come last."""
    import pyarrow as pa
    import pyarrow.compute as pc

    numbered = pa.table({"published": claims["published"], "row": pa.array(range(len(claims)), pa.int64())})
    return claims.take(pc.sort_indices(numbered, [("published", "descending"), ("row", "ascending")]))


def _texts(folder: Path) -> dict[str, str]:
    import pyarrow.parquet

    path = folder / "documents.parquet"
    if not path.is_file() or "text" not in pyarrow.parquet.read_schema(path).names:
        return {}
    rows = pyarrow.parquet.read_table(path, columns=["document_id", "text"])
    pairs = zip(rows["document_id"].to_pylist(), rows["text"].to_pylist(), strict=True)
    return {id: text for id, text in pairs if text is not None}


def _report(folder: Path) -> Mapping[str, Any] | None:
    path = folder / "validation.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else None
