"""Where in its sentence a claim's number, subject, source and date stand, for the page to colour them.

Offsets are counted in UTF-16 units, as browsers count, and spans never overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

KINDS = ("number", "subject", "source", "date")
"""What is marked; a mark names its kind by the position here."""

_COLUMNS = ("value_text", "subject_text", "source_text", "period_text")

Claim = Mapping[str, str | None]


def marks(claim: Claim, text: str | None) -> list[int]:
    """Start, end and kind of each mark, one after the other, in the order of the sentence.

    The number is found by its place in the document's text, where that is known; the others are the occurrence nearest
    to it, and have no mark if the sentence does not hold them (a source may be named in the sentence before).
    """
    sentence = claim["sentence"] or ""
    number = _number(claim, sentence, text)
    taken = [(*number, 0)] if number else []
    centre = number[0] if number else 0
    for kind in range(1, len(KINDS)):
        span = _nearest(claim[_COLUMNS[kind]], sentence, centre, taken)
        if span:
            taken.append((*span, kind))
    return [n for start, end, kind in sorted(taken) for n in (*_utf16(sentence, (start, end)), kind)]


def _number(claim: Claim, sentence: str, text: str | None) -> tuple[int, int] | None:
    start, end = int(claim["char_start"] or 0), int(claim["char_end"] or 0)
    if text is not None and text[start:end] == claim["value_text"]:
        begin = text.find(sentence, max(0, end - len(sentence)), start + len(sentence))
        if begin >= 0:
            return start - begin, end - begin
    return _nearest(claim["value_text"], sentence, 0, [])


def _nearest(
    words: str | None, sentence: str, centre: int, taken: Iterable[tuple[int, int, int]]
) -> tuple[int, int] | None:
    """The occurrence of `words`, not within other words and free of what is taken, that is nearest to `centre`."""
    if not words:
        return None
    found = (m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", sentence))
    free = [(a, b) for a, b in found if all(b <= start or a >= end for start, end, _ in taken)]
    return min(free, key=lambda span: abs(span[0] - centre), default=None)


def _utf16(sentence: str, span: tuple[int, int]) -> tuple[int, int]:
    if sentence.isascii() or max(sentence) < "\U00010000":
        return span
    start, end = (len(sentence[:n].encode("utf-16-le")) // 2 for n in span)
    return start, end
