"""Reporting words inside a relative clause: "the $20 million |experts say it costs"."""

from __future__ import annotations

from typing import NamedTuple

from builder.mentions.small_words import joint, small_words, word_at
from builder.mentions.source_edges import known
from builder.mentions.sources import Source
from builder.model import Sentence

_LONGEST = 9
"""Tokens that what is said of may have."""


class Front(NamedTuple):
    """The source, and the first token of the noun phrase before it that the clause is about."""

    source: Source
    start: int


def gap_before(s: Sentence, source: Source, j: int) -> Front | None:
    """What stands before a source whose verb ends at j, if what is said has a gap there and a number is in it."""
    words, w = s.tokens.words, small_words()
    if word_at(s, j) not in w.pronoun and (word_at(s, j) not in w.before_verb or word_at(s, j) in w.adverb):
        return None
    if source.note != (0, 0):
        return None
    i = source.i
    while i < source.j - 1 and words[i] in w.amount and words[i - 1][0].isdigit():
        i += 1
    if (matches := known(s, i, source.j)) and words[i] not in w.opener and not s.tokens.caps[i]:
        i += matches[0].i  # "million |experts"
    end = i - (word_at(s, i - 1) in ("that", "which"))
    for k in range(end - 1, max(-1, end - _LONGEST), -1):
        if words[k] in w.opener and words[k] not in w.amount:
            return Front(source._replace(i=i), k) if _numbered(s, k, end) and end - k > 1 else None
        if words[k] in (",", ";", ":", ")") or words[k] in w.before_verb:
            break
    return None


def _numbered(s: Sentence, k: int, end: int) -> bool:
    """True if a number is in k..end; one right before the source counts it ("the 12 members said") but for money."""
    words, amount = s.tokens.words, small_words().amount
    counts = words[end - 1][0].isdigit() or words[end - 1] in amount
    signed = any(not words[m][0].isalnum() and not joint(s, m) for m in range(k, end))
    return (signed or not counts) and any(word[0].isdigit() or word in amount for word in words[k:end])
