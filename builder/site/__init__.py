"""A release as a site: pages that open from a file system or any web host, and ask nothing of anybody else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.site.checks import checks
from builder.site.columnar import write_claims
from builder.site.downloads import Group, write_downloads
from builder.site.facts import facts
from builder.site.pages import HERE, environment, render
from builder.site.release import NoRelease, Release, read_release
from builder.site.scores import scores
from builder.site.words import write_words
from builder.tables.schema import columns, schema

__all__ = ["About", "NoRelease", "NotOurs", "publish_site"]

MARK = ".tallybook-site"
"""A file that says that a folder is a site of ours and may be replaced."""


class NotOurs(ValueError):
    """The folder to write to holds something else."""


@dataclass(frozen=True, slots=True)
class About:
    """What the pages say of the dataset, in the words of who publishes it."""

    title: str = "Numbers in the news"
    description: str = "A dataset of numeric claims in news reports: who says how many, of whom, since when."
    contact: str | None = None
    licence: str | None = None


def publish_site(folder: Path, out: Path, about: About | None = None) -> list[Path]:
    """Write the site of a release; its pages are returned. A site of ours that is there is replaced, once all is made.

    Raises NoRelease if `folder` holds none, NotOurs if `out` holds something else, or lies in the release.
    """
    environment()
    if out.resolve().is_relative_to(folder.resolve()):
        raise NotOurs(f"{out} is inside the release; choose a folder outside")
    release = read_release(folder)
    with _replacing(out) as site:
        pages = _pages(release, site, about or About())
        for name, text in pages.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(text, "utf-8", newline="\n")
        shutil.copytree(HERE / "static", site / "static")
        write_claims(release, site / "data")
        write_words(release.claims, site / "data" / "words")
        (site / MARK).write_text("")
    return [out / name for name in pages]


def _pages(release: Release, site: Path, about: About) -> dict[str, str]:
    """Name -> page."""
    groups = write_downloads(release.folder, site)
    found = facts(release)
    judged = checks(release.report)
    shared: dict[str, Any] = {"about": about, "facts": found, "report": release.report, "checks": judged}
    tables = {name: columns(name) for name in schema() if any(group.title == name for group in groups)}
    landing: dict[str, Any] = {"groups": groups, "scores": scores(), "dataset": _dataset(about, groups)}
    return {
        "index.html": render("index.html", **shared, **landing),
        "claims.html": render("claims.html", **shared),
        "checks.html": render("checks.html", **shared),
        "columns.html": render("columns.html", **shared, tables=tables),
    }


def _dataset(about: About, groups: list[Group]) -> dict[str, Any]:
    """What search engines read of a page: schema.org's Dataset."""
    files = [
        {"@type": "DataDownload", "name": file.name, "contentUrl": file.path, "sha256": file.sha256}
        for group in groups
        for file in group.files
    ]
    known = {"name": about.title, "description": about.description, "license": about.licence}
    head = {"@context": "https://schema.org", "@type": "Dataset"}
    return head | {k: v for k, v in known.items() if v} | {"distribution": files}


@contextmanager
def _replacing(out: Path) -> Iterator[Path]:
    """A fresh folder that takes the place of `out` when it is whole."""
    if out.exists() and not (out / MARK).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise NotOurs(f"{out} holds something that is no site of tallybook; choose another folder")
    part = out.with_name(f".{out.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        yield part
        shutil.rmtree(out, ignore_errors=True)
        part.rename(out)
    finally:
        shutil.rmtree(part, ignore_errors=True)
