"""Derived tables for the tests of event pages, written by hand: a clash that both sides and others count, and the toll
of a war that two sources keep over time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from builder.publish.tables import write_csv
from tests.release_fixture import frame

FIGURES = (
    ("c1", "2022-05-27", "the eastern command", "military", "own", "exact", (61, 61, 61), "superseded"),
    ("c2", "2022-05-28", "the eastern command", "military", "own", "exact", (74, 74, 74), "counts"),
    ("c3", "2022-05-28", "the rebels", "armed_group", "enemy", "more_than", (300, 300, None), "rival"),
    ("c4", "2022-05-28", "the Red Crescent", "ngo", "third_party", "range", (None, 90, 120), "counts"),
    ("c5", "2022-05-29", "<b>a monitor</b>", "ngo", "third_party", "at_least", (104, 104, None), "rival"),
    ("c6", "2022-05-29", None, None, None, "vague", (None, 24, None), "rival"),
    ("c7", "2022-05-29", "the defence ministry", "government", "unknown", "undisclosed", (None,) * 3, "no_number"),
)
TOLL = (
    ("t1", "2022-03-01", "the health ministry", 1200, 1200, 1200),
    ("t2", "2022-04-01", "the health ministry", 1450, 1450, 1450),
    ("t3", "2022-05-01", "the health ministry", 1390, 1390, 1390),
    ("t4", "2022-06-01", "the health ministry", 2210, 2210, 2210),
    ("t5", "2022-03-15", "a monitor", 1800, 1800, 2600),
    ("t6", "2022-05-15", "a monitor", 3100, 3100, 4000),
)
EVENT = "e0ffee"


def claims() -> pd.DataFrame:
    """The claims that the tables are about."""
    shared: dict[str, Any] = {"document_id": "clash", "family": "casualty", "measure": "killed", "unit": "person"}
    shared |= {"implicit": False, "subject_text": "soldiers", "subject_group": "military", "stance": "asserted"}
    shared |= {"basis": "cumulative", "period_precision": "day", "char_start": 0, "char_end": 2, "rule": "hand"}
    shared |= {"confidence": 0.9, "publisher": "Border Wire", "title": "Clash <at> Arba", "language": "en"}
    shared |= {"builder_version": "0.1.0", "policy": "literal", "url": "https://example.org/arba"}
    rows = []
    for id, day, source, kind, relation, qualifier, bounds, _ in FIGURES:
        words = {"claim_id": id, "published": day, "period_end": day, "value_text": "dozens", "qualifier": qualifier}
        said = {"source_text": source, "source_type": kind, "source_relation": relation, "sentence": f"{id}: dozens"}
        rows.append(shared | words | said | dict(zip(("value", "value_low", "value_high"), bounds, strict=True)))
    for id, day, source, low, best, high in TOLL:
        words = {"claim_id": id, "published": day, "period_end": day, "value_text": str(best), "qualifier": "exact"}
        numbers = {"value": best, "value_low": low, "value_high": high, "sentence": f"{best} dead, {source} said."}
        rows.append(shared | words | numbers | {"source_text": source, "source_type": "ngo"})
    return frame("claims", rows)


def write(folder: Path) -> None:
    """events, series, estimates and links beside the tables of a release."""
    event: dict[str, Any] = {"event_id": EVENT, "date_start": "2022-05-27", "date_end": "2022-05-28"}
    event |= {"date_precision": "day", "place_text": "Arba", "country": "NOR", "cause": "clash"}
    event |= {"title": "Clash <at> Arba", "first_published": "2022-05-27", "last_published": "2022-05-29"}
    event |= {"n_documents": 3, "n_claims": 7, "n_sources": 6, "n_independent": 5, "builder_version": "0.1.0"}
    tables: dict[str, list[dict[str, Any]]] = {"events": [event]}
    tables["links"] = [_link(one[0], one[-1]) for one in FIGURES]
    tables["estimates"] = [_estimate("all", None, (74, 104, 300)), _estimate("side", "the army", (74, 74, 120))]
    tables["series"] = [_step(n, *row) for n, row in enumerate(TOLL)]
    for name, rows in tables.items():
        write_csv(frame(name, rows), name, folder / f"{name}.csv")


def _link(id: str, role: str) -> dict[str, Any]:
    where = {"linked_to": "event", "event_id": EVENT, "role": role, "policy": "literal"}
    return {"claim_id": id, "document_id": "clash"} | where


def _estimate(scope: str, side: str | None, bounds: tuple[int, int, int]) -> dict[str, Any]:
    known: dict[str, Any] = {"estimate_id": f"est-{scope}", "event_id": EVENT, "family": "casualty", "unit": "person"}
    known |= {"measure": "killed", "basis": "total", "scope": scope, "side": side, "n_claims": 5, "n_documents": 3}
    known |= {"n_sources": 5, "n_independent": 4, "own_value": 74, "enemy_value": 300, "third_party_value": 104}
    known |= {"grade": "contested", "best_rule": "median of independent sources", "policy": "literal"}
    known |= {"best_claim_ids": "c5", "claim_ids": "c2 c3 c4 c5 c6", "builder_version": "0.1.0"}
    return known | dict(zip(("low", "best", "high"), bounds, strict=True))


def _step(n: int, id: str, day: str, source: str, low: int, best: int, high: int) -> dict[str, Any]:
    first = n in (0, 4)
    series = {"claim_id": id, "series_id": source[-4:], "family": "casualty", "measure": "killed", "unit": "person"}
    series |= {"source": source, "period_start": "2022-02-24", "as_of": day, "move": "first" if first else "rise"}
    return series | {"phase": 1, "step": 1 if first else 2, "low": low, "best": best, "high": high}
