"""Frictionless Data Package (datapackage.json, version 1 of the specification, which version 2 reads)."""

from __future__ import annotations

from typing import Any

from builder.downloads import Download
from builder.metadata.facts import Described
from builder.tables.schema import Column, columns

TYPES = {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean", "date": "date"}
NULLS = [""]


def datapackage(known: Described) -> dict[str, Any]:
    """The package: one resource a table, with types, allowed values and keys."""
    about = known.about
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": about.name,
        "title": about.title,
        "description": about.description,
        "version": known.version,
        **({"created": f"{known.date}T00:00:00Z"} if known.date else {}),
        **({"homepage": about.homepage} if about.homepage else {}),
        **({"licenses": [{"name": about.license}]} if about.license else {}),
        "keywords": list(about.keywords),
    }
    if about.creators:
        package["contributors"] = [_contributor(one.name, one.affiliation) for one in about.creators]
    package["resources"] = [_resource(one, set(known.tables)) for one in known.csvs]
    return package


def _contributor(name: str, affiliation: str | None) -> dict[str, str]:
    return {"title": name, "role": "author", **({"organization": affiliation} if affiliation else {})}


def _resource(one: Download, tables: set[str]) -> dict[str, Any]:
    assert one.table
    return {
        "name": one.table,
        "path": one.file,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": one.bytes,
        "hash": f"sha256:{one.sha256}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": table_schema(one.table, tables),
    }


def table_schema(table: str, tables: set[str]) -> dict[str, Any]:
    """Frictionless Table Schema of a published table; keys that point to tables not there are left out."""
    found = columns(table)
    keys = [column.name for column in found if column.key]
    foreign = [_foreign(column, table) for column in found if column.refers and column.refers.split(".")[0] in tables]
    return {
        "fields": [_field(column) for column in found],
        "missingValues": NULLS,
        **({"primaryKey": keys} if keys else {}),
        **({"foreignKeys": foreign} if foreign else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if column.null else {"required": True}
    constraints |= {"enum": list(column.values)} if column.values else {}
    return {
        "name": column.name,
        "type": TYPES[column.dtype],
        "description": column.meaning,
        **({"unit": column.unit} if column.unit else {}),
        **({"hxl": column.hxl} if column.hxl else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _foreign(column: Column, table: str) -> dict[str, Any]:
    other, key = (column.refers or "").split(".")
    return {"fields": [column.name], "reference": {"resource": "" if other == table else other, "fields": [key]}}
