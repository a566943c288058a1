"""The parts of README.md that are made, not written: `python -m tests.readme` puts them in.

A part stands between `<!-- begin NAME -->` and `<!-- end NAME -->`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import builder
from benchmarks.own_cases import SCORES
from builder.publish.dictionary import markdown

README = Path(__file__).parents[1] / "README.md"
EXAMPLE = (
    "The interior ministry said on Tuesday that at least 14 people, including three children, had been killed in the "
    "floods since Sunday. Dozens were missing."
)
PUBLISHED = "2022-06-08"
_LEFT_OUT = ("document_id", "sentence", "published", "language", "builder_version", "policy", "period_edtf", "implicit")


def example() -> str:
    """The claims of the example, one a column; fields that no claim has are left out."""
    frame = builder.extract(EXAMPLE, published=PUBLISHED).astype("object")
    frame = frame.where(frame.notna(), "").drop(columns=list(_LEFT_OUT))
    rows = [(name, [_shown(value) for value in frame[name]]) for name in frame if any(v != "" for v in frame[name])]
    head = f"| column |{''.join(f' claim {n} |' for n in range(1, len(frame) + 1))}"
    line = f"| --- |{' --- |' * len(frame)}"
    return "\n".join([head, line, *(f"| {name} | {' | '.join(values)} |" for name, values in rows)])


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


_FIGURES = {
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
"""Figures of benchmarks/scores.json that the page shows, in words."""


def scores() -> str:
    """The recorded scores of this release, as a table."""
    recorded = json.loads(SCORES.read_text("utf-8"))["coded_sets"]
    rows = [f"| {words} | {_figure(recorded[name])} |" for name, words in _FIGURES.items()]
    return "\n".join(["| on coded sets of real text | score |", "| --- | --- |", *rows])


def _figure(row: Mapping[str, float]) -> str:
    if "F1" in row:
        return f"precision {row['P']:.2f}, recall {row['R']:.2f}"
    name = next(key for key in ("accuracy", "exact match", "R") if key in row)
    return f"{'recall ' if name == 'R' else ''}{row[name]:.2f}"


PARTS: Mapping[str, Callable[[], str]] = {
    "example": example,
    "scores": scores,
    "claims": lambda: markdown("claims"),
    "documents": lambda: markdown("documents"),
    "events": lambda: markdown("events"),
    "series": lambda: markdown("series"),
    "estimates": lambda: markdown("estimates"),
    "links": lambda: markdown("links"),
}


def made(text: str) -> str:
    """The text with every part as it should be; a part that has no place is an error."""
    for name, make in PARTS.items():
        begin, end = f"<!-- begin {name} -->\n", f"<!-- end {name} -->"
        count, new = text.count(begin), f"{begin}\n{make()}\n\n{end}"
        text = re.sub(f"{begin}.*?{end}", new.replace("\\", r"\\"), text, flags=re.DOTALL)
        if count != 1:
            raise ValueError(f"README.md has {count} places for '{name}'")
    return text


if __name__ == "__main__":
    README.write_bytes(made(README.read_text("utf-8")).encode("utf-8"))
