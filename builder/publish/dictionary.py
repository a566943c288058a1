"""The data dictionary, printed from columns.toml: `python -m builder.publish.dictionary [TABLE]`."""

from __future__ import annotations

import sys

from builder.tables.schema import Column, columns, schema


def markdown(table: str) -> str:
    """The columns of a table as a Markdown table: name, type, meaning."""
    rows = [f"| `{c.name}` | {_type(c)} | {c.meaning} |" for c in columns(table)]
    return "\n".join(["| column | type | meaning |", "| --- | --- | --- |", *rows])


def _type(column: Column) -> str:
    unit = f", {column.unit}" if column.unit else ""
    return f"{column.dtype}{unit}{'' if column.null else ', never empty'}"


if __name__ == "__main__":
    print("\n\n".join(f"## {name}\n\n{markdown(name)}" for name in sys.argv[1:] or schema()))
