"""Quoted speech: where it opens and closes, over sentences and paragraphs."""

from __future__ import annotations

import regex

from builder.model import Span

# A straight mark opens after a space or a bracket and closes otherwise; two single marks count as one double mark.
_MARK = regex.compile(r"[“”«»\"]|''|``")
_PAIRS = {"“": "”", "«": "»", "``": "''"}
_LONGEST = 3000
"""Characters after which a quotation that never closes is given up."""


def find_quotes(text: str) -> list[Span]:
    """Spans of quotations with their marks, in order, the outer ones only.

    A paragraph that opens with a mark while a quotation is open goes on with it, as its printers mean it to.
    """
    found: list[Span] = []
    start, sign, depth = -1, "", 0
    for mark in _MARK.finditer(text):
        at, now = mark.start(), mark.group()
        if start >= 0 and (at - start > _LONGEST or _broken(text, start, at)):
            start = -1
        if start < 0:
            if _opens(text, mark):
                start, sign, depth = at, now, 0
        elif _opens(text, mark):
            if now == sign and not _new_line(text, at):
                start = at
            elif now != sign:
                depth += 1
        elif depth and now != _PAIRS.get(sign, sign):
            depth -= 1
        else:
            found.append(Span(start, mark.end()))
            start = -1
    return found


def _opens(text: str, mark: regex.Match[str]) -> bool:
    sign = mark.group()
    if sign in "“«``":
        return True
    if sign in "”»":
        return False
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return (not before or before.isspace() or before in "([—–-:") and not after.isspace() and after != ""


def _new_line(text: str, at: int) -> bool:
    return text[:at].rstrip(" \t")[-1:] == "\n"


def _broken(text: str, start: int, at: int) -> bool:
    """True if the quotation was never closed: a new paragraph begins without a mark of its own."""
    gap = text.find("\n", start, at)
    while gap >= 0:
        line = text[gap + 1 : gap + 120].lstrip()
        if line and line[0] not in "“\"«'`" and text[gap + 1 : gap + 2] in ("\n", " ", ""):
            return True
        gap = text.find("\n", gap + 1, at)
    return False
