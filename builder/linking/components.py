"""Reports to events: the best pairs are joined first, and no join may put into one event what cannot be one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from builder.linking.blocking import pairs, rarities
from builder.linking.reports import Cut, Report, cut
from builder.linking.rows import Impute, Row, rows_of
from builder.linking.score import NEAR, score

if TYPE_CHECKING:
    import pandas as pd

THRESHOLD = 4.0
"""Scores from here on are links; `python -m benchmarks.linking_stories --thresholds` prints what others would give."""

MEAN = 2.0
"""Two groups are joined only if their members go together so well on average: one report that fits both is no
bridge."""
ASKED = 4
"""Members of each group that are asked, first and last among them: more would cost more than a join is worth."""
_PRECISE = frozenset({"day"})
Scored = tuple[float, int, int]


@dataclass(frozen=True, slots=True)
class Linked:
    """Every row of a table in one place: in one of the events (lists of reports), a running toll, or unlinked with its
    reason (by row number). `weakest`: the lowest score that holds each event together."""

    rows: Sequence[Row]
    events: Sequence[Sequence[Report]]
    weakest: Sequence[float | None]
    tolls: Sequence[Row]
    unlinked: Mapping[int, str]


def link(
    claims: pd.DataFrame,
    clusters: Mapping[str, str] = MappingProxyType({}),
    impute: Impute = lambda claim: claim,
    threshold: float = THRESHOLD,
) -> Linked:
    """The events of a claims table. `clusters`: document_id -> wire_cluster, from the documents table."""
    rows = rows_of(claims, clusters, impute)
    made = cut(rows)
    rarity = rarities(made.reports)
    return joined(rows, made, scored(made.reports, rarity, threshold), rarity)


def scored(reports: Sequence[Report], rarity: Mapping[str, float], threshold: float) -> list[Scored]:
    """The pairs that reach the threshold, best first."""
    found = ((score(reports[a], reports[b], rarity), a, b) for a, b in pairs(reports, rarity))
    return sorted((one for one in found if one[0] >= threshold), key=lambda one: (-one[0], one[1], one[2]))


def joined(rows: Sequence[Row], made: Cut, links: Iterable[Scored], rarity: Mapping[str, float]) -> Linked:
    """Connected components of the links, guarded against chains."""
    forest = _Forest(made.reports, rarity)
    for value, a, b in links:
        forest.join(a, b, value)
    groups = [([made.reports[n] for n in members], weakest) for members, weakest in forest.groups()]
    return Linked(rows, [g for g, _ in groups], [w for _, w in groups], made.tolls, made.unlinked)


@dataclass(slots=True)
class _Group:
    """Reports that are one event so far, the days they state, and the documents they are of."""

    members: list[int]
    first: date | None
    last: date | None
    documents: set[str]
    weakest: float | None = None


@dataclass(slots=True)
class _Forest:
    """Disjoint groups; a join that would spread the stated days too far, or put two reports of one document (which says
    that they are two events) into one group, is refused."""

    reports: Sequence[Report]
    rarity: Mapping[str, float]
    of: list[_Group] = field(init=False)

    def __post_init__(self) -> None:
        self.of = [self._group(report) for report in self.reports]

    @staticmethod
    def _group(report: Report) -> _Group:
        start = report.dated[0] if report.dated and report.dated[2] in _PRECISE else None
        return _Group([report.number], start, start, {report.document})

    def join(self, a: int, b: int, value: float) -> None:
        one, other = self.of[a], self.of[b]
        if one is other or not one.documents.isdisjoint(other.documents):
            return
        first = min((d for d in (one.first, other.first) if d), default=None)
        last = max((d for d in (one.last, other.last) if d), default=None)
        if first and last and (last - first).days > NEAR:
            return
        if len(one.members) + len(other.members) > 2 and self._mean(one, other) < MEAN:
            return
        if len(one.members) < len(other.members):
            one, other = other, one
        one.members += other.members
        one.first, one.last = first, last
        one.documents |= other.documents
        one.weakest = value
        for member in other.members:
            self.of[member] = one

    def _mean(self, one: _Group, other: _Group) -> float:
        """The mean score over some members of both."""
        some, others = _some(one.members), _some(other.members)
        scores = [score(self.reports[a], self.reports[b], self.rarity) for a in some for b in others]
        return sum(scores) / len(scores)

    def groups(self) -> Iterator[tuple[list[int], float | None]]:
        """The groups in the order of their first reports."""
        seen: set[int] = set()
        for group in self.of:
            if id(group) not in seen:
                seen.add(id(group))
                yield sorted(group.members), group.weakest


def _some(members: Sequence[int]) -> Sequence[int]:
    """A few of many, evenly spread."""
    if len(members) <= ASKED:
        return members
    return [members[k * (len(members) - 1) // (ASKED - 1)] for k in range(ASKED)]
