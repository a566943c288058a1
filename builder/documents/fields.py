"""Which column of a table is which field of a document: what people say, else the field's own name, else a guess from
fields.toml, which is told in the summary."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from builder.documents.notes import Notes
from builder.documents.reading import Reading
from builder.documents.records import FIELDS, Unreadable

_SHOWN = 12
"""Columns that a message lists."""


@cache
def names() -> Mapping[str, tuple[str, ...]]:
    """Field -> the names it goes by."""
    rows = tomllib.loads((files("builder.documents") / "fields.toml").read_text("utf-8"))
    return {field: tuple(rows[field]) for field in FIELDS}


def plain(name: str) -> str:
    """A column's name without capitals and signs."""
    return re.sub(r"[\W_]+", "", name.lower())


def columns(found: Iterable[str], reading: Reading, notes: Notes, file: str) -> dict[str, str]:
    """Field -> column of a table with these columns. Raises Unreadable if none holds the text, or one that was named is
    not there."""
    there = list(found)
    chosen = _named(there, reading)
    guesses = []
    for field in FIELDS:
        if field in chosen or (column := _guess(field, there, set(chosen.values()))) is None:
            continue
        chosen[field] = column
        if column != field:
            guesses.append(f"{field} from '{column}'")
    if "text" not in chosen:
        raise Unreadable(f"no column holds the text: name it with --text-column (there are {_list(there)})")
    if guesses:
        notes.guesses[file] = ", ".join(guesses)
    return chosen


def _named(there: list[str], reading: Reading) -> dict[str, str]:
    for column in reading.columns.values():
        if column not in there:
            raise Unreadable(f"no column '{column}' (there are {_list(there)})")
    return dict(reading.columns)


def _guess(field: str, there: list[str], taken: set[str]) -> str | None:
    if field in there and field not in taken:
        return field
    by_name = {plain(column): column for column in reversed(there) if column not in taken}
    return next((by_name[name] for name in names()[field] if name in by_name), None)


def _list(there: list[str]) -> str:
    more = f" and {len(there) - _SHOWN} more" if len(there) > _SHOWN else ""
    return f"{', '.join(there[:_SHOWN])}{more}" if there else "none"


def picked(row: Mapping[str, object], chosen: Mapping[str, str], notes: Notes) -> dict[str, object]:
    """The fields of one row; keys that are none are counted."""
    used = set(chosen.values())
    notes.ignored.update(key for key in row if key not in used)
    return {field: value(field, row[column]) for field, column in chosen.items() if column in row}


def value(field: str, found: object) -> object:
    """A cell as a field: several authors are one string."""
    if field == "author" and isinstance(found, list) and all(isinstance(name, str) for name in found):
        return "; ".join(found)
    return found
