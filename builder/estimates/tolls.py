"""Running tolls: what one source counts of one side, over time. Those of an event are its reports' figures in order;
those of something longer (a war, a year) belong to no event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from builder.estimates.events import hashed
from builder.estimates.readings import Key, Reading, as_of, plain, source_of, thing_key
from builder.linking import Report, Row
from builder.tables.totals.figures import Figure, figure_of

RESTART = 2
"""A toll that falls to less than the half counts anew, from a later day or of other people; less is a revision."""
_PLAIN = frozenset({None, "unspecified", "other"})


@dataclass(frozen=True, slots=True)
class Step:
    """One figure of a series, with its place in it."""

    row: Row
    figure: Figure
    as_of: date | None
    phase: int
    move: str
    change: int | None
    before: str | None


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one source, oldest first."""

    id: str
    key: Key
    steps: Sequence[Step]

    @property
    def rows(self) -> list[Row]:
        return [step.row for step in self.steps]

    @property
    def latest(self) -> list[Reading]:
        """The last figures as readings: those of the last phase as of its last day."""
        last = self.steps[-1]
        some = [s for s in self.steps if s.phase == last.phase]
        report = Report(-1, last.row.claim.document_id, [last.row])
        return [Reading(report, (s.row,), s.figure, n) for n, s in enumerate(some)]

    def table_rows(self, event: str | None) -> Iterator[dict[str, Any]]:
        first = self.steps[0].row.claim
        for number, step in enumerate(self.steps, 1):
            yield {
                "claim_id": step.row.id,
                "series_id": self.id,
                "event_id": event,
                "family": self.key.family,
                "measure": self.key.measure,
                "unit": self.key.unit,
                "side": self.key.side,
                "counted": self.key.counted,
                "source": first.source_text,
                "period_start": first.period.start.isoformat() if first.period.start else None,
                "phase": step.phase,
                "step": number,
                "as_of": step.as_of.isoformat() if step.as_of else None,
                "low": step.figure.low,
                "best": step.figure.best,
                "high": step.figure.high,
                "move": step.move,
                "change": step.change,
                "supersedes": step.before,
            }


def series_of_event(quantities: Mapping[Key, Sequence[Reading]], taken: Container[int]) -> Iterator[Series]:
    """The tolls within an event: of each source that gives a quantity as of several days. A claim stands in one."""
    used: set[int] = set()
    for key, found in quantities.items():
        by_source: defaultdict[str, list[Reading]] = defaultdict(list)
        for reading in found:
            if key.scope in ("all", "thing") and len(reading.rows) == 1 and reading.rows[0].at not in used:
                by_source[reading.source].append(reading)
        for some in by_source.values():
            if len({reading.as_of for reading in some}) > 1:
                made = _series(key, [(r.rows[0], r.figure) for r in some])
                used |= {row.at for row in made.rows}
                yield made


def series_of_tolls(rows: Sequence[Row]) -> Iterator[Series]:
    """The tolls of no single event, each claim in one: by source, side, measure, what is counted, country and the day
    the count began."""
    groups: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[_key(row), source_of(row), row.claim.period.start, row.claim.country].append(row)
    for (key, *_), some in groups.items():
        yield _series(key, [(row, figure_of(row.claim) or Figure(None, None, None)) for row in some])


def _key(row: Row) -> Key:
    claim = row.claim
    if claim.family == "damage":
        return thing_key(claim)
    group = None if claim.subject_group in _PLAIN else claim.subject_group
    side = plain(claim.subject_party) if claim.subject_party else None
    scope = "side" if side else "group" if group else "all"
    return Key("casualty", claim.measure, claim.unit, "total", scope, side, group)


def _series(key: Key, found: Sequence[tuple[Row, Figure]]) -> Series:
    order = sorted(found, key=lambda one: (as_of(one[0]) or date.min, one[0].published or date.min, one[0].at))
    steps: list[Step] = []
    for row, figure in order:
        steps.append(_step(row, figure, steps[-1] if steps else None))
    return Series(hashed("series", order[0][0].id), key, steps)


def _step(row: Row, figure: Figure, before: Step | None) -> Step:
    if before is None:
        return Step(row, figure, as_of(row), 1, "first", None, None)
    change = figure.size - before.figure.size
    if figure.size * RESTART < before.figure.size and as_of(row) != before.as_of:
        return Step(row, figure, as_of(row), before.phase + 1, "restart", None, None)
    move = "rise" if change > 0 else "fall" if change < 0 else "same"
    return Step(row, figure, as_of(row), before.phase, move, change, before.row.id)
