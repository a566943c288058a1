"""One module a command, of the command's name, imported when it is asked for.

A module `name.py` holds the click command `name`; its options are all it says, the work is done elsewhere.
"""

from __future__ import annotations

from importlib import import_module

import click

NAMES = ("build", "fetch", "check", "estimate", "release", "publish", "serve", "review", "explain", "version")
"""In the order in which people meet them."""


class Commands(click.Group):
    """A group that imports a command only when it runs, or when help is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(NAMES)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in NAMES:
            return None
        command = getattr(import_module(f"builder.commands.{name}"), name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; of a word that is none, the one it looks like is named."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            if like := get_close_matches(args[0], NAMES, 1):
                raise click.UsageError(f"{error.message} Did you mean {like[0]!r}?", ctx) from error
            raise
