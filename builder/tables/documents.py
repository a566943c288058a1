"""What a document reports in all for its main event, as a coder would enter it on a form (codebook, part 4)."""

from __future__ import annotations

from collections.abc import Sequence

from builder.model import Claim, Document
from builder.tables.totals.accounts import accounts
from builder.tables.totals.event import eligible
from builder.tables.totals.figures import Figure
from builder.tables.totals.ledger import total
from builder.tables.totals.persons import survivors

_KILLED = frozenset({"killed"})
_INJURED = frozenset({"injured"})
_ENDS = ("low", "best", "high")


def totals(document: Document, claims: Sequence[Claim]) -> dict[str, int | None]:
    """killed and injured in all: low, best and high of each; three times None where no claim counts."""
    killed = eligible(claims, _KILLED)
    injured = survivors(eligible(claims, _INJURED), killed)
    return _ends("killed", total(accounts(killed))) | _ends("injured", total(accounts(injured)))


def _ends(name: str, figure: Figure | None) -> dict[str, int | None]:
    return {f"{name}_{end}": getattr(figure, end) if figure else None for end in _ENDS}
