"""The derived tables of what was just made, before it takes its place."""

from __future__ import annotations

from pathlib import Path


def derive_made(made: Path) -> None:
    """Events, series, estimates and links beside the claims.parquet and documents.parquet of a folder."""
    import pyarrow.parquet

    from builder.estimates import estimate
    from builder.publish import read_claims, write_derived
    from builder.publish.tables import frame
    from builder.tables.schema import columns

    names = [column.name for column in columns("documents")]
    documents = frame(pyarrow.parquet.read_table(made / "documents.parquet", columns=names), "documents")
    write_derived(made, estimate(read_claims(made / "claims.parquet"), documents).frames())
