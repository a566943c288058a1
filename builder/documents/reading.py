"""How the inputs of one build are to be read: what people say on the command line, carried to every reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

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
