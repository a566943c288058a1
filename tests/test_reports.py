"""Whole reports to what they report in all: text to claims to totals, with nothing in between spelled out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from builder.claims.extract import extract_claims
from builder.model import Document
from builder.tables.documents import totals
from tests.case_tables import cases

NOTHING = ["none", "none", "none"]


@pytest.mark.parametrize("case", cases("reports"))
def test_a_report_is_totalled(case: dict[str, Any]) -> None:
    document = Document("d", case["text"], published=date.fromisoformat(case["published"]))
    row = totals(document, extract_claims(document))
    for measure in ("killed", "injured"):
        got = [row[f"{measure}_{end}"] for end in ("low", "best", "high")]
        assert ["none" if n is None else n for n in got] == case.get(measure, NOTHING), measure
