"""`tallybook serve`: a release as SQL and an API, with Datasette."""

from __future__ import annotations

from pathlib import Path

import click

from builder.commands.common import INTERRUPTED, stop


@click.command()
@click.argument("release", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=8001, help="0: any that is free.")
@click.option("--host", default="127.0.0.1", help="Who may ask: this machine only, or 0.0.0.0 for all.")
@click.option("--write", type=click.Path(file_okay=False, path_type=Path), help="Write what Datasette needs, and stop.")
def serve(release: Path, port: int, host: str, write: Path | None) -> None:
    """Serve a release as SQL and an API, with Datasette.

    RELEASE is a folder that `build` or `release` wrote. Tables, facets, queries, CSV and JSON; read only.
    """
    from builder.serve import ServeError, prepared, run

    try:
        with prepared(release, write) as made:
            if write:
                click.echo(f"datasette {made.database} -m {made.metadata}")
            else:
                run(made, host, port)
    except ServeError as error:
        stop(str(error))
    except KeyboardInterrupt:
        stop("stopped", INTERRUPTED)
