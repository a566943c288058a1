"""JSON lines: one object a line, FIELDS by name. Other keys are common there; they are passed over and counted."""

from __future__ import annotations

import json
from collections.abc import Iterator

from builder.documents.inputs import Source, decode
from builder.documents.notes import Notes
from builder.documents.records import FIELDS, Record, Reject, Unreadable

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_jsonl(source: Source, notes: Notes) -> Iterator[Record | Reject]:
    """Every line a record, or a Reject with its line; blank lines are none. Raises OSError, Unreadable for UTF-16."""
    with source.open() as handle:
        for number, raw in enumerate(handle, 1):
            notes.bytes_read += len(raw)
            if number == 1 and raw[:2] in _UTF16:
                decode(raw)
            if raw.isspace():
                continue
            try:
                yield Record(source.name, number, _fields(raw, notes))
            except Unreadable as error:
                yield error.reject(source.name, number)


def _fields(raw: bytes, notes: Notes) -> dict[str, object]:
    line = decode(raw)
    try:
        row = json.loads(line)
    except RecursionError:
        raise Unreadable("not JSON that can be read: nested too deep", line) from None
    except ValueError as error:
        raise Unreadable(f"not JSON: {error}", line.strip()) from None
    if not isinstance(row, dict):
        raise Unreadable(f"not a JSON object but {type(row).__name__}", line.strip())
    notes.ignored.update(key for key in row if key not in FIELDS)
    return {key: row[key] for key in FIELDS if key in row}
