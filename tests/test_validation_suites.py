"""Suites are read strictly, and ours agree with columns.toml."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

import builder
from builder.tables.schema import columns, dtypes
from builder.validation import check
from builder.validation.advice import advice
from builder.validation.profiles import CLAIMS, names, profile
from builder.validation.rules import CHECKS
from builder.validation.suites import Rule, SuiteError, folder, load, read
from tests.release_fixture import release

HOUSE = Path(builder.__file__).parent
SUITES = {suite.name: suite for suite in load()}
RULE = {
    "id": "C001",
    "type": "expect_column_values_to_not_be_null",
    "kwargs": {"column": "value"},
    "severity": "error",
    "reason": "Because.",
}
NAMED = {"type": "expect_rows_to_pass"}


def suite(*rules: Any, **more: Any) -> str:
    return json.dumps({"name": "mine", "table": "claims", "rules": list(rules)} | more)


def broken_rule(**more: Any) -> str:
    return suite(RULE | more)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{", "Expecting property name"),
        ("[]", "not a table"),
        ('{"name": "a", "name": "b"}', "key 'name' stands twice"),
        (suite(RULE, extra=1), "unknown key 'extra'"),
        ('{"name": "mine", "table": "claims"}', "'rules' is missing"),
        (suite(), "the suite is empty"),
        (suite(RULE, table="events"), "table = 'events' is not one of claims, documents, estimates"),
        (suite(RULE, RULE), "rule C001: the id stands in mine.json already"),
        (suite("C001"), "rule number 1: not a table"),
        (suite({k: v for k, v in RULE.items() if k != "reason"}), "rule C001: 'reason' is missing"),
        (broken_rule(reason=" "), "rule C001: 'reason' is empty"),
        (broken_rule(because="x"), "rule C001: unknown key 'because'"),
        (broken_rule(kwargs=[]), r"rule C001: kwargs = \[\] is not a dict"),
        (broken_rule(severity="fatal"), "rule C001: severity = 'fatal' is not one of error, warning, info"),
        (broken_rule(meta={"author": "x"}), "rule C001, meta: unknown key 'author'"),
        (broken_rule(kwargs={"column": "vale"}), "rule C001: table claims has no column 'vale'"),
        (broken_rule(kwargs={"column": 3}), "rule C001: table claims has no column 3"),
        (broken_rule(kwargs={"column_list": ["value", "vale"]}), "rule C001: table claims has no column 'vale'"),
        (broken_rule(**NAMED, kwargs={}), "rule C001: check = None is not one of"),
        (broken_rule(**NAMED, kwargs={"check": "nope"}), "rule C001: check = 'nope' is not one of"),
        (broken_rule(**NAMED, kwargs={"check": "counted_once", "n": 1}), "'counted_once' has no parameter 'n'"),
        (broken_rule(**NAMED, kwargs={"check": "dates_are_iso"}), "'dates_are_iso' needs the parameter 'column'"),
        (broken_rule(**NAMED, kwargs={"check": "dates_are_iso", "column": 1}), "column = 1 is not a str"),
        (broken_rule(**NAMED, kwargs={"check": "dates_are_iso", "column": "day"}), "no column 'day'"),
        (broken_rule(**NAMED, kwargs={"check": "applies_somewhere", "of": "nope"}), "check = 'nope' is not one of"),
        (
            broken_rule(**NAMED, kwargs={"check": "applies_somewhere", "of": "dates_are_iso", "given": {"day": 1}}),
            "'dates_are_iso' has no parameter 'day'",
        ),
    ],
)
def test_a_wrong_suite_is_refused_by_file_and_rule(source: str, message: str) -> None:
    with pytest.raises(SuiteError, match=f"mine.json.*{message}"):
        read("mine.json", source)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"type": "expect_column_values_to_be_good"}, "expect_column_values_to_be_good"),
        ({"kwargs": {"column": "value", "colour": "red"}}, "colour"),
        ({"kwargs": {}}, "column"),
    ],
)
def test_what_great_expectations_does_not_know_is_refused_by_file_and_rule(
    more: dict[str, Any], message: str, tmp_path: Path
) -> None:
    (tmp_path / "mine.json").write_text(broken_rule(**more), "utf-8")
    with pytest.raises(SuiteError, match=f"mine.json, rule C001: .*{message}"):
        check(*release(), suites=tmp_path)


def test_ids_are_unique_over_all_files(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(suite(RULE), "utf-8")
    with pytest.raises(SuiteError, match=r"b.json, rule C001: the id stands in a.json already"):
        load(tmp_path)


def test_a_folder_without_suites_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="no suites"):
        load(tmp_path)


def test_one_file_is_a_suite_too(tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text(suite(RULE), "utf-8")
    report = check(*release(), suites=tmp_path / "mine.json")
    assert [(r.rule.id, r.status, r.n_failed) for r in report.results] == [("C001", "failed", 3)]


def of_type(table: str, type: str) -> list[Rule]:
    return [rule for rule in SUITES[table].rules if rule.type == type]


@pytest.mark.parametrize("table", SUITES)
def test_the_order_of_columns_is_the_published_one(table: str) -> None:
    [rule] = of_type(table, "expect_table_columns_to_match_ordered_list")
    assert rule.kwargs["column_list"] == list(dtypes(table))


@pytest.mark.parametrize("table", SUITES)
def test_not_null_is_what_the_schema_says(table: str) -> None:
    rules = of_type(table, "expect_column_values_to_not_be_null")
    assert [rule.kwargs["column"] for rule in rules] == [c.name for c in columns(table) if not c.null]


@pytest.mark.parametrize("table", SUITES)
def test_allowed_values_are_those_of_the_schema(table: str) -> None:
    rules = of_type(table, "expect_column_values_to_be_in_set")
    allowed = {rule.kwargs["column"]: tuple(rule.kwargs["value_set"]) for rule in rules}
    assert allowed == {c.name: c.values for c in columns(table) if c.values}


@pytest.mark.parametrize("table", SUITES)
def test_every_date_is_checked(table: str) -> None:
    checked = [r.kwargs["column"] for r in SUITES[table].rules if r.check == "dates_are_iso"]
    assert sorted(checked) == sorted(c.name for c in columns(table) if c.dtype == "date")


def test_rules_that_depend_on_a_value_name_all_its_values() -> None:
    by_name = {column.name: column for column in columns("claims")}
    for rule in SUITES["claims"].rules:
        for key, fit in rule.kwargs["allowed"].items() if rule.check == "value_fits" else ():
            assert key in by_name[rule.kwargs["by"]].values
            known = by_name[rule.kwargs["column"]].values
            assert set(fit) <= {None, *known} or not known
    for rule in (rule for rule in SUITES["claims"].rules if rule.check == "words_fit"):
        assert set(rule.kwargs["allowed"]) <= set(by_name[rule.kwargs["by"]].values)
    measures = next(r for r in SUITES["claims"].rules if r.id == "C041").kwargs["allowed"]
    assert {m for fit in measures.values() for m in fit} == set(by_name["measure"].values)
    qualifiers = [r.kwargs["qualifier"] for r in SUITES["claims"].rules if r.check == "bounds_fit_qualifier"]
    assert qualifiers == list(by_name["qualifier"].values)


def test_every_check_is_used_by_a_suite() -> None:
    theirs = [suite for name in names() if name != CLAIMS for suite in profile(name).suites()]
    assert {r.check for suite in (*SUITES.values(), *theirs) for r in suite.rules if r.check} == set(CHECKS)


def test_there_is_advice_for_every_rule() -> None:
    theirs = [suite for name in names() if name != CLAIMS for suite in profile(name).suites()]
    assert all(advice(rule) for suite in (*SUITES.values(), *theirs) for rule in suite.rules)
    told = tomllib.loads((HOUSE / "validation" / "advice.toml").read_text("utf-8"))
    assert {key for key in told if not key.startswith("expect_")} == set(CHECKS) | {"other", "exception"}


def test_the_suites_are_where_they_are_looked_for() -> None:
    assert sorted(p.name for p in folder().glob("*.json")) == ["claims.json", "documents.json", "estimates.json"]
