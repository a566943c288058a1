"""Sentences without an end: what reads a sentence may take the square of its length, so that no sentence is long.

News has none of a thousand characters in ten thousand; lists, tables and hostile texts have. They are cut where a
comma or a space allows it, so that no number and no word is cut in two. What goes on for LONGEST characters without a
space is no prose: it is passed over, and what stands before and behind it is read.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from builder.model import Span

LONGEST = 2_000
"""Characters of a sentence."""

_JOINT = regex.compile(r"(?r)[,;:]\s")
_SPACE = regex.compile(r"(?r)\s")
_NEXT = regex.compile(r"\s")
_RUN = regex.compile(r"\s*+")


def pieces(text: str, span: Span) -> Iterator[Span]:
    """The sentence, or what it is cut into: behind the last comma of the second half of its first LONGEST characters,
    else at the last space of them."""
    start = span.start
    while span.end - start > LONGEST:
        stop = start + LONGEST
        if joint := _JOINT.search(text, start + LONGEST // 2, stop):
            yield Span(start, end := joint.start() + 1)
        elif space := _SPACE.search(text, start, stop):
            yield Span(start, end := space.start())
        else:
            after = _NEXT.search(text, stop, span.end)
            end = after.start() if after else span.end
        start = _RUN.match(text, end, span.end).end()
    if start < span.end:
        yield Span(start, span.end)
