"""Notebooks are pairs of a .py and an .ipynb that say the same, and hold no outputs. `.ci/run` executes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.notebooks import FOLDER, made, sources


def test_there_are_five() -> None:
    assert [path.stem for path in sources()] == [
        "1_read_a_release",
        "2_who_says_how_many",
        "3_vague_words",
        "4_how_good_is_the_extraction",
        "5_your_own_articles",
    ]
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == [path.stem for path in sources()]


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_the_pair_says_the_same(source: Path) -> None:
    assert source.with_suffix(".ipynb").read_text("utf-8") == made(source), "python -m tests.notebooks"


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_it_holds_no_outputs(source: Path) -> None:
    cells = json.loads(source.with_suffix(".ipynb").read_text("utf-8"))["cells"]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
    assert cells[0]["cell_type"] == "markdown"


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_it_reads_releases_and_not_the_inside(source: Path) -> None:
    lines = source.read_text("utf-8").splitlines()
    assert {line for line in lines if line.startswith(("import builder", "from builder"))} <= {
        "import builder",
        "from builder.estimates import estimate",
        "from builder.publish import read_claims",
        "from builder.publish import read_claims, read_documents",
    }
