"""Text files. What is known about one stands in a front matter block at its head or in a sidecar `NAME.toml`.

---
title: Quake shakes the coast
published: 2019-11-26
---
The text as given: every offset of every claim counts from the first character after the closing line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from builder.documents.inputs import Source, decode
from builder.documents.notes import Notes
from builder.documents.reading import Reading
from builder.documents.records import FIELDS, Record, Reject, Unreadable

KEYS = tuple(key for key in FIELDS if key != "text")

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|$)")
_PAIR = re.compile(r"\s*([\w-]+)\s*:(?:\s+(.*?)|)\s*")
_FENCE = "---"


def read_text(source: Source, reading: Reading, notes: Notes) -> Iterator[Record | Reject]:
    """The one document of a text file. Raises Unreadable, OSError."""
    fields, start, line = front_matter(text := decode(source.whole(notes), reading.encoding))
    for key, value in _sidecar(source).items():
        if key in fields:
            raise Unreadable(f"'{key}' stands in the front matter and in the sidecar", value)
        fields[key] = value
    yield Record(source.name, line, {**fields, "text": text[start:]})


def front_matter(text: str) -> tuple[dict[str, object], int, int]:
    """What a `---` block at the head says, the first character after it, and the line that character is on."""
    fields: dict[str, object] = {}
    at, number = _next(text, 0), 1
    if at.group(1).rstrip() != _FENCE:
        return fields, 0, 1
    while at.end() < len(text):
        at, number = _next(text, at.end()), number + 1
        if at.group(1).rstrip() == _FENCE:
            return fields, at.end(), number + 1
        if at.group(1).strip():
            _pair(at.group(1), number, fields)
    raise Unreadable("the front matter opened on line 1 is not closed by ---", line=1)


def _next(text: str, start: int) -> re.Match[str]:
    found = _LINE.match(text, start)
    assert found is not None  # matches even nothing
    return found


def _pair(line: str, number: int, fields: dict[str, object]) -> None:
    pair = _PAIR.fullmatch(line)
    if pair is None:
        raise Unreadable("a front matter line is not 'key: value'", line, number)
    key, value = pair.group(1), pair.group(2) or ""
    if key not in KEYS:
        raise Unreadable(f"unknown front matter key '{key}' (known: {', '.join(KEYS)})", value, number)
    if key in fields:
        raise Unreadable(f"front matter key '{key}' stands twice", value, number)
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    fields[key] = value[1:-1] if quoted else value


def _sidecar(source: Source) -> dict[str, object]:
    raw = source.sidecar()
    if raw is None or source.given is None:
        return {}
    path = source.given.with_suffix(".toml")
    try:
        data: dict[str, object] = tomllib.loads(raw.decode("utf-8-sig"))
    except ValueError as error:
        raise Unreadable(f"the sidecar {path.name} is not TOML in UTF-8: {error}") from None
    for key, value in data.items():
        if key not in KEYS:
            raise Unreadable(f"unknown key '{key}' in the sidecar {path.name} (known: {', '.join(KEYS)})", value)
    return data
