"""How good the extraction is: the scores a release of tallybook records, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

FIGURES: Mapping[str, str] = MappingProxyType(
    {
        "gold/casualty/found": "casualty claims found",
        "gold/casualty/number": "... with number, bounds and qualifier right",
        "gold/casualty/whole claim": "... with source, stance, basis and dates right as well",
        "gold/damage/found": "damage claims found",
        "gold/statistic/found": "statistics found",
        "gold/implicit/found": "single persons without a number found",
        "gold/field/source": "of the claims found: source right",
        "gold/field/period_start": "of the claims found: first day right",
        "gold/field/place": "of the claims found: place right",
        "acled/killed/exact": "event notes: deaths of the whole note exact",
        "acled/killed/zero": "event notes without deaths: none claimed",
        "airwars/killed/exact": "incident reports that weigh rival sources: killed exact",
        "gvdb/killed/exact": "scraped local crime stories: killed exact",
        "gvdb/killed/zero": "scraped local crime stories: zeros kept",
        "muc4/many/recall": "wire stories in capitals: numbers of victims found",
        "muc4/one/recall": "wire stories in capitals: single victims found",
        "idmc/many/recall": "displacement excerpts: figures found",
        "polnear/source right": "political articles: who is quoted for a number",
    }
)
"""Figures of scores.json that are shown, in words."""


def recorded() -> Path:
    """scores.json: inside an installed package, in benchmarks/ of a clone."""
    inside = Path(__file__).parent / "scores.json"
    return inside if inside.is_file() else Path(__file__).parents[2] / "benchmarks" / "scores.json"


def scores() -> list[tuple[str, str]]:
    """What was measured and its score, in words; nothing where no scores are recorded."""
    if not recorded().is_file():
        return []
    sets = json.loads(recorded().read_text("utf-8"))["coded_sets"]
    return [(words, figure(sets[name])) for name, words in FIGURES.items() if name in sets]


def figure(row: Mapping[str, float]) -> str:
    """One score in words."""
    if "F1" in row:
        return f"precision {row['P']:.2f}, recall {row['R']:.2f}"
    name = next(key for key in ("accuracy", "exact match", "R") if key in row)
    return f"{'recall ' if name == 'R' else ''}{row[name]:.2f}"
