"""Croissant (croissant.json, version 1.0): the tables as record sets that machine-learning tools load."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from builder.downloads import Download
from builder.metadata.facts import Described
from builder.metadata.jsonld import shared
from builder.tables.schema import Column, columns

VERSION = "http://mlcommons.org/croissant/1.0"
TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}


def croissant(known: Described) -> dict[str, Any]:
    """The release by the Croissant vocabulary: a file object and a record set a table."""
    context = json.loads((files("builder.metadata") / "croissant_context.json").read_text("utf-8"))
    tables = set(known.tables)
    return {
        "@context": context,
        "@type": "sc:Dataset",
        "conformsTo": VERSION,
        **shared(known),
        "citeAs": cite(known),
        "distribution": [_file(one) for one in known.csvs],
        "recordSet": [_records(one, tables) for one in known.csvs],
    }


def cite(known: Described) -> str:
    """One line to cite the release by."""
    who = ", ".join(one.name for one in known.about.creators)
    year = f" ({known.issued[:4]})" if known.issued else ""
    return f"{who + year + '. ' if who else ''}{known.about.title}, version {known.version}."


def _file(one: Download) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": one.file,
        "name": one.file,
        "description": f"{one.rows:,} rows",
        "contentUrl": one.file,
        "contentSize": f"{one.bytes} B",
        "encodingFormat": one.media_type,
        "sha256": one.sha256,
    }


def _records(one: Download, tables: set[str]) -> dict[str, Any]:
    table = str(one.table)
    keys = [{"@id": f"{table}/{column.name}"} for column in columns(table) if column.key]
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        **({"key": keys} if keys else {}),
        "field": [_field(table, column, one.file, tables) for column in columns(table)],
    }


def _field(table: str, column: Column, file: str, tables: set[str]) -> dict[str, Any]:
    other, _, key = (column.refers or "").partition(".")
    return {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": column.meaning,
        "dataType": TYPES[column.dtype],
        "source": {"fileObject": {"@id": file}, "extract": {"column": column.name}},
        **({"references": {"field": {"@id": f"{other}/{key}"}}} if other in tables and other != table else {}),
    }
