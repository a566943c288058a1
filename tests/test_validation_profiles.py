"""Other people's tables: each profile with a good table, and each rule that applies to it with a planted fault."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from builder.validation.command import Options, Stop, check_paths
from builder.validation.profiles import CLAIMS, names, profile
from builder.validation.suites import SuiteError

GED = {
    "id": "{n}", "relid": "SEL-{n}", "year": "2019", "type_of_violence": "1", "dyad_name": "Selvik - Arba",
    "side_a": "Government of Selvik", "side_b": "Arba", "source_office": "Border Wire",
    "source_headline": "Five killed, two of them civilians", "where_coordinates": "Arba town", "latitude": "10.5",
    "longitude": "20.5", "where_prec": "1", "date_start": "2019-03-01 00:00:00.000",
    "date_end": "2019-03-02 00:00:00.000", "date_prec": "2", "event_clarity": "1", "deaths_a": "1", "deaths_b": "2",
    "deaths_civilians": "2", "deaths_unknown": "0", "best": "5", "high": "7", "low": "5",
}  # fmt: skip
ACLED = {
    "event_id_cnty": "SEL{n}", "event_date": "15 January 2022", "year": "2022", "time_precision": "1",
    "event_type": "Battles", "sub_event_type": "Armed clash", "actor2": "Arba", "iso": "578", "location": "Arba",
    "latitude": "10.5", "longitude": "20.5", "geo_precision": "1", "source": "Border Wire",
    "notes": "Rebels, \"some\"\nsaid, attacked.", "fatalities": "3",
}  # fmt: skip
HXL = {
    "#adm1+name": "Province {n}", "#country+code": "NOR", "#date+start": "2023-05-01", "#date+end": "2023-05-31",
    "#affected+killed": "12", "#affected+injured": "40", "#affected": "900", "#geo+lat": "10.5", "#geo+lon": "20.5",
}  # fmt: skip
TABLES = {"ucdp-ged": GED, "acled": ACLED, "hxl": HXL}
ROWS = 30


def write(name: str, rows: list[dict[str, str]]) -> Path:
    """The table as people have it: HXL tags stand under names for people."""
    path = Path(f"{name}.csv")
    with path.open("w", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        if name == "hxl":
            csv.writer(handle).writerow(column.strip("#") for column in rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def good(name: str, number: int = ROWS) -> list[dict[str, str]]:
    return [{column: value.format(n=n) for column, value in TABLES[name].items()} for n in range(number)]


def check(path: Path, name: str, **options: Any) -> dict[str, dict[str, Any]]:
    [one] = check_paths([path], Options(profile=name, formats=("json",), **options))
    return {result["id"]: result for result in json.loads(one.output)["results"]}


@pytest.fixture(autouse=True)
def _in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", TABLES)
def test_a_good_table_passes_on_something(name: str) -> None:
    path = write(name, good(name))
    found = check(path, name, previous=path)
    assert [id for id, result in found.items() if not result["success"]] == []
    passed = {id for id, result in found.items() if result["status"] == "passed"}
    assert len(passed) >= len(found) - 4
    assert sum(id[0] != "C" for id in passed) >= 2


FAULTS = {
    "ucdp-ged": {
        "C003": {"id": "1"}, "C051": {"low": "6"}, "C061": {"best": "5.5"}, "C062": {"low": "-5"},
        "C082": {"date_start": "2019-02-30"}, "C083": {"date_end": "soon"}, "C084": {"date_end": "2019-02-28"},
        "C096": {"date_start": "0019-03-01"}, "C143": {"best": "50000"}, "U001": {"deaths_a": "10"},
        "U002": {"year": "2018"}, "U003": {"high": "0"}, "U004": {"type_of_violence": "4"}, "U005": {"latitude": "95"},
        "U006": {"longitude": "-200"}, "U007": {"where_prec": "8"}, "U008": {"date_prec": "0"},
        "U009": {"event_clarity": "3"}, "U010": {"side_a": ""},
    },
    "acled": {
        "C003": {"event_id_cnty": "SEL1"}, "C061": {"fatalities": "2.5"}, "C062": {"fatalities": "-3"},
        "C082": {"event_date": "2022-31-01"}, "C143": {"fatalities": "30000"}, "A001": {"year": "2021"},
        "A002": {"event_type": "Battle"}, "A003": {"time_precision": "9"}, "A004": {"geo_precision": "0"},
        "A005": {"latitude": "95"}, "A006": {"longitude": "200"}, "A007": {"iso": "0"},
        "A008": {"sub_event_type": "Peaceful protest"},
    },
    "hxl": {
        "C045": {"#country+code": "Norway"}, "C061": {"#affected+killed": "1.5"}, "C062": {"#affected": "-1"},
        "C082": {"#date+start": "May"}, "C083": {"#date+end": "May"}, "C084": {"#date+end": "2023-04-30"},
        "H001": {"#geo+lat": "95"}, "H002": {"#geo+lon": "200"}, "H003": {"#affected": "3"},
    },
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_each_fault_is_caught_by_its_rule(name: str) -> None:
    """One table, a fault in each row: the rule meant for it names the row."""
    faults = FAULTS[name]
    rows = good(name, ROWS + len(faults))
    for n, change in enumerate(faults.values(), ROWS):
        rows[n] |= change
    key = {"ucdp-ged": "{}", "acled": "SEL{}", "hxl": "row-{}"}[name]
    found = check(write(name, rows), name)
    for n, rule in enumerate(faults, ROWS):
        named = {i.partition(":")[0] for i in found[rule]["failing"]}
        assert key.format(1 if rule == "C003" else n) in named, rule


def test_a_round_source_is_caught() -> None:
    rows = [row | {"fatalities": str(10 * n)} for n, row in enumerate(good("acled"), 2)]
    found = check(write("acled", rows), "acled")
    assert {id for id, result in found.items() if not result["success"]} == {"C141", "A009"}


def test_lines_are_those_of_the_file() -> None:
    rows = good("acled", 3)
    rows[2]["year"] = "2021"
    [one] = check_paths([write("acled", rows)], Options(profile="acled", formats=("github",)))
    assert "::error file=acled.csv,line=6,title=A001 SEL2::" in one.output, "two notes break over two lines each"


def test_rows_without_a_number_state_nothing() -> None:
    rows = good("hxl", 3)
    rows[1]["#affected+killed"] = ""
    [one] = check_paths([write("hxl", rows)], Options(profile="hxl"))
    assert one.report.rows == {"claims": 8}


def test_columns_that_are_not_there_skip_their_rules() -> None:
    rows = [{k: v for k, v in row.items() if k not in ("latitude", "notes", "sub_event_type")} for row in good("acled")]
    found = check(write("acled", rows), "acled")
    assert (found["A005"]["status"], found["A008"]["status"]) == ("skipped", "skipped")
    assert found["A005"]["detail"] == "column 'latitude' is missing"
    assert [id for id, result in found.items() if not result["success"]] == []


@pytest.mark.parametrize(
    ("name", "table", "message"),
    [
        ("ucdp-ged", "acled", "no column 'id': is this a table of UCDP Georeferenced Event Dataset?"),
        ("hxl", "acled", "no row of HXL tags"),
        ("acled", "hxl", "no column 'event_id_cnty'"),
    ],
)
def test_another_table_is_refused(name: str, table: str, message: str) -> None:
    with pytest.raises(Stop) as stop:
        check_paths([write(table, good(table))], Options(profile=name))
    assert message in str(stop.value)


def test_hxl_tags_may_stand_in_the_head_and_in_any_order() -> None:
    Path("a.csv").write_text("#ADM1 +name,#affected+f+killed,#affected+killed\nNorth,2,1\nSouth,3,9\n")
    [one] = check_paths([Path("a.csv")], Options(profile="hxl"))
    assert one.report.rows == {"claims": 4}


def test_every_profile_is_tested_and_named_in_the_docs() -> None:
    assert set(names()) == {CLAIMS, *TABLES}
    with pytest.raises(SuiteError, match="there is no profile 'gtd'"):
        profile("gtd")
