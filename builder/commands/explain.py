"""`tallybook explain`: how the claims of a text were made."""

from __future__ import annotations

from datetime import date

import click

from builder.commands.common import PUBLISHED, say, stop


@click.command()
@click.argument("text_or_file")
@PUBLISHED
@click.option("--language", metavar="CODE", help="Of the text; default: what it looks like. Only English is read.")
def explain(text_or_file: str, published: date | None, language: str | None) -> None:
    """Show how the claims of a text were made.

    TEXT_OR_FILE is the text itself, a file, or - for standard input.
    """
    from builder.documents import Unreadable
    from builder.trail import documents_of, explanation

    try:
        for document in documents_of(text_or_file, published):
            say(explanation(document, language))
    except Unreadable as error:
        stop(error.reason)
    except ValueError as error:
        stop(str(error))
