"""The shape of a report and where its content stands: after the tag, before it, around it or right behind it."""

from __future__ import annotations

from typing import NamedTuple

from builder.mentions.small_words import DASHES, QUOTES, small_words
from builder.mentions.sources import Source
from builder.model import Sentence

_ENDS = frozenset([".", "!", "?", ";", "…"])
_SIGNS = frozenset([",", ";", ":", "(", ")", *DASHES])


class Report(NamedTuple):
    """Tokens i..j are the reporting words; `way` says where the content stands: after, before, around, inner (the noun
    phrase behind: "an estimate of nine"), near, or next (the quotation that follows the sentence).

    source is None where the words leave it to the sentence ("..., adding that"); `start`..`stop` are the tokens of the
    whole tag, cue and source and what belongs to them; `via` is the one who was told; `hedge` is True for "alleged".
    """

    i: int
    j: int
    source: Source | None
    way: str
    use: str
    start: int
    stop: int
    via: Source | None = None
    hedge: bool = False


def opens_clause(s: Sentence, i: int) -> bool:
    """True if token i opens a sentence or clause, after a border at most: "But according to ..."."""
    words, w = s.tokens.words, small_words()
    while i > 0 and (
        words[i - 1] in w.adverb
        or words[i - 1] in w.border
        or words[i - 1] in QUOTES
        or words[i - 1] in ("and", ":", "(")
    ):
        i -= 1
    return i == 0 or words[i - 1] == ";" or (words[i - 1] == "," and words[i] in w.turn)


def phrase_end(s: Sentence, k: int) -> int:
    """One past the noun phrase, with all that hangs on it, that begins at token k: up to a sign or a verb."""
    words, w = s.tokens.words, small_words()
    stops = (m for m in range(k, len(words)) if words[m] in _SIGNS or words[m] in w.verbal or words[m] in w.border)
    return next(stops, len(words))


def way_of(s: Sentence, source: Source, k: int, stop: int) -> str:
    """Where the content of a tag stands whose source is before its verb; the verb ends at k, the tag at stop."""
    words, n, start = s.tokens.words, len(s.tokens), source.i
    first = opens_clause(s, start)
    if stop >= n or words[stop] in _ENDS:
        return "next" if first else "before"
    left = words[start - 1] if start else ""
    if words[stop] in (",", ")") or words[stop] in DASHES or (words[stop] in QUOTES and left in QUOTES):
        return "after" if first else "around"
    inserted = (left == "," or left in QUOTES) and not first and words[stop - 1] != "that"
    if inserted and (stop > k or words[stop] in small_words().link or words[stop] in small_words().border):
        return "around"
    return "after"
