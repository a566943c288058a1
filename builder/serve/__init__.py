"""A release for people who want SQL and an API: its SQLite file in Datasette, with names, facets and queries.

What the pages say of columns comes from columns.toml, the queries from queries.toml.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from builder.downloads.formats import ALL
from builder.downloads.source import sources
from builder.downloads.sqlite import write_sqlite
from builder.publish.files import write_text
from builder.serve.metadata import datasette_metadata

MISSING = "Datasette is not installed: pip install 'tallybook[serve]'"
SETTINGS = {
    "allow_download": "on",
    "allow_csv_stream": "on",
    "max_csv_mb": "0",
    "default_page_size": "50",
    "sql_time_limit_ms": "5000",
    "facet_time_limit_ms": "1000",
    "suggest_facets": "off",
}
"""CSV of a whole table streams, whatever its size; a query may take five seconds."""


class ServeError(Exception):
    """The release cannot be served: the message says why."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What Datasette is started with."""

    database: Path
    metadata: Path


@contextmanager
def prepared(release: Path, to: Path | None = None) -> Iterator[Prepared]:
    """The database and metadata of a release, in the folder `to`, or in one that is gone after the block. The database
    is the release's own if it has one."""
    tables = sources(release)
    if not tables:
        raise ServeError(f"{release}: there are no tables here")
    with tempfile.TemporaryDirectory(prefix="tallybook-") as temporary:
        folder = to or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        database, own = folder / f"{ALL}.sqlite", release / f"{ALL}.sqlite"
        if not own.is_file():
            write_sqlite(tables, database)
        elif to:
            shutil.copyfile(own, database)
        else:
            database = own
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
            metadata = datasette_metadata(db, release)
        write_text(folder / "metadata.json", json.dumps(metadata, ensure_ascii=False, indent=1) + "\n")
        yield Prepared(database, folder / "metadata.json")


def arguments(made: Prepared, host: str, port: int) -> list[str]:
    """What `datasette` is told; the database is opened as one that nobody writes to."""
    settings = [part for name, value in SETTINGS.items() for part in ("--setting", name, value)]
    return ["-i", str(made.database), "-m", str(made.metadata), *settings, "--host", host, "--port", str(port)]


def run(made: Prepared, host: str, port: int) -> None:
    """Serve until interrupted, in this process. Raises ServeError where Datasette is missing."""
    if find_spec("datasette") is None:
        raise ServeError(MISSING)
    from datasette.cli import serve

    serve.main(arguments(made, host, port), prog_name="tallybook serve", standalone_mode=False)
