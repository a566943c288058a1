"""What one report says of one quantity: its figure, its rivals, and who says so. Totals are made as those of documents
are, so that parts and repetitions never add up twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from builder.linking.reports import Report
from builder.linking.rows import Row
from builder.model import Basis, Claim, Qualifier, Stance
from builder.tables.documents import grounds
from builder.tables.totals.accounts import Account, accounts
from builder.tables.totals.figures import Figure
from builder.tables.totals.ledger import told

LEFT_OUT = frozenset({Stance.DENIED, Stance.HYPOTHETICAL, Stance.UNDISCLOSED})
OPEN = frozenset({Qualifier.VAGUE, Qualifier.RANGE})
"""Qualifiers of claims that state no single number: a policy may give them one."""
_ARTICLES = ("the ", "a ", "an ")
_PLAIN = frozenset({None, "unspecified", "other"})


class Key(NamedTuple):
    """One quantity of an event; figures of different keys are never added. `counted`: a group or a sort of thing."""

    family: str
    measure: str
    unit: str | None
    basis: str
    scope: str
    side: str | None = None
    counted: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure of one report. `source` names who says so (a paper, where the text speaks in its own voice)."""

    report: Report
    rows: tuple[Row, ...]
    figure: Figure
    order: int
    held: bool = True
    """True for the figure that the report holds to, False for one it sets against it."""

    @property
    def first(self) -> Claim:
        return self.rows[0].claim

    @property
    def named(self) -> bool:
        """True if the text attributes the figure."""
        return self.first.source_text is not None

    @property
    def source(self) -> str:
        return source_of(self.rows[0])

    @property
    def relation(self) -> str:
        """own, enemy or third_party: what is unknown is no party's."""
        relation = self.first.source_relation
        return relation if relation in ("own", "enemy") else "third_party"

    @property
    def as_of(self) -> date | None:
        return max((day for row in self.rows if (day := as_of(row))), default=None)

    @property
    def open(self) -> bool:
        """True if open words are all it counts with."""
        return all(row.claim.qualifier is Qualifier.VAGUE for row in self.rows)

    @property
    def hedged(self) -> bool:
        return any(row.claim.stance is Stance.HEDGED for row in self.rows)

    @property
    def imputed(self) -> bool:
        return any(row.claim.qualifier in OPEN and row.claim.value is not None for row in self.rows)

    @property
    def size(self) -> int:
        return self.figure.size


def source_of(row: Row) -> str:
    """Who says so, in plain words; the publisher of what a text says in its own voice."""
    if row.claim.source_text is None:
        return f"voice:{row.publisher or row.claim.document_id}"
    return plain(row.claim.source_text)


def plain(words: str) -> str:
    """Lower case, single spaces, no article: "The Health Ministry" is "the health ministry"."""
    text = " ".join(words.lower().replace("’", "'").split())
    for article in _ARTICLES:
        text = text.removeprefix(article)
    return text


def as_of(row: Row) -> date | None:
    """The day a figure is true as of: of a running toll its last day, else the day it was published. A toll whose last
    day is its first is dated by its event ("has risen to 14 in the crash of May 3")."""
    period = row.claim.period
    if row.claim.basis in (Basis.CUMULATIVE, Basis.STOCK) and period.end and period.end != period.start:
        return period.end
    return row.published or period.end or period.start


def readings(report: Report, order: int) -> Iterator[tuple[Key, Reading]]:
    """Every quantity that a report gives, with its figures: the one it holds to first, then their rivals."""
    rows = {(row.claim.start, row.claim.end, row.claim.measure): row for row in report.rows}
    counted = [row.claim for row in report.rows if row.claim.stance not in LEFT_OUT]
    people = [c for c in counted if c.family == "casualty"]
    for key, found in [*_people(_of_no_side(people)), *_sides(people), *_things(counted)]:
        for n, one in enumerate(found):
            members = tuple(rows[c.start, c.end, c.measure] for c in one.claims)
            if members and one.figure != Figure(None, None, None):
                yield key, Reading(report, members, one.figure, order, held=n == 0)


Found = tuple[Key, list[Account]]


def _people(
    claims: Sequence[Claim], scope: str = "all", side: str | None = None, group: str | None = None
) -> list[Found]:
    """The quantities of some people: killed and injured as documents total them, other measures by themselves."""
    found = []
    persons = [c for c in claims if c.unit != "household"]
    for measure, (told_of, beside) in grounds(persons).items():
        found.append((Key("casualty", measure, "person", "total", scope, side, group), told(told_of, beside)))
    rest = [c for c in claims if c.measure not in ("killed", "injured") and not (_nothing(c) and c in persons)]
    rest += [c for c in claims if c.unit == "household" and c.measure in ("killed", "injured")]
    for key in sorted({_key(c, scope, side, group) for c in rest}, key=str):
        some = [c for c in rest if _key(c, scope, side, group) == key]
        found.append((key, told(accounts(some))))
    return [(key, accounts_) for key, accounts_ in found if accounts_]


def _of_no_side(claims: list[Claim]) -> list[Claim]:
    """Where sources count two sides as their own or their enemy's, neither's dead are all the dead, and what is said of
    others is not either: no figure of such a measure is one for all."""
    counted = [c for c in claims if c.subject_party and c.source_relation in ("own", "enemy")]
    sides = {plain(c.subject_party) for c in counted if c.subject_party}
    if len(sides) < 2 or all(c.source_relation == "own" for c in counted):  # no enemies: countries count their citizens
        return claims
    measures = {c.measure for c in counted}
    return [c for c in claims if c.measure not in measures]


def _nothing(claim: Claim) -> bool:
    """True for "no casualties", which counts as none killed and none injured."""
    return claim.measure == "casualties" and claim.value == 0


def _key(claim: Claim, scope: str, side: str | None, group: str | None) -> Key:
    basis = "stock" if claim.basis is Basis.STOCK else "total"
    return Key("casualty", claim.measure, claim.unit, basis, scope, side, group)


def _sides(claims: Sequence[Claim]) -> Iterator[Found]:
    """The people of each side and of each group; a part of a total is the whole of its group."""
    whole = [replace(c, part_of=None) for c in claims]
    for side in sorted({plain(c.subject_party) for c in claims if c.subject_party}):
        yield from _people([c for c in whole if c.subject_party and plain(c.subject_party) == side], "side", side)
    for group in sorted({c.subject_group for c in claims if c.subject_group} - _PLAIN):
        yield from _people(_of_no_side([c for c in whole if c.subject_group == group]), "group", None, group)


def _things(claims: Sequence[Claim]) -> Iterator[Found]:
    """Things by their sort: homes and tanks are never added."""
    things = [c for c in claims if c.family == "damage"]
    for key in sorted({thing_key(c) for c in things}, key=str):
        yield key, told(accounts([c for c in things if thing_key(c) == key]))


def thing_key(claim: Claim) -> Key:
    words = plain(claim.subject_text or "").split()
    head = words[-1] if words else None
    if head and len(head) > 3 and head.endswith("s") and not head.endswith("ss"):
        head = head[:-1]
    return Key("damage", claim.measure, claim.unit, "total", "thing", None, head)
