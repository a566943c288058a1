"""Every rule about estimates can fail: a release without a fault passes it, and one planted fault is caught."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from builder.publish import read_claims
from builder.publish.tables import read_table
from builder.tables.schema import columns
from builder.validation import check
from builder.validation.report import Result
from builder.validation.suites import folder, load

RELEASE = Path(__file__).parents[1] / "data" / "release"
Frame = pd.DataFrame
RULES = {rule.id: rule for suite in load() if suite.table == "estimates" for rule in suite.rules}


def good() -> Frame:
    return read_table(RELEASE / "estimates.parquet", "estimates")


def cell(column: str, value: object) -> Callable[[Frame], Frame]:
    def plant(frame: Frame) -> Frame:
        frame.loc[0, column] = value  # type: ignore[call-overload]
        return frame

    return plant


FAULTS: dict[str, Callable[[Frame], Frame]] = {
    "E001": lambda f: f[f.columns[::-1]],
    "E002": lambda f: f.astype({"n_claims": "float64"}),
    "E003": lambda f: pd.concat([f, f.head(1)], ignore_index=True),
    "E041": cell("low", 10_000_000),
    "E042": cell("claim_ids", "no such claim"),
    "E043": cell("best_claim_ids", "another"),
    "E044": cell("n_claims", 99),
    "E045": cell("measure", "rescued"),
    "E046": cell("n_independent", 99),
    "E047": cell("n_documents", 99),
    "E048": cell("low", -1),
    "E049": cell("disagreement", -0.5),
}
for rule in RULES.values():
    if rule.type == "expect_column_values_to_not_be_null":
        FAULTS[rule.id] = cell(rule.kwargs["column"], None)
    elif rule.type == "expect_column_values_to_be_in_set":
        FAULTS[rule.id] = cell(rule.kwargs["column"], "no such value")
    elif rule.check == "dates_are_iso":
        FAULTS[rule.id] = cell(rule.kwargs["column"], "2022-6-2")


def run(estimates: Frame, suites: Path | None = None) -> dict[str, Result]:
    results = check(read_claims(RELEASE / "claims.parquet"), None, None, suites, estimates=estimates).results
    return {result.rule.id: result for result in results if result.rule.table == "estimates"}


def test_the_sample_release_passes_every_rule() -> None:
    assert {id: r.status for id, r in run(good()).items() if r.status not in ("passed", "empty")} == {}


def test_every_rule_has_its_fault() -> None:
    assert sorted(FAULTS) == sorted(RULES)
    assert [c.name for c in columns("estimates") if not c.null] == [
        r.kwargs["column"] for r in RULES.values() if r.type == "expect_column_values_to_not_be_null"
    ]


@pytest.mark.parametrize("id", sorted(RULES))
def test_the_planted_fault_is_caught(id: str, tmp_path: Path) -> None:
    suite = json.loads((folder() / "estimates.json").read_text("utf-8"))
    suite["rules"] = [row for row in suite["rules"] if row["id"] == id]
    (tmp_path / "estimates.json").write_text(json.dumps(suite), "utf-8")
    result = run(FAULTS[id](good()), tmp_path)[id]
    assert (result.status, result.n_failed > 0) == ("failed", True)
