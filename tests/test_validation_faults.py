"""Every rule can fail: for each, a release without a fault passes it, and one planted fault is caught and named."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest

from builder.tables.schema import columns
from builder.validation import check
from builder.validation.report import Result
from builder.validation.suites import Rule, folder, load
from tests.release_fixture import Release, release, repeated

RULES = {rule.id: rule for suite in load() for rule in suite.rules if suite.table != "estimates"}
"""Those of estimates have their faults in test_validation_estimates.py."""
BIG = 30
"""Copies of the release that make more than the five hundred claims some floors ask for."""


Frame = pd.DataFrame


class Fault(NamedTuple):
    """A release with a fault in it, the ids the rule must name (none for faults of a whole table), and what the release
    before it held, as seen from its claims."""

    plant: Callable[[], Release]
    names: tuple[str, ...] = ()
    before: Callable[[Frame], Frame] | None = None


def cells(row: str, names: tuple[str, ...] | None = None, **changes: Any) -> Fault:
    """Other values in one row, of whichever table has a row of that id; `times`: of a release repeated."""
    times = changes.pop("times", 0)

    def plant() -> Release:
        claims, documents, texts = repeated(times) if times else release()
        key, table = ("claim_id", claims) if row in claims["claim_id"].tolist() else ("document_id", documents)
        at = table.index[table[key] == row][0]
        for column, value in changes.items():
            table.loc[at, column] = value
        return claims, documents, texts

    return Fault(plant, (row,) if names is None else names)


def _spot(row: str) -> dict[str, Any]:
    claims = release()[0].set_index("claim_id")
    return dict(claims.loc[row, ["char_start", "char_end", "measure"]])


def moved(row: str, by: int) -> Fault:
    """A span some characters further on than it is."""
    spot = _spot(row)
    return cells(row, char_start=spot["char_start"] + by, char_end=spot["char_end"] + by)


def taken(row: str, other: str, names: tuple[str, ...], shift: int = 0) -> Fault:
    """One row with the span and measure of another, beginning some characters later."""
    spot = _spot(other)
    return cells(row, names, **(spot | {"char_start": spot["char_start"] + shift}))


def claims_where(keep: Callable[[pd.DataFrame], pd.Series[bool]], times: int = 1) -> Fault:
    """Only the claims of which something holds."""

    def plant() -> Release:
        claims, documents, texts = repeated(times)
        return claims[keep(claims).fillna(False).astype(bool)], documents, texts

    return Fault(plant)


def claims_with(times: int = 1, **values: Any) -> Fault:
    """The same value in every claim."""

    def plant() -> Release:
        claims, documents, texts = repeated(times)
        same = {c: pd.Series(v, index=claims.index, dtype=claims[c].dtype) for c, v in values.items()}
        return claims.assign(**same), documents, texts

    return Fault(plant)


def in_all(names: tuple[str, ...], rows: Callable[[Frame], pd.Series[bool]], **changes: Any) -> Fault:
    """Other values in every claim of which something holds, in a large release."""

    def plant() -> Release:
        claims, documents, texts = repeated(BIG)
        claims.loc[rows(claims).fillna(False).astype(bool), list(changes)] = list(changes.values())
        return claims, documents, texts

    return Fault(plant, names)


def copies(*rows: str) -> tuple[str, ...]:
    """The ids of these claims in a large release, in the order of its rows."""
    order = repeated(BIG)[0]["claim_id"].tolist()
    return tuple(i for i in order if i.rpartition("-")[0] in rows)


def against(before: Callable[[Frame], Frame], names: tuple[str, ...]) -> Fault:
    """A release without a fault, and another before it."""
    return Fault(release, names, before)


def changed(change: Callable[[Release], Release]) -> Fault:
    return Fault(lambda: change(release()))


def without(qualifier: str) -> Fault:
    return claims_where(lambda c: c["qualifier"] != qualifier)


NOT_NULL = {
    f"C{n:03}": cells("hurt", ("#2",) if column.name == "claim_id" else None, **{column.name: None})
    for n, column in enumerate((c for c in columns("claims") if not c.null), 11)
}
ALLOWED = {
    f"C{n:03}": cells("hurt", None, **{column.name: "no such value"})
    for n, column in enumerate((c for c in columns("claims") if c.values), 31)
}
ALL = tuple(release()[0]["claim_id"])
ONES = ("captain", "wounded")
COMMANDED = copies("soldiers", "fallen", "added", "foes")
UNSOURCED = copies("dead", "children", "hurt", "ashore", "cars", "buried", "women", "men", "shot", "counted", "hit")


def _two_relations() -> Release:
    """The command counts the army's dead once as its own and once as its enemy's."""
    claims, documents, texts = release()
    claims.loc[claims["claim_id"].isin(["fallen", "added", "foes"]), "subject_party"] = "the army"
    return claims, documents, texts


CLAIMS = {
    "C001": changed(lambda r: (r[0][r[0].columns[::-1]], r[1], r[2])),
    "C002": changed(lambda r: (r[0].astype({"value": "string"}), r[1], r[2])),
    "C003": cells("children", ("dead", "dead"), claim_id="dead"),
    "C004": cells("hurt", place_text="  "),
    "C005": cells("hurt", (), builder_version="0.0.1"),
    "C041": cells("cars", measure="injured"),
    "C042": cells("hurt", unit="percent"),
    "C043": cells("cars", subject_group="civilian"),
    "C044": cells("hurt", subject_group=None),
    "C045": cells("dead", country="Norway"),
    "C046": cells("dead", language="English"),
    "C051": cells("dead", value=11),
    "C052": cells("toll", value_high=None),
    "C053": cells("dead", value_high=12),
    "C054": cells("tanks", value_low=None),
    "C055": cells("cars", value_low=1),
    "C056": cells("ashore", value_high=None),
    "C057": cells("families", value_low=900),
    "C058": cells("hurt", value=32),
    "C059": cells("captives", value_low=None),
    "C060": cells("silence", value_low=1),
    "C061": cells("hurt", value_high=35.5),
    "C062": cells("toll", value_low=-31),
    "C063": cells("captain", value=2),
    "C064": cells("toll", value=3),
    "C065": cells("hurt", confidence=90),
    "C066": cells("nurses", value=5, value_low=5, value_high=5),
    "C071": cells("hurt", char_start=-1),
    "C072": cells("hurt", value_text="30"),
    "C073": moved("hurt", 3),
    "C074": cells("hurt", sentence="They included two children."),
    "C075": moved("hurt", 70),
    "C076": taken("children", "dead", ("dead", "children")),
    "C077": taken("ashore", "hurt", ("ashore",), shift=7),
    "C078": cells("dead-1", times=3, value=120, value_low=120),
    "C081": cells("hurt", published="14 March 2021"),
    "C082": cells("hurt", period_start="2021-02-30"),
    "C083": cells("hurt", period_end="20210313"),
    "C084": cells("dead", period_end="2021-03-12"),
    "C085": cells("dead", period_start="2021-03-15", period_end="2021-03-15"),
    "C086": cells("toll", period_end=None),
    "C087": cells("hurt", period_precision="day"),
    "C088": cells("toll", period_start="2019-12-25", period_end="2019-12-25"),
    "C089": cells("soldiers", period_edtf="2022-05-01/2022-06-01"),
    "C090": cells("soldiers", basis="incremental"),
    "C094": cells("women", basis="incremental"),
    "C095": cells("added", period_start="2022-05-03", period_edtf="2022-05-03/2022-06-03"),
    "C096": cells("captives", period_start="0022-05-01"),
    "C097": cells("hurt", published="0201-03-14"),
    "C098": cells("fallen", value=200, value_low=200, value_high=200),
    "C099": cells("added", value=17, value_low=17, value_high=17),
    "C091": cells("children", part_of="toll"),
    "C092": cells("nurses", value_low=32),
    "C093": cells("toll", ("toll", "nurses"), part_of="nurses"),
    "C121": cells("women", ("women", "men"), value=6, value_low=6, value_high=6),
    "C122": cells("women", ("women", "men"), value=4, value_low=4, value_high=4),
    "C123": cells("men", measure="missing"),
    "C124": cells("hit", value=11, value_low=11, value_high=11),
    "C131": cells("foes", subject_party="Eastern troops"),
    "C132": Fault(_two_relations, ("foes",)),
    "C133": cells("denied", stance="asserted"),
    "C134": in_all(UNSOURCED, lambda c: c["publisher"].eq("Selvik Post"), source_text=None),
    "C141": in_all(COMMANDED, lambda c: c["source_text"].eq("The eastern command"), value=210),
    "C142": in_all(copies("foes"), lambda c: c["source_relation"].eq("enemy"), value=90_000),
    "C143": cells("fallen-1", times=BIG, value=221_000_000),
    "C144": cells("counted", ("shot", "counted"), value=140),
    "C151": against(lambda c: c.assign(claim_id=c["claim_id"].replace({"dead": "d1", "men": "d2"})), ("d1", "d2")),
    "C152": against(
        lambda c: c.assign(measure=c["measure"].replace("rescued", "killed"), value=1),
        tuple(i for i in ALL if i not in ONES),
    ),
    "C153": against(lambda c: c.head(16), ALL[16:]),
    "C101": cells("hurt", source_type=None),
    "C102": cells("ashore", source_relation="own"),
    "C103": cells("ashore", source_via="Radio Selvik"),
    "C104": cells("silence", stance="asserted"),
    "C111": cells("hurt", document_id="lost"),
    "C112": cells("hurt", publisher="Arba Post"),
}
FLOORS = {
    "C201": claims_where(lambda c: c["claim_id"] == "none", times=2),
    "C202": changed(lambda r: (r[0].head(0), r[1], r[2])),
    "C203": changed(lambda r: (r[0], r[1], {"other": "A text."})),
    "C204": changed(lambda r: (r[0], r[1], {"other": "A text."})),
    "C205": claims_where(lambda c: c["qualifier"] != "exact", times=7),
    "C206": claims_with(BIG, source_text=None, source_type=None),
    "C207": claims_with(BIG, period_start=None),
    "C211": without("at_least"),
    "C212": without("more_than"),
    "C213": without("at_most"),
    "C214": without("less_than"),
    "C215": without("approximately"),
    "C216": without("range"),
    "C217": without("vague"),
    "C218": without("undisclosed"),
    "C219": claims_with(implicit=False),
    "C220": claims_with(value_text="dozens"),
    "C221": claims_with(published=None),
    "C222": claims_with(basis="stock"),
    "C223": claims_with(period_precision="unknown"),
    "C224": claims_with(part_of=None),
    "C225": claims_with(part_of=None),
    "C226": claims_with(source_via=None),
    "C227": claims_with(period_text="on Saturday"),
    "C228": claims_with(BIG, value_text="some"),
    "C229": claims_with(period_edtf=None),
    "C230": claims_with(BIG, basis="stock"),
    "C231": claims_with(part_of=None),
}
DOCUMENTS = {
    "D001": changed(lambda r: (r[0], r[1].drop(columns="path"), r[2])),
    "D002": changed(lambda r: (r[0], r[1].astype({"n_claims": "float64"}), r[2])),
    "D003": cells("front", ("ferry", "ferry"), document_id="ferry"),
    "D004": cells("front", ("#1",), document_id=None),
    "D005": cells("front", n_claims=None),
    "D006": cells("front", title=""),
    "D007": cells("front", published="2022-6-2"),
    "D008": cells("front", language="eng"),
    "D009": cells("front", n_claims=-1),
    "D010": cells("front", killed_low=-1),
    "D011": cells("front", killed_best=-1),
    "D012": cells("front", killed_high=-1),
    "D013": cells("ferry", injured_low=-1),
    "D014": cells("ferry", injured_best=-1),
    "D015": cells("ferry", injured_high=-1),
    "D016": cells("front", killed_best=215),
    "D017": cells("ferry", injured_low=36),
    "D018": cells("front", n_claims=4),
    "D019": cells("football", killed_best=3),
    "D020": cells("front", injured_best=3),
    "D025": cells("front", status=None),
    "D023": cells("front", published_from="guess"),
    "D024": cells("front", status="lost"),
    "D021": Fault(lambda: _no_text("front"), ("front",)),
    "D022": cells("ferry", published="0021-03-14"),
    "D201": changed(lambda r: (r[0], r[1].head(0), r[2])),
    "D202": Fault(lambda: _no_document(published="string")),
    "D203": Fault(lambda: _no_document(killed_low="Int64", killed_best="Int64", killed_high="Int64")),
    "D204": Fault(lambda: _no_document(injured_low="Int64", injured_best="Int64", injured_high="Int64")),
}
FAULTS: Mapping[str, Fault] = NOT_NULL | ALLOWED | CLAIMS | FLOORS | DOCUMENTS


def _no_document(**kinds: str) -> Release:
    """No document says anything in these columns."""
    claims, documents, texts = release()
    return claims, documents.assign(**{c: pd.Series(None, documents.index, dtype=k) for c, k in kinds.items()}), texts


def _no_text(document: str) -> Release:
    claims, documents, texts = release()
    return claims, documents, {key: text for key, text in texts.items() if key != document}


def run_alone(rule: Rule, tables: Release, where: Path, previous: Frame | None = None) -> Result:
    """The result of one rule of our suites, through the public door."""
    suite = json.loads((folder() / f"{rule.suite}.json").read_text("utf-8"))
    suite["rules"] = [row for row in suite["rules"] if row["id"] == rule.id]
    (where / f"{rule.suite}.json").write_text(json.dumps(suite), "utf-8")
    [result] = check(*tables, suites=where, previous=previous).results
    return result


def test_every_rule_has_its_fault() -> None:
    assert sorted(FAULTS) == sorted(RULES)


@pytest.mark.parametrize("id", RULES)
def test_the_planted_fault_is_caught_and_named(id: str, tmp_path: Path) -> None:
    fault = FAULTS[id]
    tables = fault.plant()
    result = run_alone(RULES[id], tables, tmp_path, fault.before(tables[0]) if fault.before else None)
    assert (result.status, result.failing) == ("failed", fault.names)
    assert result.n_failed == (len(fault.names) or result.n_failed) > 0
    assert fault.names or result.detail


@pytest.fixture(scope="module")
def good() -> Mapping[str, Result]:
    claims, documents, texts = repeated(BIG)
    return {result.rule.id: result for result in check(claims, documents, texts, previous=claims).results}


@pytest.mark.parametrize("id", RULES)
def test_a_good_release_passes_on_something(id: str, good: Mapping[str, Result]) -> None:
    result = good[id]
    assert (result.status, result.n_failed, result.failing, result.detail) == ("passed", 0, (), None)
    assert result.n_checked > 0
