"""The sample articles, read in this process, claim what the published sample says: field by field, row by row."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from builder.claims.extract import extract_claims
from builder.documents import read
from builder.model import Document
from builder.tables.claims import claim_id

ROOT = Path(__file__).parents[1]
CLAIMS = ROOT / "data" / "release" / "claims.csv"


def published() -> dict[str, tuple[str, ...]]:
    with CLAIMS.open(encoding="utf-8", newline="") as file:
        return {
            row["claim_id"]: (
                row["measure"], row["value_text"], row["qualifier"], row["subject_group"], row["stance"], row["basis"],
                row["period_start"], row["period_end"], row["rule"],
            )
            for row in csv.DictReader(file)
        }  # fmt: skip


@pytest.mark.skipif(not CLAIMS.exists(), reason="no release yet")
def test_the_sample_claims_what_is_published() -> None:
    found = {}
    for document in read([str(ROOT / "data" / "raw")]):
        if isinstance(document, Document) and document.language == "en":
            for c in extract_claims(document):
                start, end = (str(day or "") for day in (c.period.start, c.period.end))
                said = c.measure, c.value_text, str(c.qualifier), c.subject_group or "", str(c.stance), str(c.basis)
                found[claim_id(c)] = (*said, start, end, c.rule)
    known = published()
    assert {key: value for key, value in found.items() if key in known} == known
