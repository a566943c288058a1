"""What a document reports in all for its main event, as a coder would enter it on a form (codebook, part 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from builder.model import Claim, Document
from builder.tables.totals.accounts import accounts
from builder.tables.totals.event import eligible
from builder.tables.totals.ledger import total

_MEASURES: Mapping[str, frozenset[str]] = MappingProxyType(
    {"killed": frozenset({"killed"}), "injured": frozenset({"injured"})}
)
_ENDS = ("low", "best", "high")


def totals(document: Document, claims: Sequence[Claim]) -> dict[str, int | None]:
    """killed and injured in all: low, best and high of each; three times None where no claim counts."""
    row: dict[str, int | None] = {}
    for name, measures in _MEASURES.items():
        figure = total(accounts(eligible(claims, measures)))
        row |= {f"{name}_{end}": getattr(figure, end) if figure else None for end in _ENDS}
    return row
