"""The README of a release: what is in it, file by file and column by column."""

from __future__ import annotations

from builder.metadata.croissant import cite
from builder.metadata.facts import Described
from builder.publish.dictionary import markdown
from builder.tables.schema import columns

TABLES = {
    "claims": "One row a claim: a number that a text states, who says so, of whom, since when, in which words.",
    "documents": "One row for everything that was seen: read, duplicate or rejected.",
    "events": "One row an event that several claims are about.",
    "series": "Running tolls, step by step.",
    "estimates": "What the claims about an event come to, with their range. Derived; not what any text says.",
    "links": "Where each claim went: its event, its series, or why it is in neither.",
}

NULLS = """In CSV a null is nothing between two commas and an empty text is `""`; dates are `YYYY-MM-DD`; booleans are
`true` and `false`. `*.sheet.csv` is for spreadsheets: a text that would run as a formula has an apostrophe in front,
and so has a text that begins with an apostrophe; take the first one away and the text is as it was. A number may be
printed as `None`, which pandas reads as missing but with `keep_default_na=False, na_values=[""]`. `*.hxl.csv` has a
row of HXL tags under its head."""

LIMITS = """- A claim is what a text says. It is not what happened, and claims that disagree stand side by side.
- Rows were made by rules, not by hand. `confidence` is meant to be the share of such claims that are right.
- Do not add claims up: the same people are counted by many texts. `part_of`, `basis` and the period say what a number
  covers."""


def readme(known: Described) -> str:
    """The page as Markdown."""
    blocks = [
        f"# {known.about.title}, version {known.version}",
        known.about.description,
        _facts(known),
        "## Files",
        _files(known),
        NULLS,
        "`SHA256SUMS` has the hashes of all files (`sha256sum -c SHA256SUMS`); `CHANGES.md` says what is new.",
        "## Before you use it",
        LIMITS,
        "## How to cite",
        cite(known) + " `CITATION.cff` says the same for programs.",
        *(_licence(known)),
        "## Columns",
        *(_table(table) for table in known.tables),
    ]
    return "\n\n".join(blocks) + "\n"


def _facts(known: Described) -> str:
    rows = [f"| {table} | {count:,} |" for table, count in known.rows.items()]
    rows += [f"| documents {status} | {known.status[status]:,} |" for status in sorted(known.status)]
    rows += [f"| first and last published | {known.first}, {known.last} |"] if known.first else []
    rows += [f"| made by tallybook | {', '.join(known.tools)}, policy {', '.join(known.policies)} |"]
    rows += [f"| rules checked | {_checks(known)} |"] if known.checks else []
    return "\n".join(["| what | how much |", "| --- | --- |", *rows])


def _checks(known: Described) -> str:
    return ", ".join(f"{count:,} {status}" for status, count in known.checks.items() if count)


def _files(known: Described) -> str:
    rows = [f"| `{one.file}` | {one.title} | {one.rows:,} | {one.bytes:,} |" for one in known.downloads]
    return "\n".join(["| file | what | rows | bytes |", "| --- | --- | --- | --- |", *rows])


def _licence(known: Described) -> list[str]:
    return [f"Licence: {known.about.license}"] if known.about.license else []


def _table(table: str) -> str:
    allowed = [f"- `{c.name}`: {', '.join(f'`{v}`' for v in c.values)}" for c in columns(table) if c.values]
    parts = [f"### {table}", TABLES.get(table, ""), markdown(table)]
    return "\n\n".join(
        [part for part in parts if part] + (["Allowed values:\n\n" + "\n".join(allowed)] if allowed else [])
    )
