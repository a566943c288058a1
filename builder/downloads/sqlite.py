"""All tables in one SQLite file: typed, keyed, indexed, searchable, with views for what is asked most.

Types, keys, allowed values and indexes come from columns.toml, views from views.sql; the table `dictionary` says what
each column means. Booleans are 0 and 1, dates ISO text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.downloads.lines import rows
from builder.downloads.source import Source
from builder.publish.files import atomic
from builder.publish.tables import frame
from builder.publish.tables import schema as arrow_schema
from builder.tables.schema import Column, columns, schema

if TYPE_CHECKING:
    import pandas as pd

TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}
SEARCH = "claims_search"
SEARCHED = ("sentence", "subject_text", "source_text", "place_text", "title")
"""Columns of the full-text index over the claims."""

DICTIONARY = """CREATE TABLE dictionary (
  "table" TEXT NOT NULL, "column" TEXT NOT NULL, dtype TEXT NOT NULL, unit TEXT, meaning TEXT NOT NULL,
  PRIMARY KEY ("table", "column")
) STRICT"""


def write_sqlite(tables: Sequence[Source], path: Path) -> None:
    """One file of all tables."""
    with atomic(path) as part:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part, isolation_level=None)) as db:
            for pragma in ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF"):
                db.execute(f"PRAGMA {pragma}")
            db.execute("BEGIN")
            names = {source.table for source in tables}
            for source in tables:
                _fill(db, source, names)
            _describe(db, tables)
            _search(db)
            for view, sql in views().items():
                if _can(db, sql):
                    db.execute(f"CREATE VIEW {view} AS\n{sql}")
            db.execute("ANALYZE")
            db.execute("COMMIT")


def _fill(db: sqlite3.Connection, source: Source, names: set[str]) -> None:
    db.execute(create_table(source.table, names))
    marks = ", ".join("?" * len(source.names))
    db.executemany(f'INSERT INTO "{source.table}" VALUES ({marks})', rows(source))
    for column in columns(source.table):
        if column.refers or (column.values and not column.key) or column.dtype == "date":
            db.execute(f'CREATE INDEX "{source.table}_{column.name}" ON "{source.table}" ("{column.name}")')


def create_table(table: str, names: set[str]) -> str:
    """The CREATE TABLE of a published table; keys that point to tables that are not there are left out."""
    lines = [_line(column) for column in columns(table)]
    for column in columns(table):
        other, _, key = (column.refers or "").partition(".")
        if other in names:
            lines.append(f'FOREIGN KEY ("{column.name}") REFERENCES "{other}" ("{key}")')
    return f'CREATE TABLE "{table}" (\n  ' + ",\n  ".join(lines) + "\n) STRICT"


def _line(column: Column) -> str:
    parts = [f'"{column.name}"', TYPES[column.dtype]]
    parts += [] if column.null else ["NOT NULL"]
    parts += ["PRIMARY KEY"] if column.key else []
    if column.dtype == "boolean":
        parts.append(f'CHECK ("{column.name}" IN (0, 1))')
    if column.values:
        parts.append(f'CHECK ("{column.name}" IN ({", ".join(_text(value) for value in column.values)}))')
    return " ".join(parts)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _describe(db: sqlite3.Connection, tables: Sequence[Source]) -> None:
    db.execute(DICTIONARY)
    known = [(s.table, c.name, c.dtype, c.unit, c.meaning) for s in tables for c in columns(s.table)]
    db.executemany("INSERT INTO dictionary VALUES (?, ?, ?, ?, ?)", known)


def _search(db: sqlite3.Connection) -> None:
    """A full-text index that holds no second copy of the texts; left out where SQLite was built without FTS5."""
    try:
        db.execute(f"CREATE VIRTUAL TABLE {SEARCH} USING fts5({', '.join(SEARCHED)}, content='claims')")
        db.execute(f"INSERT INTO {SEARCH} ({SEARCH}) VALUES ('rebuild')")
    except sqlite3.OperationalError:
        return


def views() -> dict[str, str]:
    """Name -> SELECT of views.sql, where each begins with a line `-- name: what it shows`."""
    parts = (files("builder.downloads") / "views.sql").read_text("utf-8").split("-- ")[1:]
    told = (part.split(":", 1) for part in parts)
    return {name: "-- " + rest.strip().removesuffix(";") for name, rest in told}


def _can(db: sqlite3.Connection, sql: str) -> bool:
    """True if the tables that a view reads are there."""
    try:
        db.execute(f"EXPLAIN {sql}")
    except sqlite3.OperationalError:
        return False
    return True


def read_sqlite(path: str | Path, table: str) -> pd.DataFrame:
    """A table as the frame it was written from, with the dtypes of columns.toml."""
    import pyarrow as pa

    if table not in schema():
        raise ValueError(f"no table {table!r}")
    names = ", ".join(f'"{column.name}"' for column in columns(table))
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        found = db.execute(f'SELECT {names} FROM "{table}" ORDER BY rowid').fetchall()
    values: list[Any] = list(zip(*found, strict=True)) if found else [()] * len(columns(table))
    arrays = [_array(list(v), field.type) for v, field in zip(values, arrow_schema(table), strict=True)]
    return frame(pa.Table.from_arrays(arrays, schema=arrow_schema(table)), table)


def _array(values: list[Any], kind: Any) -> Any:
    import pyarrow as pa

    if pa.types.is_boolean(kind):
        return pa.array([None if value is None else bool(value) for value in values], kind)
    if pa.types.is_date(kind):
        return pa.array(values, pa.string()).cast(kind)
    return pa.array(values, kind)
