"""A good release, many copies of it, and in each copy but the last one corruption: what goes wrong in casualty tables.

All are checked in one run, with all rules: the rule that is meant for a corruption names the row it stands in, and
the copy without a corruption is named by none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from builder.validation import check
from builder.validation.report import Report
from tests.release_fixture import Release, repeated


class Mutation(NamedTuple):
    """What goes wrong, the rule that must say so, the claim it names, and the cells that change (claim -> values)."""

    what: str
    rule: str
    names: str
    cells: Mapping[str, Mapping[str, Any]]


def one(what: str, rule: str, claim: str, names: str | None = None, **values: Any) -> Mutation:
    return Mutation(what, rule, names or claim, {claim: values})


def number(value: float) -> dict[str, Any]:
    return {"value": value, "value_low": value, "value_high": value}


MUTATIONS = [
    one("an id is lost", "C011", "hurt", "#", claim_id=None),
    one("a claim forgets its document", "C012", "hurt", document_id=None),
    one("the number's words are lost", "C015", "hurt", value_text=None),
    one("the sentence is lost", "C021", "hurt", sentence=None),
    one("a family nobody knows", "C031", "hurt", family="accident"),
    one("a measure nobody knows", "C032", "hurt", measure="wounded"),
    one("a qualifier nobody knows", "C033", "dead", qualifier="minimum"),
    one("a group nobody knows", "C034", "soldiers", subject_group="troops"),
    one("a stance nobody knows", "C037", "dead", stance="maybe"),
    one("a basis nobody knows", "C038", "dead", basis="total"),
    one("people are shot down", "C041", "hurt", measure="shot_down"),
    one("people counted in percent", "C042", "hurt", unit="percent"),
    one("things become civilians", "C043", "cars", subject_group="civilian"),
    one("a country by its name", "C045", "dead", country="Norway"),
    one("lower bound above the number", "C051", "dead", value_low=20),
    one("an exact number with a loose end", "C052", "shot", value_high=None),
    one("at least, and yet closed above", "C053", "dead", value_high=12),
    one("dozens become 24", "C059", "captives", value=24),
    one("a withheld number is filled in", "C060", "silence", **number(0)),
    one("half a person", "C061", "hurt", value_high=35.5),
    one("a minus before the dead", "C062", "shot", **number(-12)),
    one("a digit dropped", "C064", "soldiers", **number(21)),
    one("a digit doubled", "C064", "counted", **number(144)),
    one("thousands lost in a comma", "C066", "daily", family="casualty", measure="killed", **number(1)),
    one("a word misread", "C066", "added", **number(70)),
    one("confidence in percent", "C065", "dead", confidence=90),
    one("an offset in bytes", "C073", "shot", char_start=70, char_end=72),
    one("the sentence of a neighbour", "C074", "dead", sentence="They included two children."),
    one("a day that is on no calendar", "C082", "dead", period_start="2021-02-30"),
    one("day and month change places", "C084", "soldiers", period_start="2022-12-05"),
    one("a weekday resolved into the future", "C085", "dead", period_start="2021-03-20", period_end="2021-03-20"),
    one("a total that is true of no day", "C086", "toll", period_end=None),
    one("two columns, two dates", "C089", "shot", period_edtf="2021-07-05"),
    one("a running total taken for an incident", "C090", "soldiers", basis="incremental"),
    one("so far taken for an incident", "C094", "buried", basis="incremental"),
    one("a month in the past 24 hours", "C095", "added", period_start="2022-05-04"),
    one("a three-digit year", "C096", "captives", period_start="0202-05-01"),
    one("a toll that falls", "C098", "fallen", value_text="212", **number(212)),
    one("an increment that does not fit the totals", "C099", "added", value_text="nine", **number(9)),
    one("a part of another document's total", "C091", "children", part_of="toll"),
    one("a part above its total", "C092", "nurses", value_text="40", **number(40)),
    one("two claims are parts of each other", "C093", "buried", part_of="women"),
    one("women and men are not everybody", "C122", "women", value_text="three", **number(3)),
    one("the missing among the dead", "C123", "men", measure="missing"),
    one("fewer casualties than dead", "C124", "hit", value_text="11", **number(11)),
    one("a source without a kind", "C101", "hurt", source_type=None),
    one("an enemy on its own side", "C131", "foes", subject_party="the Eastern army"),
    one("a denial becomes a report", "C133", "denied", stance="asserted"),
    one("ten times what others say", "C144", "counted", value_text="190", **number(190)),
    one("a number counted twice", "C076", "children", "dead", char_start=28, char_end=30, value_text="12"),
    one("a claim of no document", "C111", "hurt", document_id="lost"),
    one("another outlet's name", "C112", "hurt", publisher="Arba Post"),
    one("silence asserted", "C104", "silence", stance="asserted"),
    one("wire copy read in two ways", "C078", "counted", measure="injured"),
]
APART = ("source_text", "place_text")
"""Columns whose words get the number of their copy: series and places of one copy are none of another's."""


def corrupted() -> tuple[Release, dict[str, int]]:
    """The release with all mutations, one in each copy, and the place of each claim in it."""
    claims, documents, texts = repeated(len(MUTATIONS) + 1)
    copy = claims["claim_id"].str.extract(r"-(\d+)$")[0]
    for column in APART:
        claims[column] = claims[column] + " " + copy
    place = {i: n for n, i in enumerate(claims["claim_id"].tolist())}
    for n, mutation in enumerate(MUTATIONS):
        for claim, values in mutation.cells.items():
            for column, value in values.items():
                claims.loc[place[f"{claim}-{n}"], column] = f"{value}-{n}" if column == "part_of" else value
    return (claims, documents, texts), place


@pytest.fixture(scope="module")
def report() -> Report:
    return check(*corrupted()[0])


def test_there_are_at_least_forty_five() -> None:
    assert len({mutation.what for mutation in MUTATIONS}) == len(MUTATIONS) >= 45


@pytest.mark.parametrize("n", range(len(MUTATIONS)), ids=[mutation.what for mutation in MUTATIONS])
def test_the_rule_meant_for_it_names_the_corruption(n: int, report: Report) -> None:
    mutation = MUTATIONS[n]
    [result] = [r for r in report.results if r.rule.id == mutation.rule]
    assert result.status == "failed"
    row = corrupted()[1][f"{next(iter(mutation.cells))}-{n}"]
    assert (f"#{row}" if mutation.names == "#" else f"{mutation.names}-{n}") in result.failing


def test_the_copy_without_a_corruption_is_named_by_none(report: Report) -> None:
    clean = f"-{len(MUTATIONS)}"
    named = {r.rule.id: [i for i in r.failing if i.endswith(clean)] for r in report.failures() if r.failing}
    assert {rule: ids for rule, ids in named.items() if ids} == {}
