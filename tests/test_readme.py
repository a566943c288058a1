"""README.md tells the truth: its tables are what the code makes, its commands are those that CI runs."""

from __future__ import annotations

import re
from pathlib import Path

from click import Context

from builder.cli import main
from tests.readme import EXAMPLE, PUBLISHED, README, made

ROOT = Path(__file__).parents[1]
TEXT = README.read_text("utf-8")


def test_the_made_parts_are_up_to_date() -> None:
    assert made(TEXT) == TEXT, "run: uv run python -m tests.readme"


def test_the_example_is_the_one_that_is_shown() -> None:
    assert EXAMPLE in TEXT.replace('"\n    "', "")
    assert f'published="{PUBLISHED}"' in TEXT


def test_the_test_command_is_what_ci_runs() -> None:
    (command,) = re.findall(r"^pip install uv && (uv run .*pytest.*)$", TEXT, re.MULTILINE)
    assert command in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_option_it_names_exists() -> None:
    context = Context(main)
    commands = [main.get_command(context, name) for name in main.list_commands(context)]
    parameters = [parameter for command in commands if command for parameter in command.params]
    known = {name for parameter in parameters for name in (*parameter.opts, *parameter.secondary_opts)}
    for option in re.findall(r"`(--[a-z][a-z-]+)", TEXT):
        assert option in known, option
