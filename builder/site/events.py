"""Events and running tolls, from the derived tables of a release, for their pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from builder.site.charts import Spec, rivals, tolls
from builder.site.facts import plain
from builder.site.figures import Figure, Row, figure
from builder.site.release import Release

MOST = 5_000
"""Events that have a page of their own: those with the most claims. All of them are in the tables."""

LISTED = 1_000
"""Events and tolls that the lists show, the latest first."""


@dataclass(frozen=True, slots=True)
class Part:
    """What an event's page says of one measure: its estimates, its figures, its charts."""

    measure: str
    estimates: list[Row]
    figures: list[Figure]
    rivals: Spec | None
    tolls: Spec | None

    @property
    def sides(self) -> set[str]:
        """The columns of estimates by side that say something here."""
        names = ("own_value", "enemy_value", "third_party_value")
        return {name for name in names if any(row[name] is not None for row in self.estimates)}


@dataclass(frozen=True, slots=True)
class Event:
    """An event: its row of the events table, the best estimate of each measure, and the parts of its page."""

    row: Row
    best: Mapping[str, Row]
    parts: list[Part]
    others: list[Figure]

    @property
    def name(self) -> str:
        """Its title, or what, where and in which year."""
        day = self.row["date_start"]
        what = [one for one in (self.row["cause"], self.row["place_text"]) if one] or ["untitled event"]
        said = ", ".join([*what, *([str(day.year)] if day else [])])
        return self.row["title"] or said[0].upper() + said[1:]


@dataclass(frozen=True, slots=True)
class Tolls:
    """Running tolls that belong to no event, of one measure; `steps` by series and date."""

    measure: str
    steps: list[Row]
    labels: Mapping[str, str]
    chart: Spec | None


def events_of(release: Release) -> list[Event]:
    """All events with pages, the last reported first."""
    tables = {name: table.to_pylist() for name, table in release.derived.items()}
    claims = _claims(release, (row["claim_id"] for row in tables.get("links", ()) if row["event_id"]))
    figures: dict[str, list[Figure]] = defaultdict(list)
    estimates: dict[str | None, list[Row]] = defaultdict(list)
    steps: dict[str | None, list[Row]] = defaultdict(list)
    for row in tables.get("links", ()):
        if row["event_id"] and row["claim_id"] in claims:
            figures[row["event_id"]].append(figure(claims[row["claim_id"]], row["role"]))
    for row in tables.get("estimates", ()):
        estimates[row["event_id"]].append(row)
    for row in tables.get("series", ()):
        steps[row["event_id"]].append(row)
    chosen = paged(release)
    chosen.sort(key=lambda row: (str(row["last_published"] or ""), row["event_id"]), reverse=True)
    return [_event(row, figures[id], estimates[id], steps[id]) for row in chosen for id in [row["event_id"]]]


def paged(release: Release) -> list[Row]:
    """The events that have a page of their own."""
    if "events" not in release.derived:
        return []
    return sorted(release.derived["events"].to_pylist(), key=lambda row: -row["n_claims"])[:MOST]


def event_of_claims(release: Release) -> dict[str, str]:
    """Claim -> the event whose page it is on."""
    if not (known := {row["event_id"] for row in paged(release)}):
        return {}
    links = release.derived["links"]
    pairs = zip(links["claim_id"].to_pylist(), links["event_id"].to_pylist(), strict=True)
    return {claim: event for claim, event in pairs if event in known}


def _claims(release: Release, ids: Iterable[str]) -> dict[str, Row]:
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = pc.is_in(release.claims["claim_id"], pa.array(list(ids), pa.string()))
    return {row["claim_id"]: row for row in release.claims.filter(wanted).to_pylist()}


def _event(row: Row, figures: list[Figure], estimates: list[Row], steps: list[Row]) -> Event:
    best = _best(estimates)
    counted = [one for one in figures if one.role != "part"]
    measures = list(dict.fromkeys([*(e["measure"] for e in estimates), *(one.measure for one in counted)]))
    measures.sort(key=lambda m: (m not in best, m != "killed", m != "injured"))
    parts = [_part(m, estimates, counted, steps, best.get(m)) for m in measures]
    return Event(row, best, parts, [one for one in figures if one.role == "part"])


def _best(estimates: Iterable[Row]) -> dict[str, Row]:
    """The one estimate of each measure; things of several sorts (tanks, aircraft) have none."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in estimates:
        if row["scope"] in ("all", "thing") and row["best"] is not None:
            found[row["measure"]].append(row)
    return {measure: rows[0] for measure, rows in found.items() if len(rows) == 1}


def _part(measure: str, estimates: list[Row], figures: list[Figure], steps: list[Row], best: Row | None) -> Part:
    mine = sorted((one for one in figures if one.measure == measure), key=lambda one: one.day)
    running = sorted((row for row in steps if row["measure"] == measure), key=lambda row: str(row["as_of"]))
    return Part(
        measure,
        [row for row in estimates if row["measure"] == measure],
        mine,
        rivals(mine, best),
        tolls(running, labels(running)),
    )


def labels(steps: Iterable[Row]) -> dict[str, str]:
    """Series -> what it counts, and who counts."""
    return {
        row["series_id"]: ": ".join(
            part for part in (row["source"] or "in the text's own voice", _counted(row)) if part
        )
        for row in steps
    }


def _counted(row: Row) -> str:
    of = ", ".join(str(row[name]) for name in ("counted", "side") if row[name])
    since = f" since {row['period_start']}" if row["period_start"] else ""
    return f"{of}{since}".strip()


def tolls_of(release: Release) -> list[Tolls]:
    """Running tolls outside of events, measure by measure, those with the most steps first."""
    if "series" not in release.derived:
        return []
    by_measure: dict[str, list[Row]] = defaultdict(list)
    for row in release.derived["series"].to_pylist():
        if not row["event_id"]:
            by_measure[row["measure"]].append(row)
    found = [_tolls(measure, rows) for measure, rows in by_measure.items()]
    return sorted(found, key=lambda one: -len(one.steps))


def _tolls(measure: str, rows: list[Row]) -> Tolls:
    rows.sort(key=lambda row: (str(row["as_of"]), row["series_id"]))
    named = labels(rows)
    return Tolls(measure, rows[-LISTED:], named, tolls(rows, named))


def heading(measure: str) -> str:
    """A measure as the heading of its part."""
    return plain(measure).capitalize()


def brief(best: Mapping[str, Row]) -> list[tuple[str, Any]]:
    """The estimates a list of events shows: killed and injured first, three at most."""
    order = sorted(best, key=lambda m: (m != "killed", m != "injured"))
    return [(plain(measure), best[measure]) for measure in order[:3]]
