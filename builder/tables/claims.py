"""Claims and documents as tables, with exactly the columns of columns.toml. Filled by column: a list of dicts a row
would be several times slower to make and to turn into a frame."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from builder import __version__
from builder.model import Claim, Document
from builder.tables.arrow import array, schema
from builder.tables.documents import totals
from builder.tables.schema import dtypes

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

POLICY = "literal"
"""How vague words became bounds; the only one there is yet."""

_FROM_DOCUMENT = ("publisher", "title", "url", "language")


def claim_id(claim: Claim) -> str:
    """16 hex digits of document, span and measure: the same claim has the same id in every release."""
    return id_of(claim.document_id, claim.start, claim.end, claim.measure)


def id_of(document_id: str, start: int, end: int, measure: str) -> str:
    """The id of the claim of a document that counts a measure at these characters."""
    return blake2b(f"{document_id}\0{start}\0{end}\0{measure}".encode(), digest_size=8).hexdigest()


_CHUNK = 10_000
"""Rows that wait as Python objects before they become columns of Arrow, which take a quarter of the room."""


class Columns:
    """One table while it is being filled: column -> values, in the order of columns.toml."""

    def __init__(self, table: str) -> None:
        self._dtypes: dict[str, str] = dict(dtypes(table))
        self._schema = schema(table)
        self._values: dict[str, list[Any]] = {name: [] for name in self._dtypes}
        self._chunks: list[Any] = []
        self._waiting = 0

    def add(self, row: Mapping[str, Any]) -> None:
        """One row; a column that is missing or unknown is a KeyError, and the table is left as it was."""
        if row.keys() != self._values.keys():
            raise KeyError(f"columns differ: {sorted(row.keys() ^ self._values.keys())}")
        for name, values in self._values.items():
            values.append(row[name])
        self._waiting += 1
        if self._waiting >= _CHUNK:
            self._settle()

    def _settle(self) -> None:
        import pyarrow as pa

        columns = [array(values, field.type) for values, field in zip(self._values.values(), self._schema, strict=True)]
        self._chunks.append(pa.Table.from_arrays(columns, schema=self._schema))
        for values in self._values.values():
            values.clear()
        self._waiting = 0

    def table(self) -> pa.Table:
        """The table for Arrow, with dates as dates; it is emptied."""
        import pyarrow as pa

        self._settle()
        chunks, self._chunks = self._chunks, []
        return pa.concat_tables(chunks)

    def frame(self) -> pd.DataFrame:
        """The table for pandas, with dates as ISO strings; it is emptied, so that its rows are not held twice."""
        import pandas as pd
        import pyarrow as pa

        rows, data = self.table(), {}
        for name, dtype in self._dtypes.items():
            kind: Any = pd.api.types.pandas_dtype(dtype)
            column = rows[name]
            data[name] = kind.__from_arrow__(column.cast("string") if pa.types.is_date(column.type) else column)
        return pd.DataFrame(data)


def claim_rows(document: Document, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """The claims of one document as rows; `part_of` becomes the claim_id of the total."""
    ids = [claim_id(claim) for claim in claims]
    shared = {name: getattr(document, name) for name in _FROM_DOCUMENT}
    shared |= {"published": _iso(document.published), "builder_version": __version__, "policy": POLICY}
    pages = [{"page": bisect(document.pages, claim.start) or None} for claim in claims]
    return [shared | pages[n] | _row(claim, ids[n], ids) for n, claim in enumerate(claims)]


def _row(claim: Claim, own: str, ids: Sequence[str]) -> dict[str, Any]:
    """One claim by column name: most columns are fields of the claim by the same name."""
    period = claim.period
    return {
        **{name: getattr(claim, name) for name in _FROM_CLAIM},
        "claim_id": own,
        "qualifier": str(claim.qualifier),
        "stance": str(claim.stance),
        "basis": str(claim.basis),
        "part_of": None if claim.part_of is None else ids[claim.part_of],
        "period_start": _iso(period.start),
        "period_end": _iso(period.end),
        "period_precision": period.precision,
        "period_edtf": period.edtf,
        "char_start": claim.start,
        "char_end": claim.end,
    }


_FROM_CLAIM = tuple(name for name in dtypes("claims") if name in Claim.__struct_fields__)


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def claims_frame(document_claims: Iterable[tuple[Document, Sequence[Claim]]]) -> pd.DataFrame:
    """The claims table: columns and dtypes of columns.toml, claims in the order given."""
    table = Columns("claims")
    for document, claims in document_claims:
        for row in claim_rows(document, claims):
            table.add(row)
    return table.frame()


def document_row(
    document: Document,
    claims: Sequence[Claim],
    status: str = "read",
    duplicate_of: str | None = None,
    wire_cluster: str | None = None,
) -> dict[str, Any]:
    """What the documents table says of one document: what it is, what became of it, and what it reports in all."""
    given = {name: getattr(document, name) for name in (*_FROM_DOCUMENT, "path", "line", "author", "published_from")}
    shared = {"document_id": document.id, "published": _iso(document.published), "n_claims": len(claims)}
    known = {"status": status, "duplicate_of": duplicate_of, "wire_cluster": wire_cluster or document.id}
    return given | shared | known | totals(document, claims)


def reject_row(id: str, path: str, line: int | None) -> dict[str, Any]:
    """The row of an input that is no document: where it stands, and that it was rejected."""
    empty: dict[str, Any] = dict.fromkeys(dtypes("documents"))
    return empty | {"document_id": id, "path": path, "line": line, "status": "rejected", "n_claims": 0}


def documents_frame(document_claims: Iterable[tuple[Document, Sequence[Claim]]]) -> pd.DataFrame:
    """The documents table: one row a document, whether or not it holds a claim."""
    table = Columns("documents")
    for document, claims in document_claims:
        table.add(document_row(document, claims))
    return table.frame()
