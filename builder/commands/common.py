"""What the commands share: exit codes, dates, and how to stop."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters but tab and newline, and those that change the direction of reading."""

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


class Folder(click.Path):
    """A folder of this machine (a Path), or an address on object storage (text)."""

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value if isinstance(value, str) and "://" in value else super().convert(value, param, ctx)


PUBLISHED = click.option("--published", callback=_date, metavar="YYYY-MM-DD", help="Date of texts that state none.")
RELEASED = click.option("--date", "released", callback=_date, metavar="YYYY-MM-DD", help="Day of the release.")


def stop(message: str, code: int = COULD_NOT_RUN) -> NoReturn:
    """End the command, with one line on standard error that says why."""
    say(f"tallybook: {message}", err=True)
    sys.exit(code)


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Words for a terminal. What a text or a file name brings along may hold characters that move the cursor, ring,
    recolour or turn the reading direction: they are shown as what they are."""
    click.echo(CONTROLS.sub(lambda found: ascii(found[0])[1:-1], text), err=err, nl=nl)
