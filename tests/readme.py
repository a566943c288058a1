"""The parts of README.md that are made, not written: `python -m tests.readme` puts them in.

A part stands between `<!-- begin NAME -->` and `<!-- end NAME -->`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import builder
from builder.publish.dictionary import markdown
from builder.site.scores import scores

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


def score_table() -> str:
    """The recorded scores of this release, as a table."""
    rows = [f"| {words} | {score} |" for words, score in scores()]
    return "\n".join(["| on coded sets of real text | score |", "| --- | --- |", *rows])


PARTS: Mapping[str, Callable[[], str]] = {
    "example": example,
    "scores": score_table,
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
