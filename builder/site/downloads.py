"""The files beside the pages, with what one wants to know before a download."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from builder.downloads import MANIFEST, Download, make_downloads
from builder.downloads.formats import BESIDE
from builder.downloads.manifest import sha256
from builder.tables.schema import schema

FOLDER = "download"

TABLES: Mapping[str, str] = MappingProxyType(
    {
        "claims": "one row a claim",
        "documents": "one row for everything that was seen",
        "events": "one row an event, joined from its reports",
        "series": "running tolls, one row a step",
        "estimates": "adjudicated figures of events and series",
        "links": "where each claim went",
    }
)
"""What the tables hold, in words."""

_BESIDE: Mapping[str, str] = MappingProxyType(
    {
        "validation.json": "Every check, and the rows that fail it",
        "rejects.csv": "What could not be read, and why",
        "corrections.csv": "What was corrected by hand, by whom and why",
        "datapackage.json": "Frictionless description of the tables",
        "croissant.json": "Croissant description of the tables",
        "dataset.jsonld": "schema.org description of the dataset",
        "SHA256SUMS": "The hashes of all files",
        "prov.json": "Where it comes from: inputs, version, policy, corrections",
        "CITATION.cff": "How to cite it",
        "README.md": "About the data",
        "changes.md": "What changed since the last release",
    }
)


@dataclass(frozen=True, slots=True)
class File:
    """A file at `path`, relative to the site; `what` in words, `sha256` in hexadecimal."""

    path: str
    name: str
    what: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Group:
    """Files that belong together: all tables, one table, or what stands beside them. `rows` is None for the last."""

    title: str
    what: str
    rows: int | None
    files: list[File]


def write_downloads(release: Path, site: Path) -> tuple[list[Download], list[Group]]:
    """Every table in every format, all of them in one file, and what else the release holds."""
    out = site / FOLDER
    out.mkdir()
    beside = [path for path in sorted(release.rglob("*")) if _is_beside(path.relative_to(release)) and path.is_file()]
    for path in beside:
        target = out / path.relative_to(release)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    also = [path for path in beside if path.parent == release and path.name not in BESIDE]
    made = make_downloads(release, out, lambda _: also)
    (out / MANIFEST).unlink()
    groups: dict[str | None, Group] = {None: Group("All tables", "together in one file", None, [])}
    for one in made:
        group = groups.setdefault(one.table, Group(one.table or "", TABLES.get(one.table or "", ""), one.rows, []))
        group.files.append(File(f"{FOLDER}/{one.file}", one.file, one.title, one.bytes, one.sha256))
    groups["beside"] = Group(
        "Beside the tables", "checks, descriptions, history", None, list(_files(out, release, beside))
    )
    return made, [group for group in groups.values() if group.files]


def _is_beside(path: Path) -> bool:
    """Whether a file of a release is none of its tables, nor a download made of them, nor hidden."""
    table = path.name.split(".")[0] in schema() and path.suffix != ".json"
    made = path.name == MANIFEST or path.name.startswith("tallybook.")
    return not table and not made and not any(part.startswith(".") for part in path.parts)


def _files(out: Path, release: Path, beside: Iterable[Path]) -> Iterable[File]:
    for path in beside:
        name = path.relative_to(release).as_posix()
        copy = out / name
        yield File(f"{FOLDER}/{name}", name, _BESIDE.get(name, ""), copy.stat().st_size, sha256(copy))


def size(count: int) -> str:
    """Bytes in words, in steps of 1,000."""
    value, unit = float(count), "B"
    for larger in ("kB", "MB", "GB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    return f"{value:.0f} {unit}" if unit == "B" or value >= 100 else f"{value:.1f} {unit}"
