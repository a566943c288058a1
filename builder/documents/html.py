"""Web pages: main text, title, publisher, author, address and language by trafilatura, or the text alone, seven times
faster and less precisely, by resiliparse (`--html fast`)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from builder.documents.extras import needs
from builder.documents.inputs import Source
from builder.documents.notes import Notes
from builder.documents.published import published
from builder.documents.reading import Reading
from builder.documents.records import Raw, Record, Reject, Unreadable, tidy

_FIELDS = {"title": "title", "publisher": "sitename", "author": "author", "url": "url", "language": "language"}
"""Our field -> the name trafilatura has for it."""

_PLACES = {
    "title": '(//meta[@property="og:title"]/@content | //title)[1]',
    "publisher": '(//meta[@property="og:site_name"]/@content)[1]',
    "author": '(//meta[@name="author"]/@content)[1]',
    "url": '(//link[@rel="canonical"]/@href)[1]',
    "language": "/html/@lang",
}
"""Field -> where it usually stands."""

_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
"""Its own search for dates is not used; it is kept short, and away from the clock."""


def read_html(source: Source, reading: Reading, notes: Notes) -> Iterator[Record | Reject]:
    """The one page of a file, to be opened later. Raises Unreadable, OSError."""
    yield Record(source.name, None, {}, Raw("html", source.whole(notes)))


def open_html(record: Record, raw: Raw, reading: Reading) -> Record:
    """The page as a record with text. Raises Unreadable if it has none, or the `html` extra is missing."""
    with needs("html", "reading web pages"):
        import trafilatura  # noqa: F401 (the first that is missing names the extra)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    tree = _tree(page := decoded(raw))
    about, read = (_brief, _fast) if reading.html == "fast" else (_about, _full)
    found = {**about(tree), **record.fields}
    text = read(page, found.get("url"))
    day, how = published(tree, found.get("url"))
    if day and "published" not in record.fields:
        found["published"] = day
    else:
        how = record.found
    return replace(record, fields={**found, "text": clean(text)}, raw=None, found=how)


def decoded(raw: Raw) -> str:
    """The page as text: UTF-8 if it can be, whatever it says of itself; else the first of what the page, the server and
    the bytes themselves name that fits to the last byte."""
    from resiliparse.parse.encoding import detect_encoding

    named = detect_encoding(raw.data, from_html_meta=True)
    for name in ("utf-8-sig", named, raw.charset, detect_encoding(raw.data)):
        try:
            return raw.data.decode(name or "")
        except (LookupError, ValueError):
            continue
    return raw.data.decode(named or "utf-8", "replace")


def _tree(page: str) -> Any:
    from trafilatura import load_html

    tree = load_html(page)
    if tree is None:
        raise Unreadable("not HTML, or a page with nothing in it")
    return tree


def _about(tree: Any) -> dict[str, object]:
    """What the page says of itself, as trafilatura understands it."""
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(tree, None, dict(_DATES))
    fields = {ours: getattr(found, theirs, None) for ours, theirs in _FIELDS.items()}
    return _stated(fields | {"language": fields["language"] or tree.get("lang")})


def _brief(tree: Any) -> dict[str, object]:
    """The same in haste: what stands in the usual places of the head."""
    return _stated({field: tree.xpath(f"string({path})") for field, path in _PLACES.items()})


def _stated(fields: dict[str, Any]) -> dict[str, object]:
    """The fields that say something a table can hold."""
    evened = {key: " ".join(tidy(str(value or "")).split()) for key, value in fields.items()}
    return {key: value for key, value in evened.items() if value}


def _full(page: str, address: object) -> str | None:
    import trafilatura

    url = address if isinstance(address, str) else None
    return trafilatura.extract(page, url=url, include_comments=False, date_extraction_params=dict(_DATES))


def _fast(page: str, address: object) -> str | None:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(page, main_content=True, alt_texts=False, comments=False))


def clean(text: str | None) -> str:
    """Extracted text without the characters that no table can hold. Raises Unreadable if nothing is left."""
    kept = tidy(text or "")
    if not kept.strip():
        raise Unreadable("no main text was found on the page")
    return kept
