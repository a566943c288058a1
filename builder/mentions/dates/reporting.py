"""Dates that tell when something was said (`said on Thursday`, `On Friday the ministry said`), not when it happened."""

from __future__ import annotations

from functools import cache

from builder.language.lexicon import words_with
from builder.mentions.dates.line import Line
from builder.mentions.dates.numerals import DASHES

_AROUND = 8
"""So many words may stand between a reporting verb and its date (`told reporters in the capital on Monday`)."""
_SUBJECT = 25
"""So many words may stand between a date that opens a clause and the reporting verb of that clause."""
_HEAD = 16
"""A dateline is no longer than this."""
_BORDER = frozenset({",", ";", ":", "and", "but", "while"})


def is_of_reporting(line: Line, i: int, j: int) -> bool:
    """True if the date at tokens i..j belongs to a reporting verb or to the noun of one, or heads the text."""
    opens = opens_sentence(line, i) or line.word(i - 1) in _BORDER
    if j - i >= len(line.words) - 2 or (line.word(i - 1) == "," and i < _HEAD and _closes_dateline(line, j)):
        return True
    lasting = line.word(i) == "during"  # "During the night of 3 May, residents said that": nobody says it all night
    return _follows(line, i) or _says(line, j) or (opens and not lasting and _precedes(line, j))


def opens_sentence(line: Line, i: int) -> bool:
    """True if a sentence begins with the date at token i: nothing, a dateline or a small word stands before it."""
    if i and (line.word(i - 1) in DASHES or line.word(i - 1) in ("]", ":")):
        return i < _HEAD
    small = words_with("grammar", "class", "border", "and", "adverb")
    return i < 5 and all(not w[:1].isalnum() or w in small for w in line.words[:i])


def _closes_dateline(line: Line, j: int) -> bool:
    """`LA PAZ, 26 May (Agency) --`: a dash after the date at token j, or after the brackets that follow it."""
    if line.word(j) in ("(", "["):
        j = next((k + 1 for k in range(j, min(j + _HEAD, len(line.words))) if line.word(k) in (")", "]")), j)
    return line.word(j) in DASHES


@cache
def _before_nouns() -> frozenset[str]:
    """What stands before a noun phrase: a participle after it is an adjective (`a confirmed raid`, `with reported`)."""
    return words_with("grammar", "class", "prep", "det") | {"a", "an", "-"}


def _follows(line: Line, i: int) -> bool:
    """A reporting word stands before the date, with nothing between or only who was told, or where, or in what."""
    for k in range(i - 1, max(i - _AROUND, 0) - 1, -1):
        if line.kind(k) == "statement" and _reports(line, k, i):
            return True
        if line.get(k, "value") == "noun" and line.after(k) == i:
            return True
        if _is_report(line, k):
            return _reaches(line, k, i)
        if line.is_verb(k) or not (line.word(k)[:1].isalpha() or line.word(k) in ("'s", "-")):
            return False
    return False


def _is_report(line: Line, k: int) -> bool:
    """True for a reporting word; not for a name (`United States`), a noun that looks like one (`46 states`) or an order
    (`was told to leave`)."""
    mark = line.marks[k] if line.kind(k) == "report" else None
    if mark is None or (mark.entry.get("weak") and mark.form != "past"):
        return False
    if mark.entry.get("value") == "told" and line.word(line.after(k)) == "to":
        return False
    return line.shouting or not line.caps[k] or k == 0


def _reports(line: Line, k: int, i: int) -> bool:
    """True if the noun at token k (`in a statement on Monday`, `told reporters on Monday`) makes the date its own."""
    if any(_is_report(line, n) for n in range(max(k - 5, 0), k)):
        return True
    return line.after(k) == i and line.get(k, "value") != "person"


def _reaches(line: Line, k: int, i: int) -> bool:
    """True if the reporting word at token k is the one the date at token i belongs to."""
    value, j = line.get(k, "value"), line.after(k)
    if value == "doc":
        return j == i and any(line.kind(n) in ("statement", "report") for n in range(k - 4, k))
    if j == i or value in ("told", "by"):
        return True
    place = line.word(j) in ("in", "at", "from") and line.caps[j + 1] and not line.shouting
    said = any(line.kind(n) == "statement" and line.get(n, "value") != "person" for n in range(j, i))
    return place or said or line.word(j) == "here"


def _says(line: Line, j: int) -> bool:
    """`The ministry on Monday said` that: the verb comes right after the date, and content after it."""
    return j < len(line.words) and _is_said(line, j) and line.word(line.after(j))[:1].isalnum()


def _is_said(line: Line, k: int) -> bool:
    mark = line.marks[k]
    finite = mark is not None and mark.form in ("past", "s") and mark.entry.get("value") != "doc"
    return finite and _is_report(line, k) and line.word(k - 1) not in _before_nouns()


def _precedes(line: Line, j: int) -> bool:
    """The clause that opens with the date has a reporting verb before any other, and content after it."""
    for k in range(j, min(j + _SUBJECT, len(line.words))):
        if _is_said(line, k):
            return line.word(line.after(k))[:1].isalnum()
        if line.word(k) == ";" or line.is_verb(k) or _looks_past(line, k):
            return False
    return False


def _looks_past(line: Line, k: int) -> bool:
    """True for what may be a past tense the lexicon does not know (`ripped`); `an armed man` is none."""
    word = line.word(k)
    ends = word.endswith("ed") and len(word) > 4 and (line.shouting or not line.caps[k])
    return ends and line.kind(k) != "report" and line.word(k - 1) not in _before_nouns()
