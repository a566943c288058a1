"""How the words of a sentence tie a figure to the ones before it (language/en/totals.toml)."""

from __future__ import annotations

from functools import lru_cache

from builder.language.lexicon import load
from builder.language.tokens import tokenize
from builder.model import Claim
from builder.tables.totals.persons import groups_apart, single

_BEFORE = 24
"""Characters before a number in which a word next to it may stand ("another two", "the other")."""


@lru_cache(maxsize=512)
def links(words: str) -> frozenset[str]:
    """The linking words in some words of a text, by sort."""
    return frozenset(m.entry.get("link") for m in load()["totals"].find(tokenize(words).words))


def on_top(claim: Claim) -> bool:
    """True if the number's own words say that it comes on top of others ("two others", "another soldier")."""
    at = claim.start - claim.sentence_start
    near = claim.sentence[max(0, at - _BEFORE) : at].split()[-2:]
    behind = claim.sentence[at + len(claim.value_text) :].split()[:1]
    return "more" in links(" ".join([*near, claim.value_text, *behind, claim.subject_text or ""]))


def also(claim: Claim) -> bool:
    """True if the sentence says that it tells of further victims."""
    return "also" in links(claim.sentence)


def in_all(claim: Claim) -> bool:
    """True if the sentence says that its figure is the sum."""
    return "all" in links(claim.sentence)


def early(claim: Claim) -> bool:
    """True if the sentence says that its figure came first and was left behind."""
    return "early" in links(claim.sentence)


_JOINED = 8
"""Words that may stand between two numbers of one list, the first one's noun among them."""


def joined(a: Claim, b: Claim) -> bool:
    """True if two claims of a sentence are members of one list ("five farmers and two soldiers")."""
    between = _between(a, b)
    return len(between.split()) <= _JOINED and "and" in links(between)


def turned(a: Claim, b: Claim) -> bool:
    """True if the sentence turns from one figure to another between two claims: to another source, or by a word of
    contrast, unless they count different sides."""
    if groups_apart(a.subject_group, b.subject_group) or single(a) or single(b):
        return False
    other = a.source_text != b.source_text and None not in (a.source_text, b.source_text)
    return other or "but" in links(_between(a, b))


def _between(a: Claim, b: Claim) -> str:
    first, last = sorted((a, b), key=lambda c: c.start)
    return first.sentence[first.end - first.sentence_start : last.start - first.sentence_start]
