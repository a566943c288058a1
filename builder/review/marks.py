"""A claim in its context: pieces of text, each with the part of the claim that it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

AROUND = 320
"""Characters of the text that are shown before and after the sentence."""

PARTS = (
    ("subject", "subject_text"),
    ("source", "source_text"),
    ("cue", "cue"),
    ("date", "period_text"),
    ("place", "place_text"),
)


def pieces(claim: Mapping[str, Any], text: str | None) -> list[tuple[str, str | None]]:
    """(words, mark) from before the sentence to after it; mark is number, subject, source, cue, date, place, or
    `context` for what stands outside the sentence, or None. Joined they are the text as printed."""
    if text is None:
        text, shift = claim["sentence"], claim["char_start"] - max(claim["sentence"].find(claim["value_text"]), 0)
    else:
        shift = 0
    start, end = claim["char_start"] - shift, claim["char_end"] - shift
    first = _sentence(text, claim["sentence"], start)
    last = first + len(claim["sentence"])
    marks = [(start, end, "number"), *_parts(claim, text, first, last, start)]
    left, right = _word(text, first - AROUND, first), _word_end(text, last, last + AROUND)
    return list(_cut(text, sorted(_apart(marks)), left, first, last, right))


def _word(text: str, at: int, end: int) -> int:
    """The first word that begins at or after `at` and before `end`."""
    if at <= 0:
        return 0
    return next((n for n in range(at, end) if text[n - 1].isspace() and not text[n].isspace()), end)


def _word_end(text: str, start: int, at: int) -> int:
    """Where the last whole word of text[start:at] ends; `start` if there is none."""
    shown = text[start:at]
    if at < len(text) and not text[at].isspace():
        shown = shown[: 1 + max(shown.rfind(space) for space in " \n\t")]
    return start + len(shown.rstrip())


def _sentence(text: str, sentence: str, at: int) -> int:
    """Where the sentence that holds `at` begins."""
    found = text.rfind(sentence, 0, at + len(sentence))
    return found if 0 <= found <= at else at


def _parts(claim: Mapping[str, Any], text: str, first: int, last: int, at: int) -> Iterator[tuple[int, int, str]]:
    """The parts of the claim nearest to its number, in the sentence, else in the text shown before it."""
    for mark, column in PARTS:
        words = claim[column]
        if not words:
            continue
        places = [n for n in range(first, last) if text.startswith(words, n) and n + len(words) <= last]
        before = text.rfind(words, max(0, first - AROUND), first)
        places = places or ([before] if before >= 0 else [])
        if places:
            found = min(places, key=lambda n: abs(n - at))
            yield found, found + len(words), mark


def _apart(marks: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The first of marks that overlap; the number comes first."""
    taken: list[tuple[int, int]] = []
    for start, end, mark in marks:
        if all(end <= left or right <= start for left, right in taken):
            taken.append((start, end))
            yield start, end, mark


def _cut(
    text: str, marks: list[tuple[int, int, str]], left: int, first: int, last: int, right: int
) -> Iterator[tuple[str, str | None]]:
    edges = sorted({left, first, last, right, *(n for s, e, _ in marks for n in (s, e) if left <= n <= right)})
    for start, end in pairwise(edges):
        mark = next((m for s, e, m in marks if s <= start and end <= e), None)
        yield text[start:end], mark or (None if first <= start < last else "context")
