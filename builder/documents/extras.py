"""Heavy readers are extras: where one is missing, the message names what to install."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from builder.documents.records import Unreadable


class MissingExtra(Unreadable):
    """A library is not installed; the message names the extra that brings it."""


@contextmanager
def needs(extra: str, what: str) -> Iterator[None]:
    """Around the import of a library that only an extra brings."""
    try:
        yield
    except ModuleNotFoundError as error:
        library = (error.name or "a library").split(".")[0]
        raise MissingExtra(f"{what} needs {library}: pip install 'tallybook[{extra}]'") from None
