"""The list of downloads: what each file is, how large, how many rows, and the hash by which to know it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from builder.publish.files import write_text

MANIFEST = "downloads.json"
SCHEMA = "tallybook/downloads/1"


@dataclass(frozen=True, slots=True)
class Download:
    """One file of a folder of downloads.

    table   the table it holds; None where it holds all
    format  a name of FORMATS
    rows    rows of its table, or of all tables in it
    bytes   its size
    """

    file: str
    table: str | None
    format: str
    title: str
    media_type: str
    rows: int
    bytes: int
    sha256: str


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def write_manifest(out: Path, downloads: Iterable[Download]) -> None:
    """downloads.json in the folder of the downloads."""
    data = {"schema": SCHEMA, "files": [asdict(one) for one in downloads]}
    write_text(out / MANIFEST, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def read_manifest(folder: Path) -> list[Download]:
    """The downloads that the folder's manifest names; ValueError for a manifest of another schema."""
    data = json.loads((folder / MANIFEST).read_text("utf-8"))
    if data.get("schema") != SCHEMA:
        raise ValueError(f"{folder / MANIFEST}: schema {data.get('schema')!r} is not {SCHEMA}")
    return [Download(**row) for row in data["files"]]


def downloads_of(folder: Path) -> Sequence[Download]:
    """The downloads of a folder that has a manifest, none of one that has not."""
    return read_manifest(folder) if (folder / MANIFEST).is_file() else ()
