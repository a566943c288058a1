"""CITATION.cff, version 1.2.0: how to cite a release, as GitHub, Zenodo and Zotero read it."""

from __future__ import annotations

import json

from builder.metadata.about import Creator
from builder.metadata.facts import Described


def citation_cff(known: Described) -> str:
    """The file as YAML; every text is quoted as JSON, which YAML reads."""
    about = known.about
    lines = [
        "cff-version: 1.2.0",
        "message: If you use this dataset, please cite it as below.",
        "type: dataset",
        f"title: {_quoted(about.title)}",
        f"abstract: {_quoted(about.description)}",
        f"version: {_quoted(known.version)}",
        *([f"date-released: {known.date}"] if known.date else []),
        *([f"license: {about.license}"] if about.license and "://" not in about.license else []),
        *([f"license-url: {_quoted(about.license)}"] if about.license and "://" in about.license else []),
        *([f"url: {_quoted(about.homepage)}"] if about.homepage else []),
        "keywords:",
        *(f"  - {_quoted(word)}" for word in about.keywords),
        "authors:",
        *(line for one in about.creators or (Creator(f"The makers of {about.title}"),) for line in _author(one)),
    ]
    return "\n".join(lines) + "\n"


def _author(one: Creator) -> list[str]:
    """A person has family and given names; who has neither ORCID nor affiliation is taken for an institution."""
    given, _, family = one.name.rpartition(" ")
    person = (one.orcid or one.affiliation) and given
    names = [f"family-names: {_quoted(family)}", f"given-names: {_quoted(given)}"]
    lines = names if person else [f"name: {_quoted(one.name)}"]
    lines += [f"affiliation: {_quoted(one.affiliation)}"] if one.affiliation and person else []
    lines += [f"orcid: https://orcid.org/{one.orcid}"] if one.orcid else []
    return [f"  {'-' if n == 0 else ' '} {line}" for n, line in enumerate(lines)]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
