"""JSON lines: one object a line, FIELDS by name. Other keys are common there; they are passed over and counted."""

from __future__ import annotations

import json
from collections.abc import Iterator

from builder.documents.inputs import TOO_LONG, Source, decode, lines
from builder.documents.notes import Notes
from builder.documents.reading import Reading
from builder.documents.records import FIELDS, Record, Reject, Unreadable

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_jsonl(source: Source, reading: Reading, notes: Notes) -> Iterator[Record | Reject]:
    """Every line a record, or a Reject with its line; blank lines are none. Raises OSError, Unreadable for UTF-16."""
    with source.unzipped(notes) as handle:
        for number, raw in lines(handle):
            if raw is None:
                yield Reject(source.name, number, TOO_LONG)
                continue
            if number == 1 and raw[:2] in _UTF16:
                raise Unreadable("not UTF-8 but UTF-16, by its byte-order mark")
            if raw.isspace():
                continue
            try:
                yield Record(source.name, number, _fields(raw, reading, notes))
            except Unreadable as error:
                yield error.reject(source.name, number)


def _fields(raw: bytes, reading: Reading, notes: Notes) -> dict[str, object]:
    line = decode(raw, reading.encoding)
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
