"""The published columns, read strictly from columns.toml: the one list of columns there is.

Tables are built from it, checks are compared with it, and the data dictionary is printed from it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from builder.strict import check_keys

PANDAS = MappingProxyType(
    {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "string"}
)
"""Our dtype -> the pandas dtype that can hold null beside it. Dates stay ISO strings: what the CSV shows is what is."""

KEYS = {
    "dtype": str,
    "null": bool,
    "meaning": str,
    "values": list,
    "unit": str,
    "hxl": str,
    "key": bool,
    "refers": str,
}
OPTIONAL = frozenset(KEYS) - {"dtype", "null", "meaning"}


class SchemaError(ValueError):
    """columns.toml says something this reader does not know."""


@dataclass(frozen=True, slots=True)
class Column:
    """One published column. `values` is empty where any value may stand; `unit` is None for what has none; `hxl` is its
    tag; `key`: it names the row; `refers`: the table.column that holds its values as keys."""

    name: str
    dtype: str
    null: bool
    values: tuple[str, ...]
    meaning: str
    unit: str | None = None
    hxl: str | None = None
    key: bool = False
    refers: str | None = None

    @property
    def pandas(self) -> str:
        """The pandas dtype of the column."""
        return PANDAS[self.dtype]


def _column(where: str, name: str, row: Any) -> Column:
    check_keys(where, row, KEYS, SchemaError, OPTIONAL)
    if row["dtype"] not in PANDAS:
        raise SchemaError(f"{where}: dtype = {row['dtype']!r} is not one of {', '.join(PANDAS)}")
    values = tuple(row.get("values", ()))
    words = {v for v in values if isinstance(v, str)}
    if "values" in row and (not values or len(words) < len(values)):
        raise SchemaError(f"{where}: values must be different strings, and some")
    more = {key: row[key] for key in ("unit", "hxl", "key", "refers") if key in row}
    return Column(name, row["dtype"], row["null"], values, row["meaning"], **more)


def read_schema(name: str, source: str) -> Mapping[str, tuple[Column, ...]]:
    """Table -> its columns in published order; `name` is for messages."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise SchemaError(f"{name}: {error}") from error
    return MappingProxyType(
        {
            table: tuple(_column(f"{name}, [{table}.{column}]", column, row) for column, row in rows.items())
            for table, rows in data.items()
        }
    )


@cache
def schema() -> Mapping[str, tuple[Column, ...]]:
    """The published tables. Read once per process."""
    return read_schema("columns.toml", (files("builder") / "columns.toml").read_text("utf-8"))


def columns(table: str) -> list[Column]:
    """The columns of one table in published order; an unknown table is a SchemaError."""
    if table not in schema():
        raise SchemaError(f"columns.toml: no table '{table}' (there are {', '.join(schema())})")
    return list(schema()[table])


def dtypes(table: str) -> dict[str, str]:
    """Column -> pandas dtype, in published order: `DataFrame(rows, columns=list(d)).astype(d)`."""
    return {column.name: column.pandas for column in columns(table)}
