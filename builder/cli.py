"""The command line: thin, quick to answer, and clear about what went wrong.

Exit codes: 0 all is well; 1 a check failed (the files are there to look at), or a page
could not be fetched; 2 it could not run; 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from builder import __version__

if TYPE_CHECKING:
    from builder.pipeline import Build

COLUMNS = ("text", "title", "published", "publisher", "author", "url", "id", "language")
CHECK_FAILED, COULD_NOT_RUN, INTERRUPTED = 1, 2, 130


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    from builder.documents import Unreadable, to_date

    try:
        day = to_date(value)
    except Unreadable as error:
        raise click.BadParameter(f"{value!r} is not a date (YYYY-MM-DD)", ctx, param) from error
    if value is not None and day is None:
        raise click.BadParameter("'' is not a date (YYYY-MM-DD)", ctx, param)
    return day


PUBLISHED = click.option("--published", callback=_date, metavar="YYYY-MM-DD", help="Date of texts that state none.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tallybook")
def main() -> None:
    """Turn news into a dataset of numeric claims: who says how many, of whom, since when, in which words."""


def _columns(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each field of a document, to name the column of a table that holds it."""
    for field in reversed(COLUMNS):
        name = "date" if field == "published" else field
        option = click.option(f"--{name}-column", f"{field}_column", metavar="NAME", help=f"Of tables: the {name}.")
        command = option(command)
    return command


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write to.")
@PUBLISHED
@click.option("--html", type=click.Choice(["full", "fast"]), default="full", help="Pages with care, or in haste.")
@click.option("--encoding", help="Of text files and tables that are not UTF-8.")
@_columns
@click.option("--duplicates", type=click.Choice(["drop", "keep"]), default="drop", help="Name them only, or read them.")
@click.option("--text/--no-text", default=True, help="Texts go into documents.parquet (default), or nowhere.")
@click.option("--workers", type=click.IntRange(1), help="Processes; default: one for little text, all cores for much.")
@click.option("--check/--no-check", default=True, help="Validate the tables (default) or leave that for later.")
@click.option("--fail-on", type=click.Choice(["error", "warning"]), default="error", help="What makes exit code 1.")
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
def build(
    inputs: tuple[str, ...],
    out: Path,
    published: date | None,
    html: str,
    encoding: str | None,
    duplicates: str,
    text: bool,
    workers: int | None,
    check: bool,
    fail_on: str,
    quiet: bool,
    **columns: str | None,
) -> None:
    """Build a dataset from INPUTs: texts, pages, archives, tables; folders of them, globs, - for JSON lines.

    Writes claims and documents as .csv and .parquet, rejects.csv and validation.json.
    """
    from builder import pipeline
    from builder.documents import Reading
    from builder.progress import watcher

    named = {field: name for field in COLUMNS if (name := columns[f"{field}_column"])}
    reading = Reading(published, html, encoding, named)
    try:
        with watcher(quiet) as watch:
            done = pipeline.build(inputs, out, reading, workers, check, duplicates == "keep", text, watch)
    except pipeline.BuildError as error:
        _stop(str(error))
    except KeyboardInterrupt:
        _stop("interrupted; nothing was written", INTERRUPTED)
    _close(done, fail_on, quiet)


def _close(done: Build, fail_on: str, quiet: bool) -> None:
    from builder.summary import failed_checks, summary

    if not quiet:
        click.echo(summary(done))
    if not done.ok(fail_on):
        click.echo(failed_checks(done, fail_on), err=True)
        sys.exit(CHECK_FAILED)


@main.command()
@click.argument("tables", nargs=-1, required=True, metavar="TABLE|RELEASE_DIR...", type=click.Path(path_type=Path))
@click.option("--fail-on", type=click.Choice(["error", "warning"]), help="What makes exit code 1; default: error.")
@click.option("--profile", metavar="NAME", help="Whose columns: claims (default), ucdp-ged, acled, hxl.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    default=["terminal"],
    metavar="NAME[=FILE]",
    help="terminal (default), json, github, junit, sarif, html; may be repeated.",
)
@click.option("--config", type=click.Path(path_type=Path), help="Default: tallybook.toml, if it is here.")
@click.option("--exceptions", type=click.Path(path_type=Path), help="Default: etc/exceptions.toml beside the release.")
@click.option("--previous", type=click.Path(path_type=Path), help="The release before, to compare with.")
@click.option("--texts", multiple=True, metavar="INPUT", help="What was built from, to compare spans with.")
def check(tables: tuple[Path, ...], texts: tuple[str, ...], **options: Any) -> None:
    """Check claims tables: TABLE is a CSV, TSV or Parquet file, RELEASE_DIR a folder that `build` wrote.

    Exit codes: 0 passed, 1 failed at or above --fail-on, 2 could not run.
    """
    from builder.validation.command import Options, Stop, check_paths

    try:
        checked = check_paths(tables, Options(**options, texts=_texts(texts)))
    except Stop as error:
        _stop(str(error))
    for one in checked:
        click.echo(one.output, nl=False)
    sys.exit(CHECK_FAILED if any(not one.ok for one in checked) else 0)


def _texts(inputs: tuple[str, ...]) -> dict[str, str] | None:
    from builder.documents import Notes, read
    from builder.model import Document

    if not inputs:
        return None
    return {one.id: one.text for one in read(inputs, None, Notes()) if isinstance(one, Document)}


@main.command()
@click.argument("addresses", nargs=-1, required=True, metavar="URL...")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="A new .warc.gz file.")
@click.option("--delay", type=click.FloatRange(0), default=1.0, help="Seconds between two requests to a host.")
@click.option("--timeout", type=click.FloatRange(0.1), default=30.0, help="Seconds for a whole answer.")
@click.option("--max-size", type=click.FloatRange(0), default=20.0, help="Megabytes of an answer.")
@click.option("--retries", type=click.IntRange(0), default=2, help="Further tries where a host does not answer.")
@click.option("--user-agent", help="What to be called; say how you can be reached.")
@click.option("--allow-private", is_flag=True, help="Fetch from this machine and its network, too.")
@click.option("--quiet", is_flag=True, help="Say nothing of what was fetched.")
def fetch(
    addresses: tuple[str, ...],
    out: Path,
    delay: float,
    timeout: float,
    max_size: float,
    retries: int,
    user_agent: str | None,
    allow_private: bool,
    quiet: bool,
) -> None:
    """Fetch pages, and the pages that feeds name, into a web archive that `build` reads.

    robots.txt is asked and obeyed. Exit code 1: some could not be fetched; 2: none.
    """
    from builder import fetch as fetching
    from builder.documents import Unreadable

    agent = user_agent or f"tallybook/{__version__}"
    polite = fetching.Manners(delay, timeout, int(max_size * 1_000_000), retries, agent, allow_private)
    try:
        done = fetching.fetch(addresses, out, polite, lambda line: None if quiet else click.echo(line, err=True))
    except FileExistsError:
        _stop(f"{out} is there already")
    except (OSError, Unreadable) as error:
        _stop(str(error))
    except KeyboardInterrupt:
        _stop(f"interrupted; what was fetched is in {out}", INTERRUPTED)
    if not done.pages:
        _stop("nothing could be fetched")
    sys.exit(CHECK_FAILED if done.failed else 0)


@main.command()
@click.argument("text_or_file")
@PUBLISHED
def explain(text_or_file: str, published: date | None) -> None:
    """Show how the claims of a text, a file or standard input (-) were made."""
    from builder.documents import Unreadable
    from builder.trail import documents_of, explanation

    try:
        for document in documents_of(text_or_file, published):
            click.echo(explanation(document))
    except Unreadable as error:
        _stop(error.reason)


@main.command()
def version() -> None:
    """Print the version."""
    click.echo(f"tallybook {__version__}")


def _stop(message: str, code: int = COULD_NOT_RUN) -> NoReturn:
    click.echo(f"tallybook: {message}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
