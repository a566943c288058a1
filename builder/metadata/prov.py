"""Where a release comes from, as PROV-JSON (W3C): inputs with the hashes of their texts, the version and policy that
made it, the corrections that were applied, and the release before."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.downloads.manifest import sha256
from builder.metadata.facts import Described

TERMS = "https://schema.org/"
OWN = "urn:tallybook:"
CORRECTIONS = "corrections.csv"


@dataclass(frozen=True, slots=True)
class Before:
    """The release before: its version, and the hash of its claims.csv."""

    version: str
    sha256: str


def prov_json(folder: Path, known: Described, before: Before | None = None) -> dict[str, Any]:
    """The provenance of the release in `folder`."""
    inputs, fixes = _inputs(folder), _corrections(folder)
    release, maker = f"tb:release/{known.version}", "tb:tallybook"
    entities = {release: _release(folder, known), **inputs, **fixes}
    data: dict[str, Any] = {
        "prefix": {"tb": OWN, "schema": TERMS},
        "agent": {
            maker: {
                "prov:type": {"$": "prov:SoftwareAgent", "type": "prov:QUALIFIED_NAME"},
                "schema:softwareVersion": ", ".join(known.tools),
            }
        },
        "activity": {
            "tb:build": {"tb:policy": ", ".join(known.policies), "tb:rules_failed": known.checks.get("failed", 0)}
        },
        "entity": entities,
        "used": {f"_:used{n}": _link("activity", "tb:build", "entity", one) for n, one in enumerate([*inputs, *fixes])},
        "wasGeneratedBy": {"_:made": _link("entity", release, "activity", "tb:build")},
        "wasAssociatedWith": {"_:by": _link("activity", "tb:build", "agent", maker)},
        "wasDerivedFrom": {
            f"_:from{n}": _link("generatedEntity", release, "usedEntity", one) for n, one in enumerate(inputs)
        },
    }
    if before:
        old = f"tb:release/{before.version}"
        entities[old] = {"schema:version": before.version, "tb:sha256": before.sha256}
        revision = {"prov:type": {"$": "prov:Revision", "type": "prov:QUALIFIED_NAME"}}
        data["wasDerivedFrom"]["_:revision"] = _link("generatedEntity", release, "usedEntity", old) | revision
    return data


def _link(one: str, is_: str, other: str, at: str) -> dict[str, Any]:
    return {f"prov:{one}": is_, f"prov:{other}": at}


def _release(folder: Path, known: Described) -> dict[str, Any]:
    rows = {f"tb:rows_of_{table}": count for table, count in known.rows.items()}
    hashes = {f"tb:sha256_of_{one.table}": one.sha256 for one in known.csvs}
    return {"schema:name": known.about.title, "schema:version": known.version, **rows, **hashes}


def _corrections(folder: Path) -> dict[str, Any]:
    path = folder / CORRECTIONS
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as handle:
        made = list(csv.DictReader(handle))
    who = ", ".join(sorted({row["by"] for row in made}))
    return {"tb:corrections": {"tb:sha256": sha256(path), "tb:applied": len(made), "tb:by": who}}


def _inputs(folder: Path) -> dict[str, Any]:
    """One entity an input: how many documents came from it, and one hash over the hashes of their texts, in order."""
    found: dict[str, Any] = {}
    digests: dict[str, Any] = {}
    for path, text in _documents(folder):
        name = path or "-"
        one = found.setdefault(name, {"schema:name": name, "tb:documents": 0})
        one["tb:documents"] += 1
        if text is not None:
            own = hashlib.sha256(text.encode()).hexdigest()
            digests.setdefault(name, hashlib.sha256()).update(own.encode())
    for name, digest in digests.items():
        found[name]["tb:sha256_of_texts"] = digest.hexdigest()
    return {f"tb:input/{n}": found[name] for n, name in enumerate(found, 1)}


def _documents(folder: Path) -> Iterator[tuple[str | None, str | None]]:
    """Path and text of each document; no text where the release keeps none."""
    import pyarrow.parquet

    path = folder / "documents.parquet"
    if not path.is_file():
        return
    with pyarrow.parquet.ParquetFile(path) as file:
        names = [name for name in ("path", "text") if name in file.schema_arrow.names]
        for batch in file.iter_batches(5_000, columns=names):
            paths = batch.column(names.index("path")).to_pylist()
            texts = batch.column(names.index("text")).to_pylist() if "text" in names else [None] * len(paths)
            yield from zip(paths, texts, strict=True)
