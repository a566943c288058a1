"""What people have -> documents, streaming. A new kind of input is one reader and one line in READERS."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from builder.documents.inputs import Source, expand
from builder.documents.jsonl import read_jsonl
from builder.documents.notes import Notes
from builder.documents.records import Record, Reject, Unreadable, document, hash_id, to_date
from builder.documents.text import read_text
from builder.model import Document

__all__ = ["READERS", "Notes", "Record", "Reject", "Source", "Unreadable", "document", "hash_id", "read", "to_date"]

Reader = Callable[[Source, Notes], Iterator[Record | Reject]]
"""Yields the records of one source; raises Unreadable or OSError where the source as a whole is of no use."""

READERS: dict[str, Reader] = {".txt": read_text, ".jsonl": read_jsonl}


def read(
    inputs: Sequence[str], published: date | None = None, notes: Notes | None = None, skip: Path | None = None
) -> Iterator[Document | Reject]:
    """Every document of the inputs in order, and a Reject for all that is none.

    published   the date of documents that state none
    notes       filled on the way: bytes done, keys passed over
    skip        a folder not to read, for an output folder that lies inside an input
    """
    notes = Notes() if notes is None else notes
    sources = list(expand(inputs, skip))
    notes.bytes_total = sum(s.size for s in sources if isinstance(s, Source))
    seen: dict[str, str] = {}
    for source in sources:
        for found in _records(source, notes) if isinstance(source, Source) else [source]:
            yield found if isinstance(found, Reject) else _accept(found, published, seen)


def _records(source: Source, notes: Notes) -> Iterator[Record | Reject]:
    reader = READERS.get(source.suffix)
    if reader is None:
        yield Reject(source.name, None, f"no reader for {source.suffix or 'a name without an ending'}")
        return
    try:
        yield from reader(source, notes)
    except Unreadable as error:
        yield error.reject(source.name)
    except OSError as error:
        yield Reject(source.name, None, f"cannot be read: {error.strerror or error}")


def _accept(record: Record, published: date | None, seen: dict[str, str]) -> Document | Reject:
    """The record's document, unless it is none or its id has been seen: ids are what claims are joined by."""
    try:
        found = document(record, published)
    except Unreadable as error:
        return error.reject(record.file, record.line)
    place = record.file if record.line is None else f"{record.file}, line {record.line}"
    if found.id in seen:
        return Reject(record.file, record.line, f"the same document id as {seen[found.id]}", found.id)
    seen[found.id] = place
    return found
