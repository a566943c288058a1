"""JSON lines (one object a line) and JSON (a list of objects, or one that holds such a list). Keys that are no fields
are common there; they are passed over and counted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from builder.documents.fields import columns, picked
from builder.documents.inputs import Source, decode, text_lines
from builder.documents.notes import Notes
from builder.documents.reading import Reading
from builder.documents.records import FIELDS, Record, Reject, Unreadable

MOST = 512_000_000
"""Bytes of a JSON file, which must be read whole."""


def read_jsonl(source: Source, reading: Reading, notes: Notes) -> Iterator[Record | Reject]:
    """Every line a record, or a Reject with its line; blank lines are none. Raises OSError, Unreadable."""
    with source.unzipped(notes) as handle:
        yield from _of_lines(text_lines(handle, reading.encoding), source.name, reading, notes)


def _of_lines(
    lines: Iterator[tuple[int, str | Unreadable]], file: str, reading: Reading, notes: Notes
) -> Iterator[Record | Reject]:
    chosen: dict[str, str] = {}
    for number, line in lines:
        try:
            if isinstance(line, Unreadable):
                raise line
            if line and not line.isspace():
                row = _object(line)
                chosen = chosen or _chosen(row, reading, notes, file)
                yield Record(file, number, picked(row, chosen, notes))
        except Unreadable as error:
            yield error.reject(file, number)


def _chosen(row: dict[str, Any], reading: Reading, notes: Notes, file: str) -> dict[str, str]:
    """Which key is which field: guessed from the first row, except that a field's own name always counts."""
    if not reading.columns and "text" in row:
        return {field: field for field in FIELDS}
    guessed = columns(row, reading, notes, file)
    return {field: field for field in FIELDS if field not in guessed.values()} | guessed


def _object(line: str) -> dict[str, Any]:
    row = _parsed(line)
    if not isinstance(row, dict):
        raise Unreadable(f"not a JSON object but {type(row).__name__}", line.strip())
    return row


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise Unreadable("not JSON that can be read: nested too deep", text[:200]) from None
    except ValueError as error:
        raise Unreadable(f"not JSON: {error}", text[:200].strip()) from None


def read_json(source: Source, reading: Reading, notes: Notes) -> Iterator[Record | Reject]:
    """Every object of a file, counted from 1. Raises OSError, Unreadable."""
    with source.unzipped(notes) as handle:
        raw = handle.read(MOST + 1)
    if len(raw) > MOST:
        raise Unreadable(f"longer than {MOST // 1_000_000} MB: make it JSON lines (.jsonl)")
    text = decode(raw, reading.encoding)
    try:
        rows = _rows(_parsed(text))
    except Unreadable:
        if len(objects := [line for line in text.splitlines() if line.strip()]) < 2 or objects[0][-1:] != "}":
            raise
        yield from _of_lines(((n, line) for n, line in enumerate(text.splitlines(), 1)), source.name, reading, notes)
        return
    chosen: dict[str, str] = {}
    for number, row in enumerate(rows, 1):
        try:
            if not isinstance(row, dict):
                raise Unreadable(f"not a JSON object but {type(row).__name__}", row)
            chosen = chosen or _chosen(row, reading, notes, source.name)
            yield Record(source.name, number, picked(row, chosen, notes))
        except Unreadable as error:
            yield error.reject(source.name, number)


def _rows(data: Any) -> list[Any]:
    """The list that a file is, or holds; an object that holds none is one row itself."""
    if isinstance(data, dict):
        lists = [held for held in data.values() if isinstance(held, list) and held and isinstance(held[0], dict)]
        return max(lists, key=len) if lists and "text" not in data else [data]
    if isinstance(data, list):
        return data
    raise Unreadable(f"not a list of JSON objects but {type(data).__name__}")
