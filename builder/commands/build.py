"""`tallybook build`: articles to a folder of tables."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.commands.common import CHECK_FAILED, INTERRUPTED, PUBLISHED, Folder, say, stop
from builder.model import FAMILIES

if TYPE_CHECKING:
    from builder.pipeline import Build

COLUMNS = ("text", "title", "published", "publisher", "author", "url", "id", "language")


def _columns(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each field of a document, to name the column of a table that holds it."""
    for field in reversed(COLUMNS):
        name = "date" if field == "published" else field
        option = click.option(f"--{name}-column", f"{field}_column", metavar="NAME", help=f"Of tables: the {name}.")
        command = option(command)
    return command


def _families(_: click.Context, option: click.Parameter, given: str | None) -> tuple[str, ...] | None:
    """The families named, each once; None for all."""
    if given is None:
        return None
    names = tuple(dict.fromkeys(name.strip() for name in given.split(",")))
    if unknown := [name for name in names if name not in FAMILIES]:
        raise click.BadParameter(f"{unknown[0]!r} is none of {', '.join(FAMILIES)}", param=option)
    return names


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", required=True, type=Folder(), help="Folder to write to, or an address (s3://bucket/folder).")
@PUBLISHED
@click.option("--html", type=click.Choice(["full", "fast"]), default="full", help="Web pages: with care, or sooner.")
@click.option("--encoding", help="Of text files and tables that are not UTF-8.")
@_columns
@click.option(
    "--families",
    callback=_families,
    metavar="NAME[,NAME]",
    help="Only claims of these: casualty, damage, statistic. Without statistics it is a good deal faster.",
)
@click.option("--duplicates", type=click.Choice(["drop", "keep"]), default="drop", help="Texts that came before.")
@click.option("--text/--no-text", default=True, help="Texts go into documents.parquet, or nowhere.")
@click.option("--workers", type=click.IntRange(1), help="Processes; default: one for little text, all cores for much.")
@click.option(
    "--engine", type=click.Choice(["local", "dask"]), default="local", help="This machine, or a Dask cluster."
)
@click.option("--scheduler", metavar="ADDRESS", help="Of a Dask cluster; default: one of this machine.")
@click.option("--resume", is_flag=True, help="Take up the same build where it was interrupted.")
@click.option(
    "--time-limit",
    type=click.FloatRange(0, min_open=True),
    default=60.0,
    metavar="SECONDS",
    help="For one document; one that takes longer is rejected.",
)
@click.option("--check/--no-check", default=True, help="Validate the tables, or leave that for later.")
@click.option("--estimates/--no-estimates", default=True, help="Make the derived tables, or claims only.")
@click.option("--fail-on", type=click.Choice(["error", "warning"]), default="error", help="What makes exit code 1.")
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
def build(
    inputs: tuple[str, ...],
    out: Path | str,
    published: date | None,
    html: str,
    encoding: str | None,
    families: tuple[str, ...] | None,
    duplicates: str,
    text: bool,
    workers: int | None,
    engine: str,
    scheduler: str | None,
    resume: bool,
    time_limit: float,
    check: bool,
    estimates: bool,
    fail_on: str,
    quiet: bool,
    **columns: str | None,
) -> None:
    """Build a dataset of the claims in texts, pages and tables.

    INPUT is a file (.txt, .html, .csv, .jsonl, .parquet, .pdf, .warc, a feed), a folder of them, a glob, or - for JSON
    lines. Writes claims and documents, and events, series, estimates and links made of them, as .csv and .parquet;
    rejects.csv and validation.json.
    """
    from builder import pipeline
    from builder.documents import Reading
    from builder.progress import watcher

    named = {field: name for field in COLUMNS if (name := columns[f"{field}_column"])}
    try:
        reading = Reading(published, html, encoding, named, families)
    except ValueError as error:
        stop(str(error))
    options = pipeline.Options(
        workers, check, duplicates == "keep", text, resume, time_limit, estimates, engine, scheduler
    )
    try:
        with watcher(quiet) as watch:
            done = pipeline.build(inputs, out, reading, options, watch)
    except pipeline.BuildError as error:
        stop(str(error))
    except KeyboardInterrupt:
        stop(f"interrupted; nothing was written{_how_to_resume(out)}", INTERRUPTED)
    _close(done, fail_on, quiet)


def _how_to_resume(out: Path | str) -> str:
    from builder.work import NAME

    there = isinstance(out, str) or (out / NAME).exists()
    return f" yet: the same command with --resume goes on from here ({out}/{NAME})" if there else ""


def _close(done: Build, fail_on: str, quiet: bool) -> None:
    from builder.summary import failed_checks, summary

    if not quiet:
        say(summary(done))
    if not done.ok(fail_on):
        say(failed_checks(done, fail_on), err=True)
        sys.exit(CHECK_FAILED)
