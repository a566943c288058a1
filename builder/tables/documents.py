"""What a document reports in all for its main event, as a coder would enter it on a form (codebook, part 4)."""

from __future__ import annotations

from collections.abc import Sequence

from builder.model import Claim, Document
from builder.tables.totals.accounts import Account, accounts
from builder.tables.totals.event import eligible
from builder.tables.totals.figures import Figure
from builder.tables.totals.ledger import total
from builder.tables.totals.persons import alive, survivors

_ENDS = ("low", "best", "high")


def totals(document: Document, claims: Sequence[Claim]) -> dict[str, int | None]:
    """killed and injured in all: low, best and high of each; three times None where no claim counts."""
    found = grounds(claims)
    return {end: value for name in found for end, value in _ends(name, total(*found[name])).items()}


Grounds = tuple[list[Account], frozenset[int]]
"""What a total is made of: accounts, and where the sentences start that count what else happened to people."""


def grounds(claims: Sequence[Claim]) -> dict[str, Grounds]:
    """What the totals of the killed and of the injured are made of."""
    killed = _of("killed", claims)
    injured = survivors(_of("injured", alive(claims)), killed)
    if not any(c.value != 0 for c in injured) and not any(c.measure == "infected" for c in claims):
        injured += survivors(eligible(claims, frozenset({"hospitalized"})), killed)
    dead, hurt = _sentences(killed, "killed"), _sentences(injured, "injured")
    return {"killed": (accounts(killed), hurt), "injured": (accounts(injured), dead)}


def _sentences(claims: Sequence[Claim], measure: str) -> frozenset[int]:
    """Where the sentences start that count people under a measure."""
    return frozenset(c.sentence_start for c in claims if c.measure == measure)


def _of(measure: str, claims: Sequence[Claim]) -> list[Claim]:
    """What counts for a measure: its claims, and the zero of `no casualties`, which denies both."""
    found = eligible(claims, frozenset({measure, "casualties"}))
    return [c for c in found if c.measure == measure or c.value == 0]


def _ends(name: str, figure: Figure | None) -> dict[str, int | None]:
    return {f"{name}_{end}": getattr(figure, end) if figure else None for end in _ENDS}
