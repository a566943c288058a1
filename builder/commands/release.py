"""`tallybook release`: a build as a versioned folder that is never changed again."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from builder.commands.common import CHECK_FAILED, RELEASED, say, stop


@click.command()
@click.argument("build_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--to", "releases", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder of releases."
)
@click.option("--version", "name", metavar="NAME", help="Default: the next one, by what changed.")
@click.option("--previous", type=click.Path(exists=True, path_type=Path), help="Default: the last in the folder.")
@click.option(
    "--about", type=click.Path(exists=True, path_type=Path), help="Default: etc/dataset.toml beside the build."
)
@RELEASED
@click.option(
    "--exceptions", type=click.Path(exists=True, path_type=Path), help="Default: etc/exceptions.toml beside it."
)
@click.option("--fail-on", type=click.Choice(["error", "warning"]), default="error", help="What makes exit code 1.")
def release(
    build_dir: Path,
    releases: Path,
    name: str | None,
    previous: Path | None,
    about: Path | None,
    released: date | None,
    exceptions: Path | None,
    fail_on: str,
) -> None:
    """Make a versioned release of a build, to cite and to share.

    BUILD_DIR is a folder that `build` wrote. Its checks run again: if one fails, there is no release. Exit codes: 0
    made, 1 a check failed, 2 could not run.
    """
    from builder.release import Refused
    from builder.release import release as make
    from builder.release.make import Wanted

    day = released.isoformat() if released else None
    try:
        made = make(build_dir, releases, Wanted(name, previous, about, day, fail_on, exceptions))
    except Refused as error:
        stop(str(error))
    if made.folder is None:
        say(made.checked.output, err=True, nl=False)
        click.echo("tallybook: a check failed; there is no release", err=True)
        sys.exit(CHECK_FAILED)
    click.echo(f"{made.folder}")
    for what in ("added", "removed", "revised"):
        click.echo(f"{what:8} {made.changes.claims(what):,}")
