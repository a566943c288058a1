"""`tallybook estimate`: how many, from rival claims: of a release, or of any table with its columns."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from builder.commands.common import stop

if TYPE_CHECKING:
    import pandas as pd

    from builder.estimates import Derived

BEST = ("latest", "median", "lowest", "highest-independent")
POLICIES = ("literal", "acled", "ccc", "emdat", "wikimpacts")
EXPORTS = ("ucdp-ged", "acled", "hxl")


def _month(_: click.Context, option: click.Parameter, given: str | None) -> str | None:
    if given is not None and not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", given):
        raise click.BadParameter(f"{given!r} is no year or month (YYYY or YYYY-MM)", param=option)
    return given


def _country(_: click.Context, option: click.Parameter, given: str | None) -> str | None:
    if given is None:
        return None
    import pycountry

    if not pycountry.countries.get(alpha_3=given.upper()):
        raise click.BadParameter(f"{given!r} is no code of three letters (ISO 3166-1 alpha-3: SYR)", param=option)
    return given.upper()


@click.command()
@click.argument("release", metavar="TABLE|RELEASE_DIR", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the tables or the export.")
@click.option("--best", type=click.Choice(BEST), default="latest", help="Which of the figures that stand is best.")
@click.option("--policy", type=click.Choice(POLICIES), default="literal", help="How open words become numbers.")
@click.option("--as", "export", type=click.Choice(EXPORTS), help="A CSV in other people's columns, to --out or here.")
@click.option("--month", metavar="YYYY[-MM]", callback=_month, help="Totals: of events that began then.")
@click.option("--country", metavar="ABC", callback=_country, help="Totals: of events there, ISO 3166-1 alpha-3.")
@click.option("--draws", type=click.IntRange(0), default=0, help="Totals: simulate so many within the bounds.")
@click.option("--seed", type=int, default=0, help="Totals: of the simulation.")
@click.option("--sensitivity", is_flag=True, help="Totals under each policy, side by side.")
def estimate(release: Path, **options: Any) -> None:
    """Link claims to events and say how many, from rival figures.

    Totals are printed, tables go to --out. RELEASE_DIR is a folder that `build` wrote, TABLE a CSV, TSV or Parquet
    file with the columns of claims.
    """
    claims, documents = _read(release)
    if options["sensitivity"]:
        from builder.estimates.show import sensitivity

        chosen = (options["best"], options["month"], options["country"])
        click.echo(sensitivity(claims, documents, *chosen))
        return
    made = _made(release, claims, documents, options["best"], options["policy"])
    if options["export"]:
        _export(made, options["export"], options["out"])
        return
    if options["out"]:
        from builder.publish import write_derived

        write_derived(options["out"], made.frames())
    from builder.estimates.show import totals_table

    click.echo(totals_table(made, options["month"], options["country"], options["draws"], options["seed"]))


def _read(path: Path) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    from builder.validation.inputs import Refused, given

    try:
        tables = given(path).tables
    except Refused as error:
        stop(str(error))
    if "claims" not in tables:
        stop(f"{path}: this is a table of documents, not of claims")
    return tables["claims"], tables.get("documents")


def _made(path: Path, claims: pd.DataFrame, documents: pd.DataFrame | None, best: str, policy: str) -> Derived:
    from builder.estimates import estimate as make
    from builder.linking.rows import NoClaims

    try:
        return make(claims, documents, best, policy)
    except NoClaims as error:
        stop(f"{path}: {error}")


def _export(made: Derived, name: str, out: Path | None) -> None:
    from builder.estimates.exports import EXPORTS as WRITERS
    from builder.publish.files import write_text

    text = WRITERS[name](made).to_csv(index=False, lineterminator="\n")
    if out is None:
        click.echo(text, nl=False)
        return
    out.mkdir(parents=True, exist_ok=True)
    write_text(out / f"{name}.csv", text)
