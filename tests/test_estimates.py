"""Claims linked to events and weighed: on stories of made-up incidents, and on any table at all."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import builder
from benchmarks.linking import table
from benchmarks.linking_stories import built, compared, documents, incidents, wrong_estimates
from builder.cli import main
from builder.estimates import Derived, PolicyError, estimate, policy
from builder.estimates.combine import selected, totals
from builder.estimates.policies import names, read
from builder.linking.rows import NoClaims
from builder.result import Build
from builder.tables.schema import columns, dtypes

RELEASE = Path(__file__).parents[1] / "data" / "release"


@cache
def stories() -> Build:
    return built(documents())


def test_there_are_enough_stories() -> None:
    assert len(list(documents())) >= 60
    assert len(incidents()) >= 15


def test_stories_of_one_incident_are_one_event_and_lookalikes_are_two() -> None:
    found = compared(stories())
    assert found.precision >= 0.95
    assert found.recall >= 0.95


def test_every_estimate_of_the_stories_is_right() -> None:
    assert wrong_estimates(stories()) == []


def of(text: str, published: str, best: str = "latest", name: str = "literal") -> Derived:
    return estimate(builder.extract(text, published=published), None, best, name)


def killed(made: Derived) -> list[tuple[object, ...]]:
    rows = made.estimates[(made.estimates["measure"] == "killed") & (made.estimates["scope"] == "all")]
    ends = rows[["low", "best", "high"]].astype(object)
    return [tuple(row) for row in ends.where(ends.notna(), None).itertuples(index=False, name=None)]


def test_parts_are_not_added_to_their_total() -> None:
    made = of("A bomb killed 12 people, including three children, in Quetta on Monday.", "2021-03-10")
    assert killed(made) == [(12, 12, 12)]
    children = made.estimates[made.estimates["counted"] == "child"]
    assert children[["scope", "best"]].to_numpy().tolist() == [["group", 3]]


def test_what_is_denied_or_supposed_does_not_count() -> None:
    made = of("Police said five people were killed in Quetta on Monday. A storm could kill 300 people.", "2021-03-10")
    assert killed(made) == [(5, 5, 5)]
    assert made.links["reason"].dropna().tolist() == ["hypothetical"]


@pytest.mark.parametrize(
    ("name", "expected", "imputed"),
    [("literal", (24, 24, None), None), ("acled", (12, 12, None), 12), ("emdat", (24, 24, None), None)],
)
def test_policies_say_what_dozens_are(name: str, expected: tuple[object, ...], imputed: float | None) -> None:
    made = of("Dozens of people were killed in Quetta on Monday.", "2021-03-10", name=name)
    assert killed(made) == [expected]
    [value] = made.links["value_imputed"].astype(object).where(made.links["value_imputed"].notna(), None)
    assert value == imputed
    assert set(made.estimates["policy"]) == {policy(name).label}


def test_there_are_five_policies_and_no_sixth() -> None:
    assert names() == ("literal", "acled", "ccc", "emdat", "wikimpacts")
    with pytest.raises(PolicyError, match="there is no policy 'guess'"):
        policy("guess")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("colour = 1", "unknown key 'colour'"),
        ('name = "x"', "missing key 'version'"),
        ("name = 1", "name = 1 is not a"),
    ],
)
def test_a_wrong_policy_is_refused(source: str, message: str) -> None:
    with pytest.raises(PolicyError, match=f"mine.toml.*{message}"):
        read("mine.toml", source)


def rows(*cells: dict[str, object]) -> pd.DataFrame:
    """A claims table of some cells."""
    kinds = dtypes("claims")
    made = [{"claim_id": f"c{n}", "document_id": f"d{n}", **cell} for n, cell in enumerate(cells)]
    return pd.DataFrame({c: pd.Series([row.get(c) for row in made], dtype=k) for c, k in kinds.items()})


def said(value: int, source: str, kind: str, published: str, **more: object) -> dict[str, object]:
    """Somebody counts the killed of one bombing."""
    words = f"{source} said {value} people were killed by a bomb in Redmoor on Monday."
    known = {"family": "casualty", "measure": "killed", "unit": "person", "value_text": str(value), "value": value}
    known |= {"value_low": value, "value_high": value, "qualifier": "exact", "stance": "asserted", "sentence": words}
    known |= {"basis": "incremental", "period_start": "2021-03-08", "period_end": "2021-03-08", "implicit": False}
    known |= {
        "period_precision": "day",
        "place_text": "Redmoor",
        "country": "GBR",
        "char_start": words.find(str(value)),
    }
    return known | {"source_text": source, "source_type": kind, "published": published, "publisher": source} | more


RIVALS = [
    said(5, "police", "police", "2021-03-08"),
    said(9, "police", "police", "2021-03-10"),
    said(12, "a charity", "ngo", "2021-03-10"),
    said(10, "witnesses", "witness", "2021-03-10"),
]


@pytest.mark.parametrize(
    ("best", "expected"),
    [
        ("latest", (9, 9, 12)),
        ("median", (9, 10, 12)),
        ("lowest", (9, 9, 12)),
        ("highest-independent", (9, 10, 12)),
    ],
)
def test_best_is_chosen_by_the_rule_asked_for(best: str, expected: tuple[object, ...]) -> None:
    made = estimate(rows(*RIVALS), best=best)
    assert killed(made) == [expected]
    [row] = made.estimates[made.estimates["scope"] == "all"].to_dict("records")
    assert (row["n_claims"], row["n_sources"], row["n_independent"]) == (3, 3, 3)
    assert row["disagreement"] == pytest.approx(0.1249)
    assert made.links["role"].tolist()[0] == "superseded"


def test_each_party_to_a_fight_keeps_its_own_figure() -> None:
    own = {"source_relation": "own", "subject_party": "Northland"}
    enemy = {"source_relation": "enemy", "subject_party": "Northland"}
    table = rows(
        said(4, "the northern army", "military", "2021-03-08", **own),
        said(60, "the southern army", "military", "2021-03-09", **enemy),
        said(7, "the hospital", "hospital", "2021-03-09"),
    )
    [row] = estimate(table).estimates.query("scope == 'all'").to_dict("records")
    assert (row["own_value"], row["enemy_value"], row["third_party_value"]) == (4, 60, 7)
    assert (row["low"], row["best"], row["high"]) == (4, 7, 60)


def test_wire_copies_count_once() -> None:
    words = {"source_text": None, "source_type": None}
    table = rows(*[said(9, f"Paper {n}", "media", "2021-03-09", **words) for n in range(3)])
    known = pd.DataFrame({"document_id": ["d0", "d1", "d2"], "wire_cluster": ["d0", "d0", "d0"]})
    for documents_table, expected in ((None, 3), (known, 1)):
        [row] = estimate(table, documents_table).estimates.query("scope == 'all'").to_dict("records")
        assert (row["n_sources"], row["n_independent"]) == (3, expected)


def test_a_single_source_on_civilians_hit_from_the_air_is_weak() -> None:
    text = "An air strike on a farm in Saada killed 22 civilians on Wednesday, the health ministry said."
    made = of(text, "2021-10-14")
    assert made.estimates["grade"].tolist() == ["weak", "weak"]
    assert of(text.replace("An air strike", "A flood"), "2021-10-14").estimates["grade"].isna().all()


def test_a_war_toll_is_a_series_with_its_steps() -> None:
    toll = {"basis": "cumulative", "period_start": "2020-09-27", "subject_group": "military", "source_relation": "own"}
    figures = [("2020-12-09", 376), ("2020-12-11", 404), ("2020-12-14", 399), ("2020-12-20", 12)]
    table = rows(*[said(n, "the ministry", "military", day, **(toll | {"period_end": day})) for day, n in figures])
    series = estimate(table).series
    assert series["move"].tolist() == ["first", "rise", "fall", "restart"]
    assert series["phase"].tolist() == [1, 1, 1, 2]
    assert series["change"].fillna(0).tolist() == [0, 28, -5, 0]
    assert series["event_id"].isna().all()


CELLS = st.fixed_dictionaries(
    {
        "document_id": st.sampled_from(["d1", "d2", "d3"]),
        "family": st.sampled_from(["casualty", "damage", "statistic"]),
        "measure": st.sampled_from(["killed", "injured", "missing", "casualties", "displaced"]),
        "value": st.one_of(st.none(), st.integers(0, 500)),
        "value_low": st.one_of(st.none(), st.integers(0, 500)),
        "value_text": st.sampled_from(["12", "dozens", "A"]),
        "qualifier": st.sampled_from(["exact", "vague", "at_least", "at_most", "range", "undisclosed"]),
        "unit": st.sampled_from(["person", "household", "item"]),
        "stance": st.sampled_from(["asserted", "hedged", "denied", "hypothetical", "undisclosed"]),
        "basis": st.sampled_from(["incremental", "cumulative", "stock", "unknown"]),
        "subject_group": st.sampled_from([None, "civilian", "military", "child"]),
        "subject_party": st.sampled_from([None, "North", "South"]),
        "source_text": st.sampled_from([None, "police", "the army"]),
        "part_of": st.sampled_from([None, "c0", "c1", "nowhere"]),
        "period_start": st.one_of(st.none(), st.integers(0, 400).map(lambda n: str(date(2021, 1, 1) + timedelta(n)))),
        "period_end": st.one_of(st.none(), st.integers(0, 400).map(lambda n: str(date(2021, 1, 1) + timedelta(n)))),
        "period_precision": st.sampled_from(["day", "month", "year", "unknown"]),
        "place_text": st.sampled_from([None, "Redmoor", "Aleppo"]),
        "published": st.sampled_from([None, "2021-05-05"]),
        "sentence": st.sampled_from(["A bomb killed 12 people.", "dozens", "A"]),
        "implicit": st.booleans(),
        "char_start": st.integers(0, 60),
    }
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CELLS, max_size=12))
def test_every_claim_is_in_exactly_one_place(cells: list[dict[str, object]]) -> None:
    given_rows = rows(*cells)
    made = estimate(given_rows)
    assert made.links["claim_id"].tolist() == given_rows["claim_id"].tolist()
    place = made.links["linked_to"].tolist()
    for where, event, series, reason in made.links[["linked_to", "event_id", "series_id", "reason"]].itertuples(False):
        assert (where == "event") == isinstance(event, str)
        assert (where == "unlinked") == isinstance(reason, str)
        assert where != "series" or isinstance(series, str)
    assert int(made.events["n_claims"].sum()) == place.count("event")
    tolls = made.series[made.series["event_id"].isna()]
    assert len(tolls) == place.count("series")
    known = set(given_rows["claim_id"])
    for row in made.estimates.to_dict("records"):
        assert set(row["claim_ids"].split()) <= known
        assert set(row["best_claim_ids"].split()) <= set(row["claim_ids"].split())
        ends = [row[e] for e in ("low", "best", "high") if not pd.isna(row[e])]
        assert ends == sorted(ends)
        assert row["n_independent"] <= row["n_sources"]
    for name in ("events", "series", "estimates", "links"):
        frame = getattr(made, name)
        assert all(frame[c.name].notna().all() for c in columns(name) if not c.null)


def test_made_up_events_are_found_again() -> None:
    made = estimate(table(1_000))
    assert len(made.events) == 200
    assert set(made.events["n_documents"]) == {3}


def test_a_table_that_is_none_of_claims_is_refused() -> None:
    with pytest.raises(NoClaims, match="no column 'claim_id'"):
        estimate(pd.DataFrame({"value": [1]}))
    with pytest.raises(NoClaims, match="stands twice"):
        estimate(rows(*RIVALS).assign(claim_id="same"))


def test_totals_add_ends_and_draws_lie_within_them() -> None:
    made = stories().derived
    [total] = [
        t
        for t in totals(selected(made["estimates"], made["events"], "2021-03", None), 2000, 1)
        if t.measure == "killed"
    ]
    assert (total.events, total.low, total.best, total.high) == (2, 16, 16, 16)
    [total] = [
        t
        for t in totals(selected(made["estimates"], made["events"], "2021-04", None), 2000, 1)
        if t.measure == "killed"
    ]
    assert (total.low, total.best, total.high) == (15, 15, 42)
    assert total.likely_low is not None and total.likely_high is not None
    assert 15 <= total.likely_low < total.likely_high <= 42


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["estimate", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_prints_totals_and_writes_tables(tmp_path: Path) -> None:
    assert "killed" in run(str(RELEASE), "--out", str(tmp_path))
    for name in ("events.csv", "series.csv", "estimates.csv", "links.csv"):
        assert (tmp_path / name).read_bytes() == (RELEASE / name).read_bytes()


def test_the_command_shows_policies_side_by_side() -> None:
    head = run(str(RELEASE / "claims.csv"), "--sensitivity").splitlines()[0]
    assert head.split() == ["low-best-high", "literal", "acled", "1", "ccc", "1", "emdat", "1", "wikimpacts", "1"]


@pytest.mark.parametrize("name", ["ucdp-ged", "acled", "hxl"])
def test_exports_pass_the_checks_of_their_profiles(name: str, tmp_path: Path) -> None:
    run(str(RELEASE), "--as", name, "--out", str(tmp_path))
    result = CliRunner().invoke(main, ["check", str(tmp_path / f"{name}.csv"), "--profile", name])
    assert result.exit_code == 0, result.output


def test_neither_side_of_a_war_stands_for_all() -> None:
    """The sample's invented war: each army counts its own dead and its enemy's."""
    estimates = pd.read_csv(RELEASE / "estimates.csv")
    war = estimates[(estimates["side"] == "varda") & (estimates["measure"] == "killed")]["event_id"]
    rows = estimates[estimates["event_id"].isin(war) & (estimates["measure"] == "killed")]
    assert set(rows["scope"]) == {"side", "group"}
    assert set(rows["side"].dropna()) == {"varda", "sorland"}
    assert set(rows["counted"].dropna()) == {"civilian"}
