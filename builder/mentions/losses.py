"""Nouns that say themselves what happened to those they count: `fatalities`, `victims`, `of the dead`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from builder.language.lexicon import Phrases
from builder.mentions.rooms import rooms


@cache
def losses() -> Phrases:
    """The nouns, for matching."""
    entries = (*rooms().subjects.entries, *rooms().grammar.entries)
    return Phrases([e for e in entries if e.get("measure") or e.get("victim")])


def names_loss(words: Sequence[str]) -> bool:
    """True if one of these nouns stands among the words: then an article or a word for none may count them."""
    return next(losses().find(words), None) is not None
