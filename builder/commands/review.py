"""`tallybook review`: go through claims, and say which are right."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from builder.commands.common import stop


@click.command()
@click.argument("release", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--into",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the decisions: data/etc.",
)
@click.option("--by", default=None, help="Who reviews; default: the name you are logged in by.")
@click.option(
    "--order",
    type=click.Choice(["confidence", "random"]),
    default="confidence",
    help="The least certain first, or by lot.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0: any that is free.")
@click.option("--browser/--no-browser", default=True, help="Open the page, or only print its address.")
def review(release: Path, into: Path, by: str | None, order: str, port: int, browser: bool) -> None:
    """Go through claims on a page of this machine: right or wrong?

    RELEASE is a folder that `build` wrote. What was decided is on disk at once. Writes decisions.jsonl,
    corrections.toml and gold.jsonl. Stop with Ctrl-C; the next time goes on from there.
    """
    from threading import Event

    from builder.review import ReviewError, open_session, serving

    try:
        session = open_session(release, into, by or getpass.getuser(), order)
        with serving(session, port) as server:
            click.echo(f"review at {server.url}")
            if browser:
                click.launch(server.url)
            Event().wait()
    except (ReviewError, OSError) as error:
        stop(str(error))
    except KeyboardInterrupt:
        click.echo(f"{len(session.decisions):,} decisions in {into}", err=True)
