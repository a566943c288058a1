"""schema.org Dataset as JSON-LD: what search engines for datasets read in the head of a page."""

from __future__ import annotations

from typing import Any

from builder.metadata.about import Creator
from builder.metadata.facts import Described
from builder.tables.schema import columns

SPDX = "https://spdx.org/licenses/"


def dataset_jsonld(known: Described, base: str = "") -> dict[str, Any]:
    """The release as a schema.org Dataset; `base` goes before the names of its files (an address, or a folder)."""
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        **shared(known),
        "variableMeasured": [
            {"@type": "PropertyValue", "name": column.name, "description": column.meaning, **_unit(column.unit)}
            for column in columns("claims")
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": one.file,
                "description": one.title,
                "contentUrl": base + one.file,
                "encodingFormat": one.media_type,
                "contentSize": f"{one.bytes} B",
                "sha256": one.sha256,
            }
            for one in known.downloads
        ],
    }


def shared(known: Described) -> dict[str, Any]:
    """What Dataset and Croissant say alike."""
    about = known.about
    return {
        "name": about.title,
        "alternateName": about.name,
        "description": about.description,
        "version": known.version,
        **({"datePublished": known.issued} if known.issued else {}),
        **({"license": license_url(about.license)} if about.license else {}),
        **({"url": about.homepage} if about.homepage else {}),
        "keywords": list(about.keywords),
        **({"creator": [creator(one) for one in about.creators]} if about.creators else {}),
        **({"temporalCoverage": f"{known.first}/{known.last}"} if known.first else {}),
        **({"spatialCoverage": list(known.countries)} if known.countries else {}),
        "inLanguage": "en",
        "isAccessibleForFree": True,
    }


def license_url(name: str) -> str:
    """An SPDX name as its address; an address as it is."""
    return name if "://" in name else f"{SPDX}{name}.html"


def creator(one: Creator) -> dict[str, Any]:
    """Somebody who made the dataset."""
    return {
        "@type": "Person" if one.orcid or one.affiliation else "Organization",
        "name": one.name,
        **({"@id": f"https://orcid.org/{one.orcid}"} if one.orcid else {}),
        **({"affiliation": {"@type": "Organization", "name": one.affiliation}} if one.affiliation else {}),
    }


def _unit(unit: str | None) -> dict[str, str]:
    return {"unitText": unit} if unit else {}
