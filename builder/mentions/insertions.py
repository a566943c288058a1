"""What may stand inside a noun phrase and is no word of it: brackets, short forms, a second name."""

from __future__ import annotations

from builder.model import Sentence, Tokens

_LONGEST = 8
"""Tokens an insertion in brackets may have."""


def past_bracket(words: tuple[str, ...], k: int) -> int:
    """One past the square bracket that opens at k ("seven [as heard] people"); k if none does."""
    if words[k] != "[":
        return k
    close = next((m for m in range(k + 1, min(k + 1 + _LONGEST, len(words))) if words[m] == "]"), k)
    return close + 1 if k < close < len(words) - 1 else k


def past_short(tokens: Tokens, k: int) -> int:
    """One past a second name ("five TTP/LEI militants") or a short form ("a Frontier Corps (FC) soldier"); k if none
    stands there."""
    words = tokens.words
    if words[k] == "/" and k + 1 < len(words) and tokens.glued(k) and tokens.glued(k + 1):
        return k + 2
    if words[k] == "(" and words[k + 2 : k + 3] == (")",) and tokens.caps[k + 1]:
        return k + 3
    return k


def is_name(sentence: Sentence, k: int) -> bool:
    """True for `10 IS militants`: a small word with a capital in mid-sentence is a name."""
    return sentence.tokens.caps[k] and k > 0 and not sentence.shouting
