"""When a page was published, and how that is known: what it says of itself, else its address, else its text. Where
the first two differ the address is right more often: the head may give the day in another time zone, or of an update.

htmldate finds the date but does not tell where. It is therefore asked three times, each time about one place only; what
it would guess from any number on the page (`extensive_search`) is not asked for, and the clock is never looked at.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

METADATA, URL, TEXT = "metadata", "url", "text"

EARLIEST, LATEST = "1990-01-01", "2100-01-01"

_HEAD = './/meta|.//script[@type="application/ld+json"]'
_NOT_FIRST = ("modif", "updat", "copyright", "og:url", "expire", "revis")
"""Parts of the names of meta elements that date something else than the first publication."""


def published(tree: Any, address: object) -> tuple[date | None, str]:
    """Date and how it was found; (None, "") with none. `tree` is an lxml tree and is left as it is."""
    said = _metadata(tree)
    named = _asked(_page(), address) if isinstance(address, str) else None
    if named and named != said:
        return named, URL
    if said:
        return said, METADATA
    day = _asked(_body(tree), "")
    return day, TEXT if day else ""


def _asked(tree: Any, url: str | None) -> date | None:
    from htmldate import find_date

    try:
        found = find_date(tree, False, True, url=url, min_date=EARLIEST, max_date=LATEST)
    except Exception:  # of a library that parses what people wrote by hand: no date, then
        return None
    return date.fromisoformat(found) if found else None


def _metadata(tree: Any) -> date | None:
    """A page of nothing but what the head says about the first publication."""
    page = _page()
    head = page.find("head")
    for element in tree.xpath(_HEAD):
        if not _dates_something_else(element):
            copy = deepcopy(element)
            copy.tail = None
            head.append(copy)
    return _asked(page, "")


def _dates_something_else(element: Any) -> bool:
    name = " ".join(element.get(key, "") for key in ("name", "property", "itemprop", "http-equiv")).lower()
    return any(part in name for part in _NOT_FIRST)


def _body(tree: Any) -> Any:
    """The page without what its head says."""
    page = deepcopy(tree)
    for element in page.xpath(_HEAD):
        parent = element.getparent()
        if parent is not None and not element.tail:
            parent.remove(element)
    return page


def _page() -> Any:
    from lxml.html import document_fromstring

    return document_fromstring("<html><head></head><body></body></html>")
