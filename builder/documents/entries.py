"""One entry of a feed, or one item of an agency, as the fields of a document."""

from __future__ import annotations

import html.parser
import re
from collections.abc import Callable, Mapping
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any

from builder.documents.records import Unreadable, tidy, to_date

_BLOCKS = frozenset({"article", "blockquote", "div", "h1", "h2", "h3", "li", "p", "pre", "section", "tr", "ul"})
_HIDDEN = frozenset({"script", "style", "template", "figcaption"})
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T.*)?")


def local(tag: object) -> str:
    """The name of an element without its namespace, without capitals."""
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def entry(element: Any, about: Mapping[str, str]) -> dict[str, object]:
    """FIELDS of an entry; `about` is what its feed says of itself. Raises Unreadable if it has no text."""
    fields = {key: value for key, value in ENTRIES[local(element.tag)](element, about).items() if value}
    if "text" not in fields:
        raise Unreadable("the entry has no text", fields.get("title"))
    return fields


def _all(element: Any, *names: str) -> list[Any]:
    """Elements below of these names, the first name first."""
    below = list(element.iter())
    return [found for name in names for found in below if local(found.tag) == name]


def _word(element: Any, *names: str) -> str | None:
    """The words of the first element of these names that has any."""
    words = (" ".join(tidy("".join(found.itertext())).split()) for found in _all(element, *names))
    return next((found for found in words if found), None)


def _feed_entry(element: Any, about: Mapping[str, str]) -> dict[str, object]:
    bodies = (_body(found) for found in _all(element, "encoded", "content", "description", "summary"))
    return {
        "text": next((text for text in bodies if text), None),
        "title": plain_text(_word(element, "title") or ""),
        "published": day(_word(element, "pubdate", "published", "date", "issued")),
        "publisher": about.get("title"),
        "author": _author(element),
        "url": link(element),
        "language": about.get("language"),
    }


def _author(element: Any) -> str | None:
    found = next(iter(_all(element, "author", "creator")), None)
    return None if found is None else _word(found, "name") or _word(found, local(found.tag))


def link(element: Any) -> str | None:
    """The address of the page an entry is about."""
    links = _all(element, "link")
    hrefs = [link.get("href") for link in links if link.get("href") and link.get("rel", "alternate") == "alternate"]
    return next(iter(hrefs), None) or _word(element, "link")


def _body(element: Any) -> str:
    """What an element holds as text: markup that is written out, or markup that is real."""
    if len(element):
        return plain_text("".join(_written(child) for child in element))
    return plain_text(element.text or "")


def _written(element: Any) -> str:
    name = local(element.tag)
    inner = html_escape(element.text) + "".join(_written(child) for child in element)
    return f"<{name}>{inner}</{name}>{html_escape(element.tail)}"


def html_escape(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;")


def _nitf(element: Any, about: Mapping[str, str]) -> dict[str, object]:
    bodies = _all(element, "body.content")
    issued = next((found.get("norm") for found in _all(element, "date.issue") if found.get("norm")), None)
    return {
        "text": _body(bodies[0]) if bodies else None,
        "title": _word(element, "hl1", "headline", "title"),
        "published": day(issued),
        "publisher": _word(element, "distributor", "doc.copyright"),
        "author": _word(element, "byttl", "person", "byline"),
    }


def _news_item(element: Any, about: Mapping[str, str]) -> dict[str, object]:
    inner = next((_nitf(found, about) for found in _all(element, "nitf")), {})
    bodies = [*_all(element, "body.content", "body", "inlinedata")]
    provider = next(iter(_all(element, "provider")), None)
    own: dict[str, object] = {
        "text": next((text for text in map(_body, bodies) if text), None),
        "title": _word(element, "headline", "title"),
        "published": day(_word(element, "firstcreated", "versioncreated", "contentcreated")),
        "publisher": (_word(provider, "name") or provider.get("literal")) if provider is not None else None,
        "author": _word(element, "by", "creator"),
        "language": next((found.get("tag") for found in _all(element, "language") if found.get("tag")), None),
    }
    return inner | {key: value for key, value in own.items() if value}


ENTRIES: Mapping[str, Callable[[Any, Mapping[str, str]], dict[str, object]]] = {
    "item": _feed_entry,
    "entry": _feed_entry,
    "newsitem": _news_item,
    "nitf": _nitf,
}
"""The name of an element that is one document -> who reads it."""


def day(stated: str | None) -> date | None:
    """A date as feeds and agencies write it; None for what is none: a feed is not rejected for it."""
    if not stated:
        return None
    compact = _COMPACT.fullmatch(stated.strip())
    try:
        return to_date("-".join(compact.groups())) if compact else to_date(stated)
    except Unreadable:
        pass
    try:
        return parsedate_to_datetime(stated).date()
    except (ValueError, TypeError, IndexError):
        return None


class _Text(html.parser.HTMLParser):
    """Words of a fragment of HTML: blocks apart by an empty line, `<br>` a new line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._hidden += tag in _HIDDEN
        self.parts.append("\n\n" if tag in _BLOCKS else "\n" if tag == "br" else "")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in _HIDDEN))
        self.parts.append("\n\n" if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def plain_text(fragment: str) -> str:
    """A fragment of HTML, or text without any (whose line ends count), as text."""
    parser, fragment = _Text(), tidy(fragment)
    parser.feed(fragment if "<" in fragment else fragment.replace("\n", "<br>"))
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
