"""The files of a release, copied beside the pages, with what one wants to know before a download."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

FOLDER = "download"

_WHAT: Mapping[str, str] = MappingProxyType(
    {
        "claims": "One row a claim",
        "documents": "One row for everything that was seen",
        "events": "One row an event, joined from its reports",
        "series": "Running tolls, one row a step",
        "estimates": "Adjudicated figures of events and series",
        "links": "Where each claim went",
        "rejects": "What could not be read, and why",
        "corrections": "What was corrected by hand, by whom and why",
        "validation": "Every check and the rows that fail it",
        "datapackage": "Frictionless description of the tables",
        "croissant": "Croissant description of the tables",
        "provenance": "Inputs, version, policy and corrections (PROV)",
    }
)
_FORMS: Mapping[str, str] = MappingProxyType(
    {
        ".csv": "CSV",
        ".hxl.csv": "CSV with HXL tags",
        ".parquet": "Parquet",
        ".jsonl": "JSON lines",
        ".json": "JSON",
        ".jsonld": "JSON-LD",
        ".sqlite": "SQLite",
        ".db": "SQLite",
        ".zip": "Zip of all files",
        ".xlsx": "Excel",
        ".cff": "Citation",
        ".md": "Text",
        ".toml": "TOML",
    }
)


@dataclass(frozen=True, slots=True)
class Download:
    """A file under `path`, relative to the site. `rows` is None for what is no table; `sha256` is in hexadecimal."""

    path: str
    name: str
    what: str
    form: str
    size: int
    rows: int | None
    sha256: str


def copy_release(release: Path, site: Path, rows: Mapping[str, int]) -> list[Download]:
    """Copy every file of a release and describe it; `rows` are those of tables already read."""
    found = []
    for path in sorted(p for p in release.rglob("*") if p.is_file()):
        inside = path.relative_to(release)
        if any(part.startswith(".") for part in inside.parts):
            continue
        target = site / FOLDER / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        found.append(_described(target, inside, rows))
    return sorted(found, key=_order)


def _described(path: Path, inside: Path, rows: Mapping[str, int]) -> Download:
    stem, suffixes = inside.name.split(".")[0].lower(), "." + ".".join(inside.name.lower().split(".")[1:])
    form = next((_FORMS[s] for s in (suffixes, path.suffix) if s in _FORMS), path.suffix.removeprefix(".").upper())
    with path.open("rb") as handle:
        sha256 = hashlib.file_digest(handle, "sha256").hexdigest()
    what = _WHAT.get(stem, "")
    return Download(f"{FOLDER}/{inside.as_posix()}", inside.as_posix(), what, form, path.stat().st_size,
                    _rows(path, stem, rows), sha256)  # fmt: skip


def _rows(path: Path, stem: str, known: Mapping[str, int]) -> int | None:
    """Rows of a table; a JSON file, a picture or an archive has none."""
    if path.suffix == ".parquet":
        import pyarrow.parquet

        return int(pyarrow.parquet.read_metadata(path).num_rows)
    if path.suffix not in (".csv", ".jsonl"):
        return None
    if stem in known:
        return known[stem]
    return _lines(path)


def _lines(path: Path) -> int:
    if path.suffix == ".jsonl":
        with path.open("rb") as handle:
            return sum(1 for _ in handle)
    import csv

    with path.open(encoding="utf-8", newline="") as text:
        return max(0, sum(1 for _ in csv.reader(text)) - 1)


def _order(one: Download) -> tuple[int, str]:
    """Claims first, then the tables in the order people want them, the rest by name."""
    stem = Path(one.name).name.split(".")[0]
    return (list(_WHAT).index(stem) if stem in _WHAT else len(_WHAT), one.name)


def size(count: int) -> str:
    """Bytes in words, in steps of 1,000."""
    value, unit = float(count), "B"
    for larger in ("kB", "MB", "GB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    return f"{value:.0f} {unit}" if unit == "B" or value >= 100 else f"{value:.1f} {unit}"
