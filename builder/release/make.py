"""Making a release: check, copy, convert, describe, compare, and put the folder in its place in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from builder.downloads import Download, make_downloads
from builder.downloads.manifest import sha256
from builder.metadata import About, AboutError, Before, described, write_metadata
from builder.metadata.about import FILE
from builder.publish.files import write_text
from builder.release.changes import Changes, compared
from builder.release.page import changes_page
from builder.release.versions import FIRST, following, is_name, latest
from builder.tables.schema import schema
from builder.validation.command import Checked, Options, Stop, check_paths

SUMS = "SHA256SUMS"
BESIDE = ("rejects.csv", "corrections.csv")


class Refused(Exception):
    """The release could not be made: the message says why."""


@dataclass(frozen=True, slots=True)
class Made:
    """A release, or (`folder` None) the checks that it failed."""

    folder: Path | None
    version: str
    changes: Changes
    checked: Checked
    files: tuple[Download, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line says of a release; None where it says nothing."""

    version: str | None = None
    previous: Path | None = None
    about: Path | None = None
    date: str | None = None
    fail_on: str = "error"
    exceptions: Path | None = None


def release(build: Path, releases: Path, wanted: Wanted | None = None) -> Made:
    """The build as a new folder of `releases`. Raises Refused if it cannot be; one that fails its checks is not made,
    and Made says so."""
    wanted = wanted or Wanted()
    about, old = _about(build, wanted.about), wanted.previous or latest(releases)
    try:
        options = Options(fail_on=wanted.fail_on, previous=old, exceptions=wanted.exceptions)
        [checked] = check_paths([build], options)
        changes = compared(old, build) if old else Changes()
    except Stop as error:
        raise Refused(str(error)) from error
    version = _version(wanted.version, changes)
    target = releases / version
    if target.exists():
        raise Refused(f"{target} is there already: releases are never changed")
    if not checked.ok:
        return Made(None, version, changes, checked)
    try:
        with _whole(target) as part:
            files = _fill(part, build, old, about, version, wanted.date, changes, checked)
    except OSError as error:
        raise Refused(f"cannot write {target}: {error.strerror or error}") from error
    return Made(target, version, changes, checked, tuple(files))


def _about(build: Path, given: Path | None) -> About:
    """The file that was named, or etc/dataset.toml beside the build."""
    beside = build.resolve().parent / "etc" / FILE
    path = given or (beside if beside.is_file() else None)
    try:
        return About.load(path) if path else About()
    except (AboutError, OSError) as error:
        raise Refused(str(error)) from error


def _version(given: str | None, changes: Changes) -> str:
    version = given or (following(changes.before, changes.columns, bool(changes)) if changes.before else FIRST)
    if version is None:
        raise Refused(f"{changes.before} is no numbered version: say --version")
    if not is_name(version):
        raise Refused(f"{version!r} is no name for a release: letters, digits and . _ - only")
    return version


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """A folder to fill, which stands at `target` after the block, unless the block raised."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        yield part
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _fill(
    part: Path,
    build: Path,
    old: Path | None,
    about: About,
    version: str,
    date: str | None,
    changes: Changes,
    checked: Checked,
) -> list[Download]:
    names = [f"{table}{kind}" for table in schema() for kind in (".csv", ".parquet")]
    for name in (*names, *BESIDE):
        if (build / name).is_file():
            shutil.copyfile(build / name, part / name)
    write_text(part / "validation.json", checked.report.to_json())
    write_text(part / "changes.csv", changes.csv())
    write_text(part / "CHANGES.md", changes_page(about.title, version, changes, old, part))
    before = Before(old.name, sha256(old / "claims.csv")) if old else None

    def describe(made: Sequence[Download]) -> list[Path]:
        known = described(part, about, version, made, date)
        return [*write_metadata(part, known, before), part / "CHANGES.md", part / "changes.csv"]

    files = make_downloads(part, part, describe)
    write_text(part / SUMS, "".join(f"{sha256(path)}  {path.name}\n" for path in sorted(part.iterdir())))
    return files
