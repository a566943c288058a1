"""A release that is checked piece by piece gets the report of one that is checked at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.synthetic import documents
from builder import checked, pipeline
from builder.publish import publish
from builder.validation.piecewise import OF_DOCUMENTS, ONCE
from builder.validation.rules import CHECKS


def test_the_verdicts_are_those_of_a_check_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out"
    source.write_text("".join(json.dumps(one) + "\n" for one in documents(60, words=(20, 60))), "utf-8")
    done = pipeline.build([str(source)], out, options=pipeline.Options(check=False))
    claims, rows = done.claims, done.documents
    faults: dict[str, Any] = {"country": "Norway", "value_low": 999.0, "period_start": "2021-02-30", "confidence": 9.0}
    for n, (column, value) in enumerate(faults.items()):
        if column != "period_start":
            claims.loc[claims.index[n::17], column] = value
    claims.loc[claims.index[5], "claim_id"] = claims["claim_id"].iloc[90]
    rows.loc[rows.index[30], "n_claims"] += 0
    texts = {one["id"]: one["text"] for one in documents(60, words=(20, 60))}
    publish(tmp_path / "faulty", claims, rows, [], None, texts)
    at_once = checked.check_made(tmp_path / "faulty", [])
    monkeypatch.setattr(checked, "AT_ONCE", 10)
    monkeypatch.setattr(checked, "PIECE", 50)
    pieces = checked.check_made(tmp_path / "faulty", [])
    assert at_once.failed > 4
    assert pieces.to_json() == at_once.to_json()
    assert [result.positions for result in pieces.results] == [result.positions for result in at_once.results]


def test_every_check_of_documents_is_a_check() -> None:
    assert OF_DOCUMENTS | ONCE - {"expect_table_columns_to_match_ordered_list"} <= CHECKS.keys()
