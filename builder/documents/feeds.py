"""Feeds (RSS, Atom) and agency formats (NewsML-G2, NITF): every entry a record. XML that declares entities is refused
(defusedxml): it can blow up, or read files that are none of its business."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from builder.documents.entries import ENTRIES, entry, link, local
from builder.documents.extras import needs
from builder.documents.inputs import Source
from builder.documents.notes import Notes
from builder.documents.reading import Reading
from builder.documents.records import Record, Reject, Unreadable

_PARENTS = ("channel", "feed")


def read_feed(source: Source, reading: Reading, notes: Notes) -> Iterator[Record | Reject]:
    """Every entry, counted from 1. Raises Unreadable where the XML is broken: what stood before has come out."""
    with needs("feeds", "reading feeds"):
        import defusedxml
        import defusedxml.ElementTree as ElementTree
    number = 0
    with source.unzipped(notes) as handle:
        try:
            for element, about in _elements(ElementTree.iterparse(handle, ("start", "end"))):
                number += 1
                try:
                    yield Record(source.name, number, entry(element, about), found="metadata")
                except Unreadable as error:
                    yield error.reject(source.name, number)
        except ElementTree.ParseError as error:
            raise Unreadable(f"not XML, or broken after entry {number}: {error}", line=error.position[0]) from None
        except (defusedxml.DefusedXmlException, LookupError, ValueError) as error:
            raise Unreadable(f"XML that is not read: {error}") from None
    if not number:
        raise Unreadable("XML without entries: neither a feed (RSS, Atom) nor NewsML-G2 or NITF")


def links(data: bytes) -> list[str]:
    """The addresses of a feed's entries, each once; none for what is no feed."""
    with needs("feeds", "reading feeds"):
        import defusedxml
        import defusedxml.ElementTree as ElementTree
    found: dict[str, None] = {}
    try:
        for element, _ in _elements(ElementTree.iterparse(io.BytesIO(data), ("start", "end"))):
            if address := link(element):
                found[address] = None
    except (ElementTree.ParseError, defusedxml.DefusedXmlException, LookupError, ValueError):
        pass  # what stood before the fault will do
    return list(found)


def _elements(events: Any) -> Iterator[tuple[Any, dict[str, str]]]:
    """Entries with what their feed says of itself; each is emptied once it has been used."""
    path: list[str] = []
    about: dict[str, str] = {}
    for event, element in events:
        name = local(element.tag)
        if event == "start":
            path.append(name)
            continue
        path.pop()
        if path and path[-1] in _PARENTS and name in ("title", "language") and element.text:
            about.setdefault(name, element.text.strip())
        if name in ENTRIES and not any(outer in ENTRIES for outer in path):
            yield element, about
            element.clear()
