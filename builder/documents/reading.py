"""How the inputs of one build are to be read: what people say on the command line, carried to every reader."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from builder.model import FAMILIES

HTML = ("full", "fast")
"""How pages become text: with care (trafilatura), or sooner (resiliparse)."""

LIMIT = 32_000_000
"""Bytes of one document (a line, a page, a file): more is no article, and would not be read in constant memory."""


@dataclass(frozen=True, slots=True)
class Reading:
    """
    published   the date of documents that state none
    html        how pages become text: `full` (trafilatura) or `fast` (resiliparse)
    encoding    of text files and tables that are not UTF-8
    columns     field -> the column of tables that holds it, where the usual names are not used
    families    only claims of these are looked for; None: all
    """

    published: date | None = None
    html: str = "full"
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    families: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for a word that is none of those known: read as something else, it would go unseen."""
        if self.html not in HTML:
            raise ValueError(f"html = {self.html!r} is none of {', '.join(HTML)}")
        if self.encoding is not None:
            _known_encoding(self.encoding)
        known_families(self.families)


def _known_encoding(name: str) -> None:
    try:
        codecs.lookup(name)
    except LookupError:
        raise ValueError(f"encoding = {name!r} is none that is known (utf-16, latin-1, cp1252, ...)") from None


def known_families(families: Collection[str] | None) -> Collection[str] | None:
    """The families that are asked for. Raises ValueError if one of them is none, or if they are one word."""
    if isinstance(families, str):
        raise ValueError(f"families = {families!r} is one word: give a list of them")
    if unknown := [name for name in families or () if name not in FAMILIES]:
        raise ValueError(f"families: {unknown[0]!r} is none of {', '.join(FAMILIES)}")
    return families
