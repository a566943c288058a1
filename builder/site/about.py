"""What a dataset is called: as its release says, as a file beside it says, or as nobody says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from builder.metadata import About
from builder.metadata.about import FILE

PACKAGE = "datapackage.json"


def about_of(folder: Path, given: Path | None = None) -> tuple[About, str | None]:
    """The words, and the version if it is a release that has one. A file that is named comes first, then what the
    release says of itself, then etc/dataset.toml beside it. Raises AboutError for a file that says what is not known.
    """
    package = _package(folder)
    version = package.get("version") if package else None
    beside = folder.resolve().parent / "etc" / FILE
    if given is None and package:
        return _said(package, folder), version
    path = given or (beside if beside.is_file() else None)
    return About.load(path) if path else About(), version


def _package(folder: Path) -> dict[str, Any] | None:
    path = folder / PACKAGE
    return json.loads(path.read_text("utf-8")) if path.is_file() else None


def _said(package: dict[str, Any], folder: Path) -> About:
    """A data package's description of itself as dataset.toml would say it."""
    same = {key: package[key] for key in ("name", "title", "description", "homepage", "keywords") if package.get(key)}
    licences = [one["name"] for one in package.get("licenses", []) if one.get("name")]
    makers = [
        {"name": one["title"]} | ({"affiliation": one["organization"]} if one.get("organization") else {})
        for one in package.get("contributors", [])
        if one.get("title")
    ]
    told: dict[str, Any] = {"name": "dataset", "title": "Dataset"} | same | {"creators": makers}
    return About.of(told | ({"license": licences[0]} if licences else {}), str(folder / PACKAGE))
