"""`tallybook publish`: a release to a site."""

from __future__ import annotations

from pathlib import Path

import click

from builder.commands.common import stop


@click.command()
@click.argument("release", type=click.Path(file_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder of the site.")
@click.option("--title", metavar="TEXT", help="What the dataset is called.")
@click.option("--description", metavar="TEXT", help="What it is, in a sentence or two.")
@click.option("--contact", metavar="TEXT", help="Whom to ask; a mail or web address becomes a link.")
@click.option("--licence", metavar="TEXT", help="Under what terms others may use it.")
@click.option("--quiet", is_flag=True, help="Say nothing of what was written.")
def publish(release: Path, out: Path, quiet: bool, **about: str | None) -> None:
    """Write RELEASE, a folder that `build` wrote, as a site: pages to read, search and download, that need no server.

    A site that is there already is replaced; a folder that holds anything else is left alone.
    """
    from builder.publish.tables import TableError
    from builder.site import About, NoRelease, NotOurs, publish_site
    from builder.site.pages import MissingExtra

    try:
        pages = publish_site(release, out, About(**{name: text for name, text in about.items() if text}))
    except (MissingExtra, NoRelease, NotOurs, TableError, OSError) as error:
        stop(str(error))
    if not quiet:
        click.echo(f"{len(pages)} pages; open {pages[0]}")
