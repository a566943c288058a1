"""docs/reference.md is made of the code: `python -m tests.reference` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from builder.cli import main
from builder.commands import NAMES, Commands
from builder.downloads import FORMATS
from builder.downloads.sqlite import views
from builder.publish.dictionary import markdown
from builder.tables.schema import columns, schema
from builder.validation.suites import load

PAGE = Path(__file__).parents[1] / "docs" / "reference.md"


def page() -> str:
    """The whole page."""
    assert isinstance(main, Commands)
    context = click.Context(main, info_name="tallybook", **main.context_settings)
    commands = [_command(name, main.get_command(context, name), context) for name in NAMES]
    blocks = [
        "# Reference",
        "Made of the code, of `builder/columns.toml` and of `expectations/`: `uv run python -m tests.reference`.",
        "Commands: "
        + ", ".join(f"[`{name}`](#tallybook-{name})" for name in NAMES)
        + ". Tables: "
        + ", ".join(f"[{table}](#table-{table})" for table in schema())
        + ". "
        "[Formats](#formats), [views](#views), [rules](#rules).",
        *commands,
        *(_table(table) for table in schema()),
        _formats(),
        _views(),
        _rules(),
    ]
    return "\n\n".join(blocks) + "\n"


def _command(name: str, command: click.Command | None, parent: click.Context) -> str:
    assert command
    context = click.Context(command, parent, info_name=name)
    usage = f"```\n{command.get_usage(context).removeprefix('Usage: ')}\n```"
    words = " ".join((command.help or "").replace("\b", "").split())
    rows = [row for parameter in command.params for row in _option(parameter, context)]
    table = "\n".join(["| option | |", "| --- | --- |", *rows]) if rows else ""
    return "\n\n".join(part for part in (f"## `tallybook {name}`", usage, words, table) if part)


def _option(parameter: click.Parameter, context: click.Context) -> Iterator[str]:
    if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context)):
        option, words = (text.replace("|", "\\|") for text in record)
        yield f"| `{option}` | {words} |".replace("\\|", "/")


def _table(table: str) -> str:
    allowed = [f"- `{c.name}`: {', '.join(f'`{v}`' for v in c.values)}" for c in columns(table) if c.values]
    tags = ", ".join(f"`{c.name}` {c.hxl}" for c in columns(table))
    blocks = [f"## Table {table}", markdown(table), "Allowed values:", "\n".join(allowed), f"HXL tags: {tags}."]
    return "\n\n".join(blocks)


def _formats() -> str:
    rows = [f"| `{name}` | `{one.ending}` | {one.title} | {one.media_type} |" for name, one in FORMATS.items()]
    head = "`tallybook release` and `tallybook publish` write every table in each of them, and `downloads.json`, which"
    return "\n".join(
        [
            "## Formats",
            "",
            f"{head}\nnames them all with size, rows and SHA-256.",
            "",
            "| format | ending | what | media type |",
            "| --- | --- | --- | --- |",
            *rows,
        ]
    )


def _views() -> str:
    rows = [f"| `{name}` | {sql.splitlines()[0].removeprefix('-- ')} |" for name, sql in views().items()]
    head = "In `tallybook.sqlite`, beside the tables and `dictionary`; those whose tables a release lacks are left out."
    return "\n".join(["## Views", "", head, "", "| view | what it shows |", "| --- | --- |", *rows])


def _rules() -> str:
    rows = [f"| {r.id} | {r.table} | {r.severity} | {r.reason} |" for suite in load() for r in suite.rules]
    head = "What `build`, `check` and `release` check. [More on them](check-your-own-table.md)."
    return "\n".join(
        ["## Rules", "", head, "", "| rule | table | severity | why it is there |", "| --- | --- | --- | --- |", *rows]
    )


if __name__ == "__main__":
    PAGE.write_bytes(page().encode("utf-8"))
