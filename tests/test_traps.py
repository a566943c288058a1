"""Sentences that look like casualty or damage claims and are none: nothing may be asserted from them."""

from __future__ import annotations

from typing import Any

import pytest

from builder.claims.extract import extract_claims
from builder.model import Document, Stance
from tests.case_tables import cases


@pytest.mark.parametrize("row", cases("traps"))
def test_nothing_is_asserted(row: dict[str, Any]) -> None:
    claims = extract_claims(Document("trap", row["text"]))
    found = {c.measure for c in claims if c.family != "statistic" and c.stance is Stance.ASSERTED}
    assert found <= set(row["allow"]), [(c.value_text, c.measure, c.rule) for c in claims if c.family != "statistic"]
