"""Which files there are to download, and how each is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.downloads.archive import write_zip
from builder.downloads.lines import write_csv, write_hxl, write_jsonl, write_parquet
from builder.downloads.manifest import Download, sha256, write_manifest
from builder.downloads.sheet import write_sheet
from builder.downloads.source import Source, sources
from builder.downloads.sqlite import write_sqlite


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the ending of its files, what people call it, its media type, and what writes a table in it (None:
    it holds all tables)."""

    ending: str
    title: str
    media_type: str
    write: Callable[[Source, Path], None] | None = None


FORMATS = {
    "csv": Format(".csv", "CSV", "text/csv", write_csv),
    "sheet": Format(".sheet.csv", "CSV for spreadsheets", "text/csv", write_sheet),
    "hxl": Format(".hxl.csv", "CSV with HXL tags", "text/csv", write_hxl),
    "parquet": Format(".parquet", "Parquet", "application/vnd.apache.parquet", write_parquet),
    "jsonl": Format(".jsonl", "JSON lines", "application/jsonl", write_jsonl),
    "sqlite": Format(".sqlite", "SQLite, all tables", "application/vnd.sqlite3"),
    "zip": Format(".zip", "Zip, all tables as CSV", "application/zip"),
}
ALL = "tallybook"
"""The name of the files that hold all tables, before their ending."""

BESIDE = ("rejects.csv", "corrections.csv", "validation.json")
"""Files of a build that are no published tables, and go into the zip where they are there."""


def make_downloads(
    release: Path, out: Path, also: Callable[[Sequence[Download]], Sequence[Path]] = lambda made: ()
) -> list[Download]:
    """Every table of a release in every format, one SQLite file and one zip, into `out` (which may be the release
    itself), with downloads.json. `also` is given all downloads but the zip and writes what describes them; the files it
    returns go into the zip. FileNotFoundError if the folder holds no table."""
    tables = sources(release)
    if not tables:
        raise FileNotFoundError(f"{release}: there are no tables here")
    out.mkdir(parents=True, exist_ok=True)
    made = [_table(source, name, out) for source in tables for name, one in FORMATS.items() if one.write]
    count = sum(source.rows for source in tables)
    write_sqlite(tables, out / (ALL + FORMATS["sqlite"].ending))
    made.append(described("sqlite", out / (ALL + FORMATS["sqlite"].ending), None, count))
    beside = [release / name for name in BESIDE if (release / name).is_file()]
    packed = [*(out / f"{source.table}.csv" for source in tables), *beside, *also(tuple(made))]
    write_zip(packed, out / (ALL + FORMATS["zip"].ending), ALL)
    made.append(described("zip", out / (ALL + FORMATS["zip"].ending), None, count))
    write_manifest(out, made)
    return made


def _table(source: Source, name: str, out: Path) -> Download:
    kind = FORMATS[name]
    path = out / f"{source.table}{kind.ending}"
    own = path in (source.csv, source.parquet) and path.is_file()
    if kind.write and not own:
        kind.write(source, path)
    return described(name, path, source.table, source.rows)


def described(name: str, path: Path, table: str | None, rows: int) -> Download:
    """What the manifest says of a file."""
    kind = FORMATS[name]
    return Download(path.name, table, name, kind.title, kind.media_type, rows, path.stat().st_size, sha256(path))
