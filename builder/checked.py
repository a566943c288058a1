"""The tables that were just made, checked before they take their place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from builder.validation.report import Report


def check_made(made: Path, exceptions: Sequence[Path]) -> Report:
    """The report on claims.parquet, documents.parquet and, where it is, estimates.parquet of a folder."""
    import pyarrow.parquet

    from builder.publish import read_claims
    from builder.publish.tables import frame, read_table
    from builder.validation import check
    from builder.validation.exceptions import load

    known: dict[str, Any] = {"exceptions": load(*exceptions)} if exceptions else {}
    rows = pyarrow.parquet.read_table(made / "documents.parquet")
    texts = dict(zip(rows["document_id"].to_pylist(), rows["text"].to_pylist(), strict=True))
    held = {id: text for id, text in texts.items() if text is not None}
    if (made / "estimates.parquet").exists():
        known["estimates"] = read_table(made / "estimates.parquet", "estimates")
    return check(read_claims(made / "claims.parquet"), frame(rows, "documents"), held, **known)
