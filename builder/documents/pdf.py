"""PDF situation reports: the text layer, and where each page of it begins. Scans have none and are rejects."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from typing import Any

from builder.documents.extras import needs
from builder.documents.inputs import Source
from builder.documents.notes import Notes
from builder.documents.reading import Reading
from builder.documents.records import Raw, Record, Reject, Unreadable, tidy

BETWEEN = "\n\n"
"""What stands between two pages of the text."""


def read_pdf(source: Source, reading: Reading, notes: Notes) -> Iterator[Record | Reject]:
    """The one report of a file, to be opened later. Raises Unreadable, OSError."""
    yield Record(source.name, None, {}, Raw("pdf", source.whole(notes)))


def open_pdf(record: Record, raw: Raw, reading: Reading) -> Record:
    """The report as a record with text. Its file says when it was made, not when it was published: it has no date.
    Raises Unreadable if it is locked, broken, a scan, or the `pdf` extra is missing."""
    with needs("pdf", "reading PDF"):
        import pypdf
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        report = pypdf.PdfReader(io.BytesIO(raw.data))
        if report.is_encrypted and not report.decrypt(""):
            raise Unreadable("the PDF is locked by a password")
        texts = [tidy(page.extract_text()) for page in report.pages]
        said = _said(report.metadata)
    except Unreadable:
        raise
    except Exception as error:  # a format that is broken in more ways than its library has exceptions
        raise Unreadable(f"not a PDF, or a broken one: {type(error).__name__}: {error}") from None
    if not any(text.strip() for text in texts):
        raise Unreadable("the PDF has no text layer: a scan?")
    starts = accumulate((len(text) + len(BETWEEN) for text in texts[:-1]), initial=0)
    return replace(record, fields={**said, **record.fields, "text": BETWEEN.join(texts)}, raw=None, pages=tuple(starts))


def _said(metadata: Any) -> dict[str, object]:
    found = {"title": metadata.title, "author": metadata.author} if metadata else {}
    return {key: tidy(value).strip() for key, value in found.items() if isinstance(value, str) and tidy(value).strip()}
