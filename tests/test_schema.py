"""columns.toml is read strictly."""

from __future__ import annotations

import pytest

from builder.tables.schema import SchemaError, columns, read_schema

COLUMN = '[t.c]\ndtype = "string"\nnull = true\nmeaning = "x"\n'


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("[t", "Expected"),
        ("[t]\nc = 1\n", r"\[t.c\]: not a table"),
        (COLUMN.replace("null = true\n", ""), "'null' is missing"),
        (COLUMN + "size = 3\n", "unknown key 'size'"),
        (COLUMN.replace("true", '"yes"'), "null = 'yes' is not a bool"),
        (COLUMN.replace("string", "text"), "dtype = 'text' is not one of string, integer"),
        (COLUMN + "values = []\n", "values must be different strings"),
        (COLUMN + 'values = ["a", "a"]\n', "values must be different strings"),
        (COLUMN + "values = [1]\n", "values must be different strings"),
    ],
)
def test_a_wrong_schema_is_refused(source: str, message: str) -> None:
    with pytest.raises(SchemaError, match=f"mine.toml.*{message}"):
        read_schema("mine.toml", source)


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(SchemaError, match="no table 'people'"):
        columns("people")
