"""Corrections are applied at every build, shown in the release, and must fit what they correct."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

import builder
from builder.pipeline import Build, BuildError
from builder.tables.corrections import CorrectionError, load

TEXT = "Police said at least 14 people were killed on Monday. Dozens were hurt."
BY = 'reason = "The printed edition says so."\nby = "A. Editor"\n'
QUOTE = 'document = "d"\nquote = "at least 14 people"\n'
VALUE = '[[correction]]\n{}field = "value"\nold = 14\nnew = 15\n' + BY


@pytest.fixture(autouse=True)
def _in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("data/raw").mkdir(parents=True)
    Path("data/etc").mkdir()
    row = {"id": "d", "published": "2021-03-02", "text": TEXT}
    Path("data/raw/a.jsonl").write_text(json.dumps(row) + "\n")


def built(corrections: str | None = None) -> Build:
    if corrections is not None:
        Path("data/etc/corrections.toml").write_text(corrections)
    return builder.build("data/raw", "out", check=False)


def first(build: Any, column: str) -> Any:
    return build.claims.iloc[0][column]


def test_a_claim_is_corrected_by_its_id_and_the_totals_with_it() -> None:
    before = built()
    assert first(before, "value") == 14
    assert not Path("out/corrections.csv").exists()
    after = built(VALUE.format(f'claim = "{first(before, "claim_id")}"\n'))
    assert first(after, "value") == 15
    assert after.documents.iloc[0]["killed_best"] == 15
    [shown] = csv.DictReader(Path("out/corrections.csv").read_text().splitlines())
    assert shown == {
        "claim_id": first(after, "claim_id"),
        "document_id": "d",
        "field": "value",
        "old": "14",
        "new": "15",
        "reason": "The printed edition says so.",
        "by": "A. Editor",
    }
    Path("data/etc/corrections.toml").unlink()
    built()
    assert not Path("out/corrections.csv").exists()


def test_a_claim_is_corrected_by_a_quote() -> None:
    assert first(built(VALUE.format(QUOTE)), "value") == 15


@pytest.mark.parametrize(
    ("field", "old", "new", "found"),
    [
        ("measure", '"killed"', '"injured"', "injured"),
        ("qualifier", '"at_least"', '"exact"', "exact"),
        ("value", "14", '""', None),
        ("country", '""', '"NOR"', "NOR"),
        ("period_start", "2021-03-01", "2021-02-22", "2021-02-22"),
        ("period_end", '"2021-03-01"', '"2021-02-22"', "2021-02-22"),
        ("implicit", "false", "true", True),
    ],
)
def test_every_kind_of_field(field: str, old: str, new: str, found: Any) -> None:
    text = f'[[correction]]\n{QUOTE}field = "{field}"\nold = {old}\nnew = {new}\n{BY}'
    value = first(built(text), field)
    assert value == found or (found is None and str(value) == "<NA>")


def test_several_corrections_of_one_claim() -> None:
    text = VALUE.format(QUOTE) + VALUE.format(QUOTE).replace('"value"', '"value_low"')
    build = built(text)
    assert (first(build, "value"), first(build, "value_low")) == (15, 15)
    assert [one.field for one in build.corrections] == ["value", "value_low"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (VALUE.format('claim = "0000000000000000"\n'), "corrections.toml, correction 1: no claim in this build"),
        (VALUE.format(QUOTE).replace('"d"', '"e"'), "no claim in this build to correct"),
        (VALUE.format(QUOTE).replace("old = 14", "old = 13"), "value is '14.0', not '13.0'"),
        (VALUE.format(QUOTE.replace("14 people", "15 people")), "the quote stands nowhere"),
        (VALUE.format(QUOTE.replace("at least 14 people", "were")), "the quote stands twice"),
        (VALUE.format(QUOTE.replace("at least 14 people", TEXT)), "the quote holds 2 claims, not one"),
        (VALUE.format(QUOTE.replace("at least 14 people", "Police said")), "the quote holds 0 claims, not one"),
    ],
)
def test_what_does_not_fit_stops_the_build(text: str, message: str) -> None:
    with pytest.raises(BuildError, match=message):
        built(text)
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[", "c.toml: "),
        ("[correction]\n", "'correction' is not a list"),
        ("[[corrections]]\n", "unknown key 'corrections'"),
        (VALUE.format(QUOTE) + "note = 1\n", "unknown key 'note'"),
        (VALUE.format(""), "say either 'claim', or 'document' and 'quote'"),
        (VALUE.format('document = "d"\n'), "say either 'claim', or 'document' and 'quote'"),
        (VALUE.format('claim = "x"\n' + QUOTE), "say either 'claim', or 'document' and 'quote'"),
        (VALUE.format(QUOTE).replace("new = 15\n", ""), "'new' is missing"),
        (VALUE.format(QUOTE).replace("15", "14"), "old and new are the same"),
        (VALUE.format(QUOTE).replace("15", '"many"'), "new = 'many' is not a number"),
        (VALUE.format(QUOTE).replace("15", "true"), "new = True is not a number"),
        (VALUE.format(QUOTE).replace('"value"', '"sentence"'), "field = 'sentence' is not one of"),
        (VALUE.format(QUOTE).replace('by = "A. Editor"', 'by = " "'), "by = ' ' is no text"),
        (VALUE.format(QUOTE).replace('"value"', '"stance"').replace("= 14", '= "asserted"'), "15 is not a string"),
        (f'[[correction]]\n{QUOTE}field = "stance"\nold = "asserted"\nnew = "sure"\n{BY}', "'sure' is not one of"),
        (f'[[correction]]\n{QUOTE}field = "stance"\nold = "asserted"\nnew = ""\n{BY}', "stance is never empty"),
        (f'[[correction]]\n{QUOTE}field = "period_end"\nold = ""\nnew = "May"\n{BY}', "new = 'May' is not a date"),
    ],
)
def test_corrections_are_read_strictly(text: str, message: str) -> None:
    Path("c.toml").write_text(text)
    with pytest.raises(CorrectionError, match=message):
        load(Path("c.toml"))


def test_exceptions_beside_the_inputs_hold_for_a_build() -> None:
    expired = '[[exception]]\nrule = "C001"\nclaim = "x"\nreason = "Once."\nexpires = 2020-01-01\n'
    Path("data/etc/exceptions.toml").write_text(expired)
    report = builder.build("data/raw", "out").report
    assert report is not None
    assert [r.rule.id for r in report.failures("warning")] == ["X002"]
