"""The four derived tables of a table of claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.estimates.events import event_id, event_row
from builder.estimates.figures import Weighed, weigh
from builder.estimates.policies import LITERAL, Policy, policy
from builder.estimates.readings import Key, Reading, readings
from builder.estimates.tolls import Series, series_of_event, series_of_tolls
from builder.linking import Linked, Row, link
from builder.linking.rows import NoClaims
from builder.model import Qualifier, Stance
from builder.tables.claims import Columns

if TYPE_CHECKING:
    import pandas as pd

TABLES = ("events", "series", "estimates", "links")


@dataclass(frozen=True, slots=True)
class Derived:
    """The derived tables, with the columns of columns.toml."""

    events: pd.DataFrame
    series: pd.DataFrame
    estimates: pd.DataFrame
    links: pd.DataFrame

    def frames(self) -> dict[str, pd.DataFrame]:
        return {name: getattr(self, name) for name in TABLES}


def estimate(
    claims: pd.DataFrame, documents: pd.DataFrame | None = None, best: str = "latest", policy_name: str = LITERAL
) -> Derived:
    """Events, series, estimates and links of a claims table (published columns; those that are missing count as empty).

    The documents table tells which documents are versions of one wire report. Raises NoClaims, and PolicyError for an
    unknown policy; an unknown rule for best is a KeyError.
    """
    chosen = policy(policy_name)
    linked = link(claims, _clusters(documents), chosen.impute)
    if len({row.id for row in linked.rows}) < len(linked.rows):
        raise NoClaims("claim_id is empty or stands twice: estimates name claims by it")
    return _Maker(linked, best, chosen).made()


def _clusters(documents: pd.DataFrame | None) -> dict[str, str]:
    if documents is None or not {"document_id", "wire_cluster"} <= set(documents.columns):
        return {}
    known = documents[documents["document_id"].notna() & documents["wire_cluster"].notna()]
    return dict(zip(known["document_id"].tolist(), known["wire_cluster"].tolist(), strict=True))


class _Maker:
    """Fills the four tables, event by event in the order of their first claims."""

    def __init__(self, linked: Linked, best: str, chosen: Policy) -> None:
        self.linked, self.rule, self.policy = linked, best, chosen
        self.tables = {name: Columns(name) for name in TABLES}
        self.roles: dict[str, str] = {}
        self.event_of: dict[int, str] = {}
        self.series_of: dict[int, str] = {}

    def made(self) -> Derived:
        for reports, weakest in zip(self.linked.events, self.linked.weakest, strict=True):
            rows = [row for report in reports for row in report.rows]
            name = event_id(rows)
            self.event_of |= {row.at: name for row in rows}
            self.tables["events"].add(event_row(name, reports, weakest))
            self._event(name, self._quantities(reports))
        for series in series_of_tolls(self.linked.tolls):
            self._series(series, None)
            weighed = weigh(series.key, series.latest, self.rule, [])
            self._estimate(weighed, None, series.id)
        for row in self.linked.rows:
            self.tables["links"].add(self._link(row))
        return Derived(**{name: table.frame() for name, table in self.tables.items()})

    def _quantities(self, reports: Sequence[Any]) -> dict[Key, list[Reading]]:
        found: defaultdict[Key, list[Reading]] = defaultdict(list)
        for order, report in enumerate(reports):
            for key, reading in readings(report, order):
                found[key].append(reading)
        return found

    def _event(self, name: str, quantities: dict[Key, list[Reading]]) -> None:
        for key in sorted(quantities, key=lambda k: (k.scope not in ("all", "thing"), str(k))):
            weighed = weigh(key, quantities[key], self.rule, quantities[key][0].report.causes)
            self._estimate(weighed, name, None)
        for series in series_of_event(quantities, self.series_of):
            self._series(series, name)

    def _estimate(self, one: Weighed, event: str | None, series: str | None) -> None:
        self.tables["estimates"].add(one.row(event, series, self.policy.label))
        whole = one.key.scope in ("all", "thing")
        for role, ids in one.roles().items():
            for claim in ids:
                self.roles.setdefault(claim, role if whole or role == "superseded" else "part")

    def _series(self, series: Series, event: str | None) -> None:
        self.series_of |= {row.at: series.id for row in series.rows}
        for row in series.table_rows(event):
            self.tables["series"].add(row)

    def _link(self, row: Row) -> dict[str, Any]:
        reason = self.linked.unlinked.get(row.at)
        event, series = self.event_of.get(row.at), self.series_of.get(row.at)
        imputed = row.claim.qualifier in (Qualifier.VAGUE, Qualifier.RANGE) and row.claim.value is not None
        return {
            "claim_id": row.id,
            "document_id": row.claim.document_id,
            "linked_to": "unlinked" if reason else "event" if event else "series",
            "event_id": event,
            "series_id": series,
            "reason": reason,
            "role": None if reason else self._role(row),
            "value_imputed": row.claim.value if imputed else None,
            "policy": self.policy.label,
        }

    def _role(self, row: Row) -> str:
        if row.claim.stance is Stance.DENIED:
            return "not_asserted"
        if row.claim.value is None and row.claim.value_low is None and row.claim.value_high is None:
            return "no_number"
        if row.id in self.roles and self.roles[row.id] != "part":
            return self.roles[row.id]
        return "part" if row.part_of is not None else self.roles.get(row.id, "repeated")
