"""What people have -> documents, streaming. A new kind of input is one reader and one line in READERS; what takes time
to open (a page, a PDF) is passed on in its wrapping, with one line in OPENERS, and opened where the work is done."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from builder.documents import remote
from builder.documents.delimited import read_delimited
from builder.documents.feeds import read_feed
from builder.documents.html import open_html, read_html
from builder.documents.inputs import Source, expand
from builder.documents.jsons import read_json, read_jsonl
from builder.documents.languages import language
from builder.documents.notes import Notes
from builder.documents.parquet import read_parquet
from builder.documents.pdf import open_pdf, read_pdf
from builder.documents.reading import Reading
from builder.documents.records import Raw, Record, Reject, Unreadable, document, hash_id, to_date
from builder.documents.text import read_text
from builder.documents.warc import read_warc
from builder.model import Document

__all__ = [
    "OPENERS",
    "READERS",
    "Notes",
    "Reading",
    "Record",
    "Reject",
    "Source",
    "Unreadable",
    "document",
    "hash_id",
    "opened",
    "read",
    "records",
    "to_date",
]

NO_ROOM = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
"""A full disk is no fault of the page that is being opened: the run ends, or it would publish half its documents."""

Reader = Callable[[Source, Reading, Notes], Iterator[Record | Reject]]
"""Yields the records of one source; raises Unreadable or OSError where the source as a whole is of no use."""

Opener = Callable[[Record, Raw, Reading], Record]
"""The record with its text; raises Unreadable."""

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".parquet": read_parquet,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".warc": read_warc,
    ".pdf": read_pdf,
    ".xml": read_feed,
    ".rss": read_feed,
    ".atom": read_feed,
    ".nitf": read_feed,
    ".newsml": read_feed,
}
"""The ending of a name (before `.gz`) -> who reads it."""

OPENERS: dict[str, Opener] = {"html": open_html, "pdf": open_pdf}
"""The kind of a wrapping -> who opens it."""


def read(
    inputs: Sequence[str], published: date | None = None, notes: Notes | None = None, skip: Path | None = None
) -> Iterator[Document | Reject]:
    """Every document of the inputs in order, opened, and a Reject for all that is none."""
    reading = Reading(published)
    for record in records(inputs, reading, notes, skip):
        yield record if isinstance(record, Reject) else opened(record, reading)


def records(
    inputs: Sequence[str], reading: Reading, notes: Notes | None = None, skip: Path | str | None = None
) -> Iterator[Record | Reject]:
    """Every record of the inputs in order, and a Reject for every input that holds none.

    notes       filled on the way: bytes done, what was passed over, what was guessed
    skip        a folder not to read, for an output folder that lies inside an input; text is an address
    """
    notes = Notes() if notes is None else notes
    sources = [source for given in inputs for source in _expanded(given, skip)]
    notes.bytes_total = sum(s.size for s in sources if isinstance(s, Source))
    for source in sources:
        yield from _records(source, reading, notes) if isinstance(source, Source) else [source]


def _expanded(given: str, skip: Path | str | None) -> Iterator[Source | Reject]:
    if remote.is_remote(given):
        return remote.expand(given, skip if isinstance(skip, str) else None)
    return expand([given], skip if isinstance(skip, Path) else None)


def _records(source: Source, reading: Reading, notes: Notes) -> Iterator[Record | Reject]:
    reader = READERS.get(source.suffix)
    if reader is None:
        yield Reject(source.name, None, f"no reader for {source.suffix or 'a name without an ending'}")
        return
    try:
        yield from reader(source, reading, notes)
    except Unreadable as error:
        yield error.reject(source.name)
    except OSError as error:
        yield Reject(source.name, None, f"cannot be read: {error.strerror or error}")


def opened(record: Record, reading: Reading) -> Document | Reject:
    """The record's document, or why it is none."""
    try:
        if record.raw is not None:
            record = OPENERS[record.raw.kind](record, record.raw, reading)
        found = document(record, reading.published)
        return replace(found, language=language(found.text, found.language))
    except Unreadable as error:
        return error.reject(record.file, record.line)
    except Exception as error:  # a library that stumbles over one page must not stop a run
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            raise
        return Reject(record.file, record.line, f"cannot be opened: {type(error).__name__}: {error}")
