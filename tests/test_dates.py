"""Dates: what stands in a text, and which days that is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from builder.language.sentences import sentences
from builder.mentions.dates import find_dates, resolve
from tests.case_tables import cases


def _found(text: str, anchor: date | None) -> list[list[str]]:
    rows = []
    for sentence in sentences(text):
        for m in find_dates(sentence, text):
            period = resolve(m, anchor)
            rows.append([m.text, m.role, str(period.start or ""), str(period.end or "")])
    return rows


@pytest.mark.parametrize("row", cases("dates"))
def test_dates(row: dict[str, Any]) -> None:
    anchor = row.get("anchor", "2020-10-09")
    assert _found(row["text"], date.fromisoformat(anchor) if anchor else None) == row["found"]
