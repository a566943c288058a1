"""Strict input: what a file says that is not known, or must say and does not, stops with file, entry and key.

The files people write (columns, suites, exceptions, corrections) are judged here alike; each has its own error.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from typing import Any


def entries(text: str, path: str, key: str, error: type[Exception]) -> list[Any]:
    """The rows [[key]] of a TOML text that holds nothing else; raises `error`, which names the path."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise error(f"{path}: {wrong}") from wrong
    if unknown := sorted(data.keys() - {key}):
        raise error(f"{path}: unknown key '{unknown[0]}'")
    rows = data.get(key, [])
    if not isinstance(rows, list):
        raise error(f"{path}: '{key}' is not a list of tables ([[{key}]])")
    return rows


def check_keys(
    where: str, row: Any, known: Mapping[str, type], error: type[Exception], optional: Collection[str] = ()
) -> None:
    """Raises `error` unless the row has all known keys (the optional ones perhaps), each of its type, and no other."""
    if not isinstance(row, dict):
        raise error(f"{where}: not a table but {row!r}")
    for key in row:
        if key not in known:
            raise error(f"{where}: unknown key '{key}'")
    for key, kind in known.items():
        if key not in row and key not in optional:
            raise error(f"{where}: '{key}' is missing")
        if key in row and not isinstance(row[key], kind):
            raise error(f"{where}: {key} = {row[key]!r} is not a {kind.__name__}")
