"""What a dataset is called, by whom it is, and what one may do with it: dataset.toml, read strictly.

    name = "river-valley-tolls"            # lower case letters, digits, - . _
    title = "Tolls of the River Valley floods"
    description = "Figures of people killed, hurt and displaced, as 40 newspapers printed them."
    license = "CC-BY-4.0"                  # a name of the SPDX list
    homepage = "https://example.org/tolls"
    keywords = ["floods", "casualties"]

    [[creators]]
    name = "Ana Ruiz"
    affiliation = "University of Selvik"
    orcid = "0000-0002-1825-0097"

Only name and title must be there.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = "dataset.toml"
_TEXTS = ("name", "title", "description", "license", "homepage")
_CREATOR = ("name", "affiliation", "orcid")


class AboutError(ValueError):
    """dataset.toml says something that is not known."""


@dataclass(frozen=True, slots=True)
class Creator:
    """A person or an institution; `orcid` is sixteen digits in fours."""

    name: str
    affiliation: str | None = None
    orcid: str | None = None


@dataclass(frozen=True, slots=True)
class About:
    """The dataset as its makers name it."""

    name: str = "numeric-claims"
    title: str = "Numeric claims in the news"
    description: str = "Numbers that news reports state: how many, of whom, who says so, since when, in which words."
    license: str | None = None
    homepage: str | None = None
    keywords: tuple[str, ...] = ("news", "casualties", "numeric claims")
    creators: tuple[Creator, ...] = ()

    @classmethod
    def load(cls, path: Path) -> About:
        """The file; whatever it says that is not known is an AboutError."""
        try:
            data = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise AboutError(f"{path}: {error}") from error
        return cls.of(data, str(path))

    @classmethod
    def of(cls, data: Mapping[str, Any], where: str) -> About:
        _known(data, (*_TEXTS, "keywords", "creators"), where)
        for key in ("name", "title"):
            if key not in data:
                raise AboutError(f"{where}: '{key}' is missing")
        for key in _TEXTS:
            _text(data, key, where)
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", data["name"]):
            raise AboutError(f"{where}: name = {data['name']!r}: lower case letters, digits and - . _ only")
        keywords = data.get("keywords", [])
        if not isinstance(keywords, list) or not all(isinstance(one, str) and one for one in keywords):
            raise AboutError(f"{where}: keywords = {keywords!r} is no list of texts")
        creators = tuple(_creator(row, f"{where}, creator {n}") for n, row in enumerate(data.get("creators", []), 1))
        given = {key: data[key] for key in _TEXTS if key in data}
        return cls(**given, keywords=tuple(keywords) or cls().keywords, creators=creators)


def _creator(row: Any, where: str) -> Creator:
    if not isinstance(row, dict):
        raise AboutError(f"{where}: not a table but {row!r}")
    _known(row, _CREATOR, where)
    if "name" not in row:
        raise AboutError(f"{where}: 'name' is missing")
    for key in _CREATOR:
        _text(row, key, where)
    if "orcid" in row and not re.fullmatch(r"(\d{4}-){3}\d{3}[\dX]", row["orcid"]):
        raise AboutError(f"{where}: orcid = {row['orcid']!r} is not of the form 0000-0002-1825-0097")
    return Creator(**row)


def _known(row: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    if unknown := sorted(row.keys() - set(keys)):
        raise AboutError(f"{where}: unknown key '{unknown[0]}'")


def _text(row: Mapping[str, Any], key: str, where: str) -> None:
    if key in row and not (isinstance(row[key], str) and row[key].strip()):
        raise AboutError(f"{where}: {key} = {row[key]!r} is no text")
