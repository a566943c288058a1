"""The command line: thin, quick to answer, and clear about what went wrong.

Exit codes: 0 all is well; 1 a check failed (the files are there to look at), or a page
could not be fetched; 2 it could not run; 130 interrupted.
"""

from __future__ import annotations

import click

from builder import __version__
from builder.commands import Commands

SETTINGS = {"help_option_names": ["-h", "--help"], "show_default": True}


@click.group(cls=Commands, context_settings=SETTINGS)
@click.version_option(__version__, prog_name="tallybook")
def main() -> None:
    """Turn news into a dataset of numeric claims: who says how many, of whom, since when, in which words."""


if __name__ == "__main__":
    main()
