"""Every example of the pages runs and prints what the page says; links lead somewhere; the reference is up to date."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.metadata import About
from tests import reference
from tests.storage import storage

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
SERVERS = ("serve", "review")
"""Commands that do not end: their options are read, no more."""


def blocks(page: str) -> Iterator[tuple[str, str]]:
    return ((found[1], found[2]) for found in BLOCK.finditer((DOCS / page).read_text("utf-8")))


def run(line: str) -> None:
    """One command of a page, which must end well."""
    name, *arguments = shlex.split(line.split(" #")[0])[1:]
    assert line.startswith("tallybook ")
    if name in SERVERS:
        command = main.get_command(click.Context(main), name)
        assert command
        command.make_context(name, arguments)
        return
    result = CliRunner().invoke(main, [name, *arguments])
    assert result.exit_code == 0, result.output


def play(page: str) -> None:
    """The examples of a page, one after the other, as a reader would."""
    names: dict[str, Any] = {"Path": Path}
    said = ""
    for kind, text in blocks(page):
        if kind == "sh":
            for line in text.strip().splitlines():
                run(line)
        elif kind == "python":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile(text, page, "exec"), names)
            said = out.getvalue()
        elif kind == "text":
            assert said == text


@pytest.mark.parametrize("page", ["tutorial.md", "how-to.md", "method.md"])
def test_the_examples_of_a_page(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    if page != "how-to.md":
        play(page)
        return
    shutil.copytree(ROOT / "data" / "release", "data/release")
    with storage() as fs:
        fs.mkdir("news")
        fs.mkdir("claims")
        fs.pipe_file("news/2024/a.txt", b"Nine people were killed.")
        play(page)


def test_the_table_of_words_in_the_method() -> None:
    import builder

    words = ["376", "At least 14", "Up to 40", "About 900", "16-20", "Dozens", "No one"]
    found = [builder.extract(f"{w} {'people ' if w != 'No one' else ''}were killed.").iloc[0] for w in words]
    shown = [[row[c] for c in ("value", "value_low", "value_high")] for row in found]
    cells = [[f"{v:g}" if v == v and str(v) != "<NA>" else "" for v in map(_plain, row)] for row in shown]
    text = (DOCS / "method.md").read_text("utf-8")
    for w, row in zip(words, cells, strict=True):
        line = f"| {w[0].lower() + w[1:]} | {' | '.join(row)} |".replace("|  |", "| |")
        assert line.replace("|  |", "| |") in text


def _plain(value: Any) -> float:
    import pandas as pd

    return float("nan") if pd.isna(value) else float(value)


def test_the_dataset_file_of_the_page_is_read(tmp_path: Path) -> None:
    [text] = [text for kind, text in blocks("how-to.md") if kind == "toml"]
    (tmp_path / "dataset.toml").write_text(text)
    assert About.load(tmp_path / "dataset.toml").creators[0].orcid == "0000-0002-1825-0097"


@pytest.mark.parametrize("page", sorted(path.name for path in DOCS.glob("*.md")))
def test_links_lead_somewhere(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text):
        assert (DOCS / target).exists(), target


def test_the_index_names_the_pages() -> None:
    text = (DOCS / "README.md").read_text("utf-8")
    for page in ("tutorial", "how-to", "reference", "method", "estimates", "check-your-own-table"):
        assert f"({page}.md)" in text


def test_the_reference_is_up_to_date() -> None:
    assert reference.PAGE.read_text("utf-8") == reference.page(), "python -m tests.reference"
