"""Web archives (WARC, plain or gzipped, as Common Crawl publishes them): every page a record; what is none is passed
over and counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.documents.extras import needs
from builder.documents.inputs import TOO_LONG, Source
from builder.documents.notes import Notes
from builder.documents.reading import LIMIT, Reading
from builder.documents.records import Raw, Record, Reject, Unreadable

_KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
}
"""Content type -> how the record is opened."""


def read_warc(source: Source, reading: Reading, notes: Notes) -> Iterator[Record | Reject]:
    """Every page of the archive, numbered by record from 1. Raises Unreadable if the archive is cut or broken: what
    stood before that place has come out."""
    with needs("warc", "reading web archives"):
        import fastwarc.warc
    with source.stored(notes) as handle:
        number = 0
        try:
            for record in fastwarc.warc.ArchiveIterator(handle, parse_http=True, auto_decode="all"):
                number += 1
                found = _record(record, source.name, number, notes)
                if found is not None:
                    yield found
        except Exception as error:  # whatever the library raises for bytes that are no archive
            raise Unreadable(f"the archive is cut or broken after record {number}: {error}", line=number + 1) from None
    if not number:
        raise Unreadable("not a WARC file, or one without records")


def _record(record: Any, file: str, number: int, notes: Notes) -> Record | Reject | None:
    kind = str(record.record_type)
    if kind not in ("response", "resource"):
        notes.passed[f"{kind} records"] += 1
        return None
    status = record.http_headers.status_code if record.http_headers else None
    if status is not None and status != 200:
        notes.passed[f"answers with status {status}"] += 1
        return None
    content = (record.http_content_type or record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    opener = _KINDS.get(content)
    if opener is None:
        notes.passed[f"records of {content or 'no content type'}"] += 1
        return None
    return _page(record, opener, file, number)


def _page(record: Any, opener: str, file: str, number: int) -> Record | Reject:
    stated, data = record.content_length, record.reader.read(LIMIT + 1)
    address = record.headers.get("WARC-Target-URI")
    if len(data) < min(stated, LIMIT) and not (record.http_headers and record.http_headers.get("Content-Encoding")):
        return Reject(file, number, "the record is cut", address)
    if len(data) > LIMIT:
        return Reject(file, number, TOO_LONG, address)
    return Record(file, number, {"url": address}, Raw(opener, data, record.http_charset))
