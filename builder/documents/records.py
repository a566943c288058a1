"""A record is what a reader found; a document is a record that passed. Every reader's finds pass through here,
so that a date, an id or a broken character is judged once and alike, whatever file it stood in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b

from builder.model import Document

FIELDS = ("id", "text", "title", "published", "publisher", "author", "url", "language")
"""What a record may say about a document; `text` alone must be there."""

GIVEN = "given"
"""How a date was found that came with the document or was named on the command line."""

_DATE = re.compile(r"\s*([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9:.,+\-Z ]*)?\s*")
_SHOWN = 80
"""Characters of a wrong value that a reject shows."""


@dataclass(frozen=True, slots=True)
class Reject:
    """An input, or one document of it, that could not be used. `line` counts from 1, None where the whole is meant."""

    file: str
    line: int | None
    reason: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """A document still in its wrapping: bytes of a `kind` (html, pdf), to be opened where there is time for it.
    `charset` is what the server said it is written in."""

    kind: str
    data: bytes
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One document as found: its file, the line, row or record it is there, and FIELDS -> value, unchecked.

    raw     what the text (and whatever is not in `fields`) is still to be taken from
    found   how the date was found: given, metadata, url or text
    pages   where the pages of the text begin, for what has pages
    """

    file: str
    line: int | None
    fields: Mapping[str, object]
    raw: Raw | None = None
    found: str = GIVEN
    pages: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        """Characters of text, about."""
        text = self.fields.get("text")
        return len(text) if isinstance(text, str) else len(self.raw.data) // 4 if self.raw else 0

    @property
    def place(self) -> str:
        """Where it stands, for messages."""
        return self.file if self.line is None else f"{self.file}, line {self.line}"


class Unreadable(ValueError):
    """Why something is no document; becomes a Reject where file and line are known."""

    def __init__(self, reason: str, value: object = None, line: int | None = None) -> None:
        super().__init__(reason if value is None else f"{reason}: {shown(value)}")
        self.reason, self.value, self.line = reason, value, line

    def reject(self, file: str, line: int | None = None) -> Reject:
        value = None if self.value is None else shown(self.value)
        return Reject(file, self.line or line, self.reason, value)


def shown(value: object) -> str:
    """A wrong value cut to a length that a table can hold, and safe to write as UTF-8."""
    text = value if isinstance(value, str) else repr(value)
    text = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\0")


def tidy(text: str) -> str:
    """Text that a library took out of a file, without the characters that no table can hold."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def document(record: Record, published: date | None = None) -> Document:
    """The record as a document; `published` stands in where it states no date. Raises Unreadable."""
    given = record.fields
    text, url = _string(given, "text"), _string(given, "url")
    if text is None or not text.strip():
        raise Unreadable("the text is empty" if "text" in given else "there is no text")
    stated = to_date(given.get("published"))
    return Document(
        id=_id(given) or hash_id(text, url),
        text=text,
        title=_string(given, "title"),
        published=stated or published,
        published_from=(record.found if stated else GIVEN) if stated or published else None,
        publisher=_string(given, "publisher"),
        author=_string(given, "author"),
        url=url,
        language=_string(given, "language") or "en",
        path=record.file,
        line=record.line,
        pages=record.pages,
    )


def hash_id(text: str, url: str | None = None) -> str:
    """The id of a document that came without one: 16 hex digits of its text and address."""
    return blake2b(f"{text}\0{url or ''}".encode(), digest_size=8).hexdigest()


def to_date(value: object) -> date | None:
    """A date as people and machines write it (2020-10-09, 2020-10-9, 2020-10-09T07:30:00Z); the day as printed."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    found = _DATE.fullmatch(value) if isinstance(value, str) else None
    try:
        return date(*map(int, found.groups())) if found else _no_date(value)
    except ValueError:
        return _no_date(value)


def _no_date(value: object) -> date:
    raise Unreadable("published is not a date (YYYY-MM-DD)", value) from None


def _id(given: Mapping[str, object]) -> str | None:
    value = given.get("id")
    whole = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if whole else _string(given, "id")


def _string(given: Mapping[str, object], key: str) -> str | None:
    """The value of a text field, None if it is empty; what a table cannot hold is refused with its place."""
    value = given.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise Unreadable(f"{key} is not text but {type(value).__name__}", value)
    if (at := value.find("\0")) >= 0:
        raise Unreadable(f"{key} holds a NUL at character {at}", value[max(0, at - 20) : at + 20])
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Unreadable(f"{key} holds half a surrogate pair at character {error.start}", value) from None
    return value
