"""What Datasette is told of a release: titles, what columns mean, how tables are sorted and faceted, and queries."""

from __future__ import annotations

import json
import sqlite3
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from builder.metadata.jsonld import license_url
from builder.tables.schema import columns, schema

FACETS = {
    "claims": ["measure", "subject_group", "source_type", "source_relation", "stance", "basis", "publisher"],
    "documents": ["status", "publisher"],
    "events": ["country"],
    "estimates": ["measure", "scope", "grade"],
    "series": ["measure", "move"],
    "links": ["linked_to", "role", "reason"],
}
LABELS = {"claims": "sentence", "documents": "title", "events": "title"}
SORT = {"claims": "published", "documents": "published", "events": "date_start", "series": "as_of"}


def datasette_metadata(db: sqlite3.Connection, release: Path) -> dict[str, Any]:
    """metadata.json for the tables that the database holds."""
    here = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    about = _package(release)
    licence = next((one["name"] for one in about.get("licenses", [])), None)
    return {
        "title": about.get("title", "tallybook"),
        "description": about.get("description", "Numeric claims in the news: who says how many, of whom, since when."),
        **({"license": licence, "license_url": license_url(licence)} if licence else {}),
        **({"source_url": about["homepage"], "source": about["title"]} if "homepage" in about else {}),
        "databases": {"tallybook": {"tables": _tables(here), "queries": _queries(db)}},
    }


def _package(release: Path) -> dict[str, Any]:
    path = release / "datapackage.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}


def _tables(here: set[str]) -> dict[str, Any]:
    tables: dict[str, Any] = {name: _table(name) for name in schema() if name in here}
    if "claims_search" in here and "claims" in tables:
        tables["claims"] |= {"fts_table": "claims_search", "fts_pk": "rowid"}
    hidden = {name: {"hidden": True} for name in here if name.startswith(("claims_search", "sqlite_"))}
    return tables | hidden


def _table(name: str) -> dict[str, Any]:
    meanings = {c.name: c.meaning + (f" ({c.unit})" if c.unit else "") for c in columns(name)}
    return {
        "columns": meanings,
        "facets": FACETS.get(name, []),
        **({"label_column": LABELS[name]} if name in LABELS else {}),
        **({"sort_desc": SORT[name]} if name in SORT else {}),
    }


def _queries(db: sqlite3.Connection) -> dict[str, Any]:
    """The queries of queries.toml whose tables are there."""
    found = tomllib.loads((files("builder.serve") / "queries.toml").read_text("utf-8"))
    return {name: query for name, query in found.items() if _runs(db, query["sql"])}


def _runs(db: sqlite3.Connection, sql: str) -> bool:
    names = [part.split()[0].strip("(),;") for part in sql.replace("\n", " ").split(":")[1:]]
    try:
        db.execute(f"EXPLAIN {sql}", dict.fromkeys(names, ""))
    except sqlite3.OperationalError:
        return False
    return True
