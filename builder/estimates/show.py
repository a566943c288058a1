"""Estimates for people: totals of a selection, and how they move between policies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from builder.estimates.combine import Total, selected, totals
from builder.estimates.make import Derived, estimate
from builder.estimates.policies import names, policy

if TYPE_CHECKING:
    import pandas as pd


def totals_table(made: Derived, month: str | None, country: str | None, draws: int, seed: int) -> str:
    """Totals over the events of a selection, a line a measure."""
    found = totals(selected(made.estimates, made.events, month, country), draws, seed)
    head = ["measure", "unit", "events", "low", "best", "high", "low open", "high open"]
    rows = [[t.measure, t.unit or "", *_numbers(t)] for t in found]
    if draws:
        head.append("90% of draws")
        rows = [[*row, f"{t.likely_low:,}-{t.likely_high:,}"] for row, t in zip(rows, found, strict=True)]
    return table(head, rows)


def _numbers(total: Total) -> list[str]:
    values = (total.events, total.low, total.best, total.high, total.open_low, total.open_high)
    return [f"{value:,}" for value in values]


def sensitivity(
    claims: pd.DataFrame, documents: pd.DataFrame | None, best: str, month: str | None, country: str | None
) -> str:
    """The best totals of a selection under each policy, a line a measure."""
    found: dict[str, dict[str, str]] = {}
    for name in names():
        made = estimate(claims, documents, best, name)
        for total in totals(selected(made.estimates, made.events, month, country)):
            words = f"{total.low:,}-{total.best:,}-{total.high:,}"
            found.setdefault(f"{total.measure} ({total.unit})", {})[name] = words
    head = ["low-best-high", *(policy(name).label for name in names())]
    return table(head, [[measure, *(row.get(name, "") for name in names())] for measure, row in sorted(found.items())])


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns of equal width, words to the left and numbers to the right."""
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]
    lines = [
        "  ".join(
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in [head, *rows]
    ]
    return "\n".join(line.rstrip() for line in lines)
