"""Transcripts: whose turn it is to speak ("HOST: How many came? LIND: I counted 650.")."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import regex

from builder.model import Span

_LABEL = regex.compile(
    r"(?:^|(?<=[\n.!?)\"”—–-]))[ \t]{0,3}+[\"“]?+"
    r"(?P<who>\p{Lu}[\p{Lu}.'’-]{1,24}+(?: \p{Lu}[\p{Lu}.'’-]{1,24}+){0,3}):(?=\s)",
    regex.M,
)
_NEXT = regex.compile(r"\s{1,4}+[\"“](?=\p{L})")
"""A line that goes on with the same speech."""
_CLOSED = frozenset('"”')
_FEWEST = 3
"""Labels from which a text is a transcript, if one of them comes again; headings of a report do not come again."""


class Turn(NamedTuple):
    """Characters of a speaker's label and of what is said."""

    who: Span
    said: Span


def find_turns(text: str) -> list[Turn]:
    """The turns of a transcript or of one that is quoted; each goes on to the next label or the end of its line."""
    labels = list(_LABEL.finditer(text)) if ":" in text else []
    names = Counter(label["who"] for label in labels)
    if len(labels) < _FEWEST or len(names) < 2 or names.most_common(1)[0][1] < 2:
        return []
    ends = [label.start() for label in labels[1:]] + [len(text)]
    return [_turn(text, label, end) for label, end in zip(labels, ends, strict=True)]


def _turn(text: str, label: regex.Match[str], end: int) -> Turn:
    line = text.find("\n", label.end() + 1, end)
    while line >= 0 and text[line - 1] not in _CLOSED and (more := _NEXT.match(text, line, end)):
        line = text.find("\n", more.end(), end)
    return Turn(Span(*label.span("who")), Span(label.end(), end if line < 0 else line))
