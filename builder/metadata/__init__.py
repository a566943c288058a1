"""Metadata: what other people's tools read about a release.

    known = described(folder, About.load(path), "1.2.0", downloads)
    write_metadata(folder, known)      datapackage.json, croissant.json, dataset.jsonld, CITATION.cff, prov.json, README
    dataset_jsonld(known)              schema.org Dataset, for the head of a page

Everything comes from columns.toml, the release itself and the file that says what the dataset is called. No clock is
asked: a release that is made again has the same metadata.
"""

from __future__ import annotations

from pathlib import Path

from builder.metadata.about import About, AboutError
from builder.metadata.citation import citation_cff
from builder.metadata.croissant import croissant
from builder.metadata.datapackage import datapackage
from builder.metadata.facts import Described, described
from builder.metadata.jsonld import dataset_jsonld
from builder.metadata.jsons import written
from builder.metadata.prov import Before, prov_json
from builder.metadata.readme import readme
from builder.publish.files import write_text

__all__ = [
    "About",
    "AboutError",
    "Before",
    "Described",
    "citation_cff",
    "croissant",
    "datapackage",
    "dataset_jsonld",
    "described",
    "prov_json",
    "readme",
    "write_metadata",
]


def write_metadata(folder: Path, known: Described, before: Before | None = None) -> list[Path]:
    """Every file that describes a release, into its folder."""
    texts = {
        "datapackage.json": written(datapackage(known)),
        "croissant.json": written(croissant(known)),
        "dataset.jsonld": written(dataset_jsonld(known)),
        "CITATION.cff": citation_cff(known),
        "prov.json": written(prov_json(folder, known, before)),
        "README.md": readme(known),
    }
    for name, text in texts.items():
        write_text(folder / name, text)
    return [folder / name for name in texts]
