"""The contract for other people's engines: a frame of documents -> a frame of claims. It needs nothing but this package
on every machine, and keeps nothing between two calls. Duplicates, which take a look at all documents, are not known."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from builder.documents import Reading, Record
from builder.documents.records import FIELDS
from builder.engines import Extracted, Job
from builder.tables.claims import claims_frame

if TYPE_CHECKING:
    import pandas as pd


def claims(documents: pd.DataFrame, reading: Reading | None = None) -> pd.DataFrame:
    """The claims of documents in columns `text` and, if there are any, id, title, published, publisher, author, url and
    language; other columns are passed over, and so are rows that are no document."""
    job, names = Job(reading or Reading()), [name for name in FIELDS if name in documents.columns]
    rows = documents[names].astype(object).where(documents[names].notna(), None).to_dict("records")
    outcomes = (job.outcome(Record("frame", n, _given(row))) for n, row in enumerate(rows, 1))
    return claims_frame((one.document, one.claims) for one in outcomes if isinstance(one, Extracted))


def _given(row: Mapping[Hashable, object]) -> dict[str, object]:
    return {str(name): value for name, value in row.items() if value is not None}


def claims_of_each(frames: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """The same for a stream of frames: what Spark's mapInPandas calls."""
    for frame in frames:
        yield claims(frame)
