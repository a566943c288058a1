"""The page on checking one's own table says what is so."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from builder.tables.corrections import load as load_corrections
from builder.validation.config import load as load_config
from builder.validation.exceptions import load as load_exceptions
from builder.validation.formats import FORMATS
from builder.validation.suites import load, read
from tests.check_page import PAGE, made

TEXT = PAGE.read_text("utf-8")


def test_made_parts_are_up_to_date() -> None:
    assert made(TEXT) == TEXT, "python -m tests.check_page"


def test_its_examples_are_read(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    files = [tmp_path / f"{n}.toml" for n in range(len(blocks))]
    for file, block in zip(files, blocks, strict=True):
        file.write_text(block)
        tomllib.loads(block)
    config, exceptions, corrections = files
    changed = load_config(config).applied(load())
    assert next(r for suite in changed for r in suite.rules if r.id == "C151").kwargs["max_share"] == 0.2
    assert len(load_exceptions(exceptions).all) == len(load_corrections(corrections).all) == 1
    [suite] = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    assert [rule.id for rule in read("ours.json", json.dumps(json.loads(suite))).rules] == ["OUR1", "OUR2"]


def test_it_names_every_format() -> None:
    assert all(f"| `{name}` |" in TEXT for name in FORMATS)
