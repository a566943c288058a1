"""A release does not fall below the score it has recorded on the project's own cases."""

from __future__ import annotations

import json

from benchmarks.own_cases import SCORES, score


def test_own_cases_hold_the_recorded_score() -> None:
    recorded = json.loads(SCORES.read_text("utf-8"))["own_cases"]
    now = score()
    assert now["found"] >= recorded["found"]
    assert now["whole"] >= recorded["whole"]
