"""Claims of documents that got another id because theirs was taken: their own ids follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from builder.tables.arrow import schema
from builder.tables.claims import id_of

if TYPE_CHECKING:
    import pyarrow as pa


def flat(lists: pa.ChunkedArray) -> tuple[pa.Table, list[int]]:
    """Lists of claims as one table, and the place of the list that each comes from."""
    import pyarrow as pa
    import pyarrow.compute as pc

    one = lists.combine_chunks()
    parents = pc.list_parent_indices(one).to_pylist()
    return pa.Table.from_arrays(pc.list_flatten(one).flatten(), schema=schema("claims")), parents


def renamed(claims: pa.Table, places: Sequence[int], new: Sequence[str | None]) -> pa.Table:
    """The claims with the new id of their document, where it has one. `places`: the document of each."""
    import pyarrow as pa

    if not any(new):
        return claims
    ids, documents, parts = (claims[name].to_pylist() for name in ("claim_id", "document_id", "part_of"))
    keys = claims.select(["char_start", "char_end", "measure"]).to_pylist()
    changed: dict[tuple[int, str], str] = {}
    for n, place in enumerate(places):
        if other := new[place]:
            documents[n] = other
            changed[place, ids[n]] = id_of(other, *keys[n].values())
    ids = [changed.get((place, id), id) for place, id in zip(places, ids, strict=True)]
    parts = [changed.get((place, part), part) for place, part in zip(places, parts, strict=True)]
    for name, values in (("claim_id", ids), ("document_id", documents), ("part_of", parts)):
        at = claims.schema.get_field_index(name)
        claims = claims.set_column(at, claims.schema.field(at), pa.array(values, pa.string()))
    return claims
