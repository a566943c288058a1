"""Texts to claims: every row of tests/cases/en/claims*.toml, each field as the row gives it.

A row has a `text`, sometimes `published`, and `claims`: all its casualty and damage claims in order, or `[]`.
Statistics are compared only where a row lists `statistics`. A claim is a table of the fields that matter to the row,
compared literally; "none" stands for null, `part_of` counts within the row's `claims`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from builder.claims.extract import extract_claims
from builder.claims.rules import Rule, rules
from builder.model import Claim, Document
from tests.case_tables import FOLDER, cases

TABLES = sorted(path.stem for path in FOLDER.glob("claims*.toml"))
CASES = [row for table in TABLES for row in cases(table)]
_KEYS = frozenset({"text", "published", "claims", "statistics", "xfail"})
_NONE = "none"


def claims_of(case: dict[str, Any]) -> list[Claim]:
    """What is extracted from a case's text."""
    published = date.fromisoformat(case["published"]) if "published" in case else None
    return extract_claims(Document("d", case["text"], published=published))


def field_of(claim: Claim, name: str, counted: list[Claim], every: list[Claim]) -> Any:
    """One field in the form a case writes it."""
    if name in ("period_start", "period_end"):
        day = getattr(claim.period, name.removeprefix("period_"))
        return day.isoformat() if day else _NONE
    if name == "period_precision":
        return claim.period.precision
    value = getattr(claim, name)
    if name == "part_of" and value is not None:
        value = counted.index(every[value])
    return _NONE if value is None else value


def shown(claims: list[Claim], wanted: list[dict[str, Any]], every: list[Claim]) -> list[dict[str, Any]]:
    """The claims reduced to the fields the rows give; a claim no row names shows its words and measure."""
    keys = [tuple(row) for row in wanted] + [("value_text", "measure")] * len(claims)
    return [{key: field_of(claim, key, claims, every) for key in row} for claim, row in zip(claims, keys, strict=False)]


@pytest.mark.parametrize("case", CASES)
def test_a_text_gives_its_claims(case: dict[str, Any]) -> None:
    assert set(case) <= _KEYS, sorted(set(case) - _KEYS)
    every = claims_of(case)
    counted = [c for c in every if c.family != "statistic"]
    assert shown(counted, case["claims"], every) == case["claims"]
    if "statistics" in case:
        rest = [c for c in every if c.family == "statistic"]
        assert shown(rest, case["statistics"], every) == case["statistics"]


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in rules()])
def test_each_rule_binds_its_own_example(rule: Rule) -> None:
    made = {claim.rule.removesuffix("+part") for claim in extract_claims(Document("d", rule.example))}
    assert rule.id in made, f"{rule.example!r} gives {sorted(made)}"
