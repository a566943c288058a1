"""What a release says of itself: counted once, for all metadata."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.downloads import Download
from builder.downloads.source import Source, sources
from builder.metadata.about import About


@dataclass(frozen=True, slots=True)
class Described:
    """A release: its name and version, its files, and what is in it.

    date      of the release, YYYY-MM-DD, if one was given
    rows      table -> rows, tables in the order of columns.toml
    status    of documents: read, duplicate, rejected -> how many
    first     the first and last day on which a document was published; None if none has a date
    tools     versions of tallybook that made the rows
    checks    what validation.json says of rules: passed, failed ...; empty if it was not checked
    """

    about: About
    version: str
    date: str | None
    downloads: tuple[Download, ...]
    rows: Mapping[str, int]
    status: Mapping[str, int] = field(default_factory=dict)
    measures: Mapping[str, int] = field(default_factory=dict)
    countries: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    tools: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    checks: Mapping[str, int] = field(default_factory=dict)

    @property
    def tables(self) -> list[str]:
        return list(self.rows)

    @property
    def csvs(self) -> list[Download]:
        """The tables as CSV, one file a table."""
        return [one for one in self.downloads if one.format == "csv"]

    @property
    def issued(self) -> str | None:
        """The day of the release if it was given, else of its last document."""
        return self.date or self.last


def described(
    folder: Path, about: About, version: str, downloads: Sequence[Download], date: str | None = None
) -> Described:
    """Count a release folder."""
    found = {source.table: source for source in sources(folder)}
    claims, documents = found.get("claims"), found.get("documents")
    days = sorted(set(_values(documents, "published"))) if documents else []
    return Described(
        about,
        version,
        date,
        tuple(downloads),
        {table: source.rows for table, source in found.items()},
        Counter(_values(documents, "status")) if documents else {},
        dict(Counter(_values(claims, "measure")).most_common()) if claims else {},
        tuple(sorted(set(_values(claims, "country")))) if claims else (),
        days[0] if days else None,
        days[-1] if days else None,
        tuple(sorted(set(_values(claims, "builder_version")))) if claims else (),
        tuple(sorted(set(_values(claims, "policy")))) if claims else (),
        _checks(folder),
    )


def _values(source: Source, name: str) -> list[str]:
    """What is not null in a column, as text."""
    return [
        value
        for batch in source.batches([name])
        for value in batch.column(0).cast("string").to_pylist()
        if value is not None
    ]


def _checks(folder: Path) -> dict[str, int]:
    path = folder / "validation.json"
    if not path.is_file():
        return {}
    report: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return dict(report["counts"])
