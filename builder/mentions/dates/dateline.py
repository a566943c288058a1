"""The head of a text: where and when it was written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import regex

from builder.mentions.dates.find import find_dates
from builder.mentions.dates.mention import DateMention, resolve
from builder.mentions.dates.shapes import Day
from builder.model import Sentence

_SENTENCES = 8
"""So many sentences may stand before a dateline: title, byline, menu lines."""
_DASH = regex.compile(r"(?<!\s)\s++(?:—|–|--|(?<=\s)-\s)|—|–|--")
_LENGTH = 120
"""A dateline is no longer than this many characters."""
_PLACE = regex.compile(r"\p{Lu}[\p{L}\p{M}.'’-]*(?:,?\s+(?:\p{Lu}|al-|de\b|of\b)[\p{L}\p{M}.'’-]*){0,5}")
_BRACKET = regex.compile(r"[(\[][^()\[\]\n]{1,60}[)\]]")
_NO_DATE = regex.compile(r"(?i),?\s*\bno date\b")
_DIGIT = regex.compile(r"\d")
_LOOSE = " ,\n\t\u00a0"


def dateline(sentences: Sequence[Sentence], text: str) -> tuple[date | None, str | None]:
    """Day and place of a dateline (`LA PAZ, 26 May 89 (Agency) --`), or the day of a line that is a date and no more.

    Serves as the anchor where nothing else tells when a text was published; a day without a year is none.
    """
    day: date | None = None
    for sentence in sentences[:_SENTENCES]:
        dated = _dated(sentence, text)
        place = _place(sentence, text, dated)
        if dated and (place or dated.j - dated.i >= len(sentence.tokens) - 2):
            day = day or resolve(dated, None).start
        if place:
            return day, place
    return day, None


def _dated(sentence: Sentence, text: str) -> DateMention | None:
    """The first day of a month in a sentence; it needs a digit."""
    if not _DIGIT.search(text, sentence.start, sentence.end):
        return None
    return next((m for m in find_dates(sentence, text) if isinstance(m.shape, Day)), None)


def _place(sentence: Sentence, text: str, dated: DateMention | None) -> str | None:
    """The place a sentence opens with, if nothing but a date and brackets stands between it and a dash."""
    start = sentence.start
    span = sentence.span(dated.i, dated.j) if dated else None
    for dash in _DASH.finditer(text, start, min(sentence.end, start + _LENGTH)):
        head = text[start : dash.start()]
        if span and span.end <= dash.start():
            head = head[: span.start - start] + "()" + head[span.end - start :]
        if place := _head_place(_NO_DATE.sub("()", head), sentence.shouting):
            return place
    return None


def _head_place(head: str, shouting: bool) -> str | None:
    """`LA PAZ` of `LA PAZ, () (Agency)`, where () holds a date; a bare word must be in capitals to be one."""
    place, bracket, rest = head.partition("(")
    name = place.strip(_LOOSE)
    if not bracket and (len(name) < 3 or not name.isupper() or shouting):
        return None
    left = _BRACKET.sub("", _BRACKET.sub("", bracket + rest))
    return name if _PLACE.fullmatch(name) and not left.strip(_LOOSE + "()[]") else None
