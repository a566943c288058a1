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
    monkeypatch.setattr(checked, "BATCH", 4)
    pieces = checked.check_made(tmp_path / "faulty", [])
    assert at_once.failed > 4
    assert pieces.to_json() == at_once.to_json()
    assert [result.positions for result in pieces.results] == [result.positions for result in at_once.results]


@pytest.mark.parametrize("claims_at", [None, 0, 11])
def test_a_piece_without_claims_fails_no_release_that_has_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, claims_at: int | None
) -> None:
    """Six texts of twelve hold a digit: a piece of them has enough, the claim may stand in another."""
    said = [f"We met on {n} May 2020." if n % 2 else f"We met {'again and ' * n}again." for n in range(12)]
    if claims_at is not None:
        said[claims_at] = "Three people were killed on Monday."
    source, out = tmp_path / "in.jsonl", tmp_path / "out"
    source.write_text("".join(json.dumps({"text": text}) + "\n" for text in said), "utf-8")
    pipeline.build([str(source)], out, options=pipeline.Options(check=False, workers=1))
    verdicts = []
    for at_once, batch in ((1000, 500), (1, 3)):
        for name, size in (("AT_ONCE", at_once), ("PIECE", 3), ("BATCH", batch)):
            monkeypatch.setattr(checked, name, size)
        report = checked.check_made(out, [])
        status = {result.rule.id: result.status for result in report.results}
        verdicts.append({rule: status[rule] for rule in ("C201", "C202")})
    wanted = "failed" if claims_at is None else "passed"
    assert verdicts == [{"C201": wanted, "C202": wanted}] * 2


def test_every_check_of_documents_is_a_check() -> None:
    assert OF_DOCUMENTS | ONCE - {"expect_table_columns_to_match_ordered_list"} <= CHECKS.keys()
