"""`tallybook publish`: a release to a site."""

from __future__ import annotations

from pathlib import Path

import click

from builder.commands.common import stop


@click.command()
@click.argument("release", type=click.Path(file_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder of the site.")
@click.option(
    "--about", type=click.Path(dir_okay=False, path_type=Path), help="Default: the release's own, or etc/dataset.toml."
)
@click.option("--quiet", is_flag=True, help="Say nothing of what was written.")
def publish(release: Path, out: Path, about: Path | None, quiet: bool) -> None:
    """Write a release as a site that needs no server.

    RELEASE is a folder that `build` or `release` wrote; its pages are there to read, search and download. A site
    that is there already is replaced; a folder that holds anything else is left alone.
    """
    from builder.metadata import AboutError
    from builder.publish.tables import TableError
    from builder.site import NoRelease, NotOurs, publish_site
    from builder.site.pages import MissingExtra

    try:
        pages = publish_site(release, out, about)
    except (AboutError, MissingExtra, NoRelease, NotOurs, TableError, OSError) as error:
        stop(str(error))
    if not quiet:
        click.echo(f"{len(pages)} pages; open {pages[0]}")
