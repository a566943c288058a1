"""Documents cut into reports: what one document says of one event. Its main event is the one its totals are of
(codebook, part 4); what the totals leave out as background becomes a report of its own, a running toll, or unlinked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from builder.linking.rows import Row
from builder.linking.words import Cause, causes, names, place_words, title_names, victims
from builder.model import Basis, Claim, Stance
from builder.tables.totals.event import background, main_day
from builder.tables.totals.words import links

LONG = timedelta(days=45)
"""A running toll that began so long before its last day is of something longer than an incident."""
APART = timedelta(days=10)
"""Days from the main event within which another day's incident is told apart by its place; further off it is
background already."""
_DAYS = frozenset({"day", "week"})
STATISTIC, HYPOTHETICAL, UNDISCLOSED = "statistic", "hypothetical", "undisclosed"
UNDATED, GENERAL = "undated", "general"


@dataclass(eq=False)
class Report:
    """One document's claims about one event. `main`: it is the document's main event."""

    number: int
    document: str
    rows: list[Row] = field(default_factory=list)
    main: bool = True

    @cached_property
    def dated(self) -> tuple[date, date, str] | None:
        """First and last day and precision: of the first incident with a date, else of the first toll with a start."""
        for basis in (Basis.INCREMENTAL, Basis.UNKNOWN, Basis.CUMULATIVE):
            for row in self.rows:
                period = row.claim.period
                if row.claim.basis is basis and period.start and row.claim.stance is not Stance.DENIED:
                    end = period.start if basis is Basis.CUMULATIVE else period.end or period.start
                    return period.start, max(end, period.start), period.precision
        return None

    @cached_property
    def published(self) -> date | None:
        return self.rows[0].published

    @property
    def cluster(self) -> str:
        return self.rows[0].cluster

    @cached_property
    def places(self) -> frozenset[str]:
        """The words of the places its claims state."""
        return frozenset(w for row in self.rows if row.claim.place_text for w in place_words(row.claim.place_text))

    @cached_property
    def countries(self) -> frozenset[str]:
        return frozenset(row.claim.country for row in self.rows if row.claim.country)

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """What happened, firm words if there are any; from the title too where this is the main event."""
        found = [cause for sentence in self._sentences for cause in causes(sentence)]
        title = self.rows[0].title if self.main else None
        found = [*(causes(title) if title else ()), *found]
        return tuple(cause for cause in found if not cause.weak) or tuple(found)

    @cached_property
    def kinds(self) -> frozenset[str]:
        return frozenset(cause.kind for cause in self.causes)

    @cached_property
    def names(self) -> frozenset[str]:
        """Names in its sentences, and in the title where this is the main event."""
        found: set[str] = set(title_names(self.rows[0].title)) if self.main else set()
        return frozenset(found.union(*(names(sentence) for sentence in self._sentences)))

    @cached_property
    def victims(self) -> frozenset[str]:
        return frozenset(victims(row.claim.subject_text for row in self.rows))

    @cached_property
    def figures(self) -> frozenset[tuple[str, float]]:
        """(measure, number) of its counts of two and more."""
        return frozenset(
            (row.claim.measure, row.claim.value) for row in self.rows if row.claim.value and row.claim.value > 1
        )

    @cached_property
    def largest(self) -> dict[str, float]:
        """Measure -> its largest figure."""
        found: dict[str, float] = {}
        for row in self.rows:
            size = row.claim.value or row.claim.value_low or row.claim.value_high
            if size and row.claim.part_of is None and row.claim.unit == "person":
                found[row.claim.measure] = max(size, found.get(row.claim.measure, 0))
        return found

    @cached_property
    def _sentences(self) -> list[str]:
        return list(dict.fromkeys(row.claim.sentence for row in self.rows))


@dataclass(slots=True)
class Cut:
    """A table cut up: every row is in one report, one of the tolls, or unlinked with a reason."""

    reports: list[Report] = field(default_factory=list)
    tolls: list[Row] = field(default_factory=list)
    unlinked: dict[int, str] = field(default_factory=dict)


def cut(rows: Sequence[Row]) -> Cut:
    """All documents of a table; the rows of a document may stand anywhere in it."""
    made = Cut()
    order = sorted(rows, key=lambda row: (row.claim.document_id, row.claim.start, row.at))
    documents = [list(group) for _, group in groupby(order, key=lambda row: row.claim.document_id)]
    for document in sorted(documents, key=lambda group: min(row.at for row in group)):
        _document(document, made)
    return made


def _document(rows: Sequence[Row], made: Cut) -> None:
    told = []
    for row in rows:
        if row.claim.family == "statistic" or row.claim.measure == "statistic":
            made.unlinked[row.at] = STATISTIC
        elif row.claim.stance is Stance.HYPOTHETICAL:
            made.unlinked[row.at] = HYPOTHETICAL
        else:
            told.append(row)
    anchor = _anchor(told)
    main = Report(-1, rows[0].claim.document_id)
    others: dict[tuple[object, ...], Report] = {}
    for row in _parts_last(told):
        place = _where(row, anchor, main, others)
        if isinstance(place, Report):
            place.rows.append(row)
        elif place is None:
            made.tolls.append(row)
        else:
            made.unlinked[row.at] = place
    _file([main, *others.values()], made)


def _file(reports: Sequence[Report], made: Cut) -> None:
    """Number the reports that hold a figure or a denial; silence alone is no report."""
    for report in reports:
        report.rows.sort(key=lambda row: (row.claim.start, row.at))
        if all(row.claim.stance is Stance.UNDISCLOSED for row in report.rows):
            made.unlinked |= {row.at: UNDISCLOSED for row in report.rows}
        else:
            report.number = len(made.reports)
            made.reports.append(report)


def _anchor(rows: Sequence[Row]) -> date | None:
    """The day of the main event, as the document's totals have it; that of damage where nobody was hurt."""
    people = [row.claim for row in rows if row.claim.family == "casualty" and row.claim.stance is Stance.ASSERTED]
    return main_day(people) or main_day([row.claim for row in rows])


def _parts_last(rows: Sequence[Row]) -> Iterator[Row]:
    """Totals before their parts, which go where the total went."""
    yield from (row for row in rows if row.part_of is None)
    yield from (row for row in rows if row.part_of is not None)


Others = dict[tuple[object, ...], Report]


def _where(row: Row, anchor: date | None, main: Report, others: Others) -> Report | str | None:
    """The report of a row, None for a running toll, or why it is unlinked."""
    if row.part_of is not None:
        for report in (main, *others.values()):
            if any(other.id == row.part_of for other in report.rows):
                return report
    claim = row.claim
    first = not main.rows and anchor is None
    if _long(claim) or (claim.basis is Basis.CUMULATIVE and not first and background(claim, anchor)):
        return None if claim.stance is not Stance.UNDISCLOSED else UNDISCLOSED
    if not first and background(claim, anchor):
        return _past(claim, main, others)
    if (key := _elsewhere(claim, anchor, main)) is not None:
        return others.setdefault(key, Report(-1, main.document, main=False))
    return main


def _long(claim: Claim) -> bool:
    """True for the running toll of something longer than an incident (a war, a year)."""
    start, end = claim.period.start, claim.period.end
    return claim.basis is Basis.CUMULATIVE and start is not None and end is not None and end - start > LONG


def _past(claim: Claim, main: Report, others: Others) -> Report | str:
    """Another time's incident is a report of its own if it has a date; a stretch of years is no incident."""
    start, end = claim.period.start, claim.period.end
    if start is None or ("old" in links(claim.sentence) and claim.period_text is None):
        return UNDATED
    if end is not None and end - start > timedelta(days=366):
        return GENERAL
    return others.setdefault((start, end), Report(-1, main.document, main=False))


def _elsewhere(claim: Claim, anchor: date | None, main: Report) -> tuple[object, ...] | None:
    """What tells another incident of a round-up from the main one: a day and a place of its own, both stated."""
    start = claim.period.start
    if anchor is None or start is None or claim.basis is not Basis.INCREMENTAL or not main.rows:
        return None
    if start == anchor or abs(start - anchor) > APART or claim.period.precision not in _DAYS:
        return None
    if not (claim.period_text and claim.place_text) or not main.places:
        return None
    main.__dict__.pop("places", None)  # it is still being filled
    words = place_words(claim.place_text)
    return None if not words or words & main.places else (start, min(words))
