"""Case tables: tests/cases/en/NAME.toml holds `[[case]]` rows, each a `text` and what must be found in it.

A row with `xfail = "why"` is a known gap: counted, strict, and to be removed the day it passes.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "cases" / "en"


def cases(name: str) -> list[Any]:
    """The rows of one table as pytest parameters, named by their text."""
    rows = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["case"]
    return [
        pytest.param(
            row,
            id=f"{n}: {row['text'][:60]}",
            marks=[pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else [],
        )
        for n, row in enumerate(rows, 1)
    ]
