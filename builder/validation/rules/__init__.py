"""The checks by what they are about; importing this package files them all."""

from __future__ import annotations

from builder.validation.rules import (
    dates,
    documents,
    estimates,
    floors,
    numbers,
    parts,
    periods,
    reading,
    releases,
    series,
    sources,
    spans,
    spread,
    sums,
    values,
)
from builder.validation.rules.registry import CHECKS, KEYS, Check, Tables, Verdict, columns_of, missing_column, some

__all__ = [
    "CHECKS",
    "KEYS",
    "Check",
    "Tables",
    "Verdict",
    "columns_of",
    "dates",
    "documents",
    "estimates",
    "floors",
    "missing_column",
    "numbers",
    "parts",
    "periods",
    "reading",
    "releases",
    "series",
    "some",
    "sources",
    "spans",
    "spread",
    "sums",
    "values",
]
