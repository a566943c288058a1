"""`tallybook check`: a release, or somebody else's table, against the rules."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from builder.commands.common import CHECK_FAILED, say, stop


@click.command()
@click.argument("tables", nargs=-1, required=True, metavar="TABLE|RELEASE_DIR...", type=click.Path(path_type=Path))
@click.option("--fail-on", type=click.Choice(["error", "warning"]), help="What makes exit code 1; default: error.")
@click.option("--profile", metavar="NAME", help="Whose columns: claims (default), ucdp-ged, acled, hxl.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    default=["terminal"],
    metavar="NAME[=FILE]",
    help="terminal, json, github, junit, sarif, html; may be repeated.",
)
@click.option("--config", type=click.Path(path_type=Path), help="Default: tallybook.toml, if it is here.")
@click.option("--exceptions", type=click.Path(path_type=Path), help="Default: etc/exceptions.toml beside the release.")
@click.option("--previous", type=click.Path(path_type=Path), help="The release before, to compare with.")
@click.option("--texts", multiple=True, metavar="INPUT", help="What was built from, to compare spans with.")
def check(tables: tuple[Path, ...], texts: tuple[str, ...], **options: Any) -> None:
    """Check a release, or anybody's table of casualty figures.

    TABLE is a CSV, TSV or Parquet file, RELEASE_DIR a folder that `build` wrote. Exit codes: 0 passed, 1 failed at
    or above --fail-on, 2 could not run.
    """
    from builder.validation.command import Options, Stop, check_paths

    try:
        checked = check_paths(tables, Options(**options, texts=_texts(texts)))
    except Stop as error:
        stop(str(error))
    for one in checked:
        say(one.output, nl=False)
    sys.exit(CHECK_FAILED if any(not one.ok for one in checked) else 0)


def _texts(inputs: tuple[str, ...]) -> dict[str, str] | None:
    """Id -> text of the documents that the table was made from; what cannot be read is passed over, as a build does."""
    from builder.documents import Notes, read
    from builder.model import Document

    if not inputs:
        return None
    found = list(read(inputs, None, Notes()))
    texts = {one.id: one.text for one in found if isinstance(one, Document)}
    if not texts:
        said = [f"{one.file}: {one.reason}" for one in found if not isinstance(one, Document)]
        stop(f"--texts: {said[0] if said else f'nothing to read in {inputs[0]}'}")
    return texts
