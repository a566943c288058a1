"""`tallybook version`."""

from __future__ import annotations

import click

from builder import __version__


@click.command()
def version() -> None:
    """Print the version."""
    click.echo(f"tallybook {__version__}")
