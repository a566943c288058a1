"""A release as a site: pages that open from a file system or any web host, and ask nothing of anybody else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from builder.metadata import About, Described, dataset_jsonld, described
from builder.site.about import about_of
from builder.site.checks import checks
from builder.site.columnar import write_claims
from builder.site.downloads import FOLDER, write_downloads
from builder.site.events import LISTED, event_of_claims, events_of, tolls_of
from builder.site.facts import facts
from builder.site.pages import HERE, environment, render
from builder.site.release import NoRelease, Release, read_release
from builder.site.scores import scores
from builder.site.words import write_words
from builder.tables.schema import columns, schema

__all__ = ["NoRelease", "NotOurs", "publish_site"]

MARK = ".tallybook-site"
"""A file that says that a folder is a site of ours and may be replaced."""


class NotOurs(ValueError):
    """The folder to write to holds something else."""


def publish_site(folder: Path, out: Path, about: Path | None = None) -> list[Path]:
    """Write the site of a release; its pages are returned. A site of ours that is there is replaced, once all is made.

    `about` is a dataset.toml. Raises NoRelease if `folder` holds none, AboutError for a file that says what is not
    known, NotOurs if `out` holds something else, or lies in the release.
    """
    environment()
    if out.resolve().is_relative_to(folder.resolve()):
        raise NotOurs(f"{out} is inside the release; choose a folder outside")
    named = about_of(folder, about)
    release = read_release(folder)
    with _replacing(out) as site:
        pages = _pages(release, site, *named)
        for name, text in pages.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(text, "utf-8", newline="\n")
        shutil.copytree(HERE / "static", site / "static")
        for path in (HERE / "vendor").glob("vega.[jL]*"):
            shutil.copyfile(path, site / "static" / path.name)
        write_claims(release, site / "data", event_of_claims(release))
        write_words(release.claims, site / "data" / "words")
        (site / MARK).write_text("")
    return [out / name for name in pages]


def _pages(release: Release, site: Path, about: About, version: str | None) -> dict[str, str]:
    """Name -> page."""
    made, groups = write_downloads(release.folder, site)
    known = described(release.folder, about, version or "", made)
    found = facts(release)
    judged = checks(release.report)
    shared: dict[str, Any] = {
        "about": about,
        "release": known,
        "facts": found,
        "report": release.report,
        "checks": judged,
    }
    tables = {name: columns(name) for name in schema() if any(group.title == name for group in groups)}
    landing: dict[str, Any] = {"groups": groups, "scores": scores(), "dataset": _dataset(known)}
    shared["has_events"] = bool(release.derived)
    return {
        "index.html": render("index.html", **shared, **landing),
        "claims.html": render("claims.html", **shared),
        "checks.html": render("checks.html", **shared),
        "columns.html": render("columns.html", **shared, tables=tables),
        **(_events(release, shared) if release.derived else {}),
    }


def _events(release: Release, shared: dict[str, Any]) -> dict[str, str]:
    """The list of events, a page for each, and the running tolls."""
    found = events_of(release)
    total = len(release.derived["events"])
    pages = {
        "events.html": render("events.html", **shared, shown=found[:LISTED], total=total),
        "tolls.html": render("tolls.html", **shared, tolls=tolls_of(release)),
    }
    for event in found:
        name = f"events/{quote(event.row['event_id'], safe='')}.html"
        pages[name] = render("event.html", root="../", **shared, event=event)
    return pages


def _dataset(known: Described) -> dict[str, Any]:
    """What search engines read of the page; a build that is no release has no version."""
    said = dataset_jsonld(known, f"{FOLDER}/")
    return {key: value for key, value in said.items() if value != ""}


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
