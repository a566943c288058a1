"""Claims as the explorer reads them: a small index of all rows by column, and the whole rows in chunks.

A page opened from a file system may not fetch, so that every data file is a script that hands over one value. The index
holds what filters and sorts: for each facet the distinct values and one code a row, packed. Chunks hold every column as
the CSV prints it, so that a filtered view can be written with the very bytes of the release.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from builder.publish.tables import printed
from builder.site.marks import KINDS, marks
from builder.site.release import Release
from builder.tables.schema import columns

if TYPE_CHECKING:
    import pyarrow as pa

CHUNK = 200
"""Claims of one chunk: a page of the newest needs one file, a page in another order at most 25."""

SHARD = 10_000
"""Claims whose ids share a file, at most."""

FACETS: Mapping[str, str] = MappingProxyType(
    {
        "measure": "What happened",
        "subject_group": "Who was counted",
        "source_type": "Who says so",
        "source_relation": "Whose side the source counts",
        "stance": "How it is said",
        "publisher": "Publisher",
        "country": "Country",
    }
)
"""Column -> its heading beside the list."""

_DATE = "published"
_WIDTHS = ((1 << 8, "u1"), (1 << 16, "u2"), (1 << 32, "u4"))


def packed(raw: bytes) -> str:
    """Bytes for a script: deflated, then base64."""
    return base64.b64encode(zlib.compress(raw, 6)).decode("ascii")


def script(name: str, value: Any) -> str:
    """A data file: a script that hands a value over under a name."""
    return f"tallybook.put({json.dumps(name)},{json.dumps(value, ensure_ascii=True, separators=(',', ':'))});\n"


def write_claims(release: Release, data: Path, events: Mapping[str, str]) -> None:
    """index.js, rows/N.js and ids/P.js under `data`. `events` is claim -> the event whose page it is on."""
    (data / "rows").mkdir(parents=True)
    (data / "ids").mkdir()
    rows = release.claims
    (data / "index.js").write_text(script("index", _index(rows)), "ascii")
    for number, start in enumerate(range(0, len(rows), CHUNK)):
        chunk = _chunk(rows.slice(start, CHUNK), release.texts, events)
        raw = json.dumps(chunk, ensure_ascii=False, separators=(",", ":")).encode()
        (data / "rows" / f"{number}.js").write_text(script(f"rows/{number}", packed(raw)), "ascii")
    _write_ids(rows["claim_id"].to_pylist(), data / "ids")


def _index(rows: pa.Table) -> dict[str, Any]:
    import pyarrow.compute as pc

    size = pc.coalesce(rows["value"], rows["value_low"], rows["value_high"])
    return {
        "rows": len(rows),
        "chunk": CHUNK,
        "columns": [column.name for column in columns("claims")],
        "strings": [column.name for column in columns("claims") if column.dtype == "string"],
        "kinds": KINDS,
        "digits": _digits(len(rows)),
        "facets": [{"name": name, "title": title, **_codes(rows[name])} for name, title in FACETS.items()],
        "dates": _codes(rows[_DATE].cast("string")),
        "numbers": {"value": _floats(size), "confidence": _floats(rows["confidence"])},
    }


def _codes(column: pa.ChunkedArray) -> dict[str, Any]:
    """Distinct values in order, and one code a row: 0 for null, n for the nth value."""
    import numpy as np

    values = sorted(set(column.to_pylist()) - {None})
    place: dict[str | None, int] = {value: n for n, value in enumerate(values, 1)} | {None: 0}
    width = next(name for limit, name in _WIDTHS if len(values) < limit)
    codes = np.fromiter((place[value] for value in column.to_pylist()), f"<{width}", len(column))
    return {"values": [None, *values], "type": width, "codes": packed(codes.tobytes())}


def _floats(column: pa.ChunkedArray) -> str:
    """Little-endian doubles, null as not-a-number."""
    return packed(column.to_numpy().astype("<f8").tobytes())


def _chunk(rows: pa.Table, texts: Mapping[str, str], events: Mapping[str, str]) -> dict[str, Any]:
    """Column by column as printed; then each row's marks and its event."""
    cells = {name: printed(rows[name].combine_chunks()).to_pylist() for name in rows.column_names}
    claims = [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
    return {
        "cells": list(cells.values()),
        "marks": [marks(claim, texts.get(claim["document_id"] or "")) for claim in claims],
        "events": [events.get(claim["claim_id"] or "") for claim in claims],
    }


def _digits(rows: int) -> int:
    """How many first characters of an id name its shard."""
    digits = 0
    while rows > SHARD * 16**digits:
        digits += 1
    return digits


def _write_ids(ids: list[str], folder: Path) -> None:
    """Id -> row, for links to one claim. A shard is named by the first hexadecimal digits of its ids."""
    digits = _digits(len(ids))
    shards: dict[str, dict[str, int]] = {}
    for row, id in enumerate(ids):
        shards.setdefault(shard(id, digits), {})[id] = row
    for name, rows in shards.items():
        raw = json.dumps(rows, separators=(",", ":")).encode()
        (folder / f"{name}.js").write_text(script(f"ids/{name}", packed(raw)), "ascii")


def shard(id: str, digits: int) -> str:
    """The name of an id's shard; characters that are no hexadecimal digit count as one and the same."""
    return "i" + "".join(c if c in "0123456789abcdef" else "x" for c in id[:digits])
