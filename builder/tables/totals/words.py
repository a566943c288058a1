"""How the words of a sentence tie a figure to the ones before it (language/en/totals.toml)."""

from __future__ import annotations

from functools import lru_cache

import regex

from builder.language.lexicon import load
from builder.model import Claim

_BEFORE = 24
"""Characters before a number in which a word next to it may stand ("another two", "the other")."""
_OUT_OF = frozenset({"of the", "of those", "of these", "of them", "of whom"})
_DEFINITE = frozenset({"the", "these", "those"})
_WORD = regex.compile(r"\w+|&")
"""The linking words are plain ones, so that a sentence need not be cut into tokens again as the finders cut it."""


@lru_cache(maxsize=512)
def links(words: str) -> frozenset[str]:
    """The linking words in some words of a text, by sort."""
    return frozenset(_links(words))


def _links(words: str) -> list[str]:
    return [m.entry.get("link") for m in load()["totals"].find(_WORD.findall(words.lower()))]


def on_top(claim: Claim) -> bool:
    """True if the number's own words say that it comes on top of others ("two others", "another soldier")."""
    at = claim.start - claim.sentence_start
    near = claim.sentence[max(0, at - _BEFORE) : at].split()[-2:]
    behind = claim.sentence[at + len(claim.value_text) :].split()[:1]
    return "more" in links(" ".join([*near, claim.value_text, *behind, claim.subject_text or ""]))


def among(claim: Claim) -> bool:
    """True if the number's own words take it from those counted before ("four of those killed", "the two men who"), or
    those that lead to it do ("among those identified, four")."""
    at = claim.start - claim.sentence_start
    if "detail" in links(claim.sentence[:at]):
        return True
    behind = _WORD.findall(claim.sentence[at + len(claim.value_text) :][:_BEFORE])[:2]
    before = claim.sentence[max(0, at - _BEFORE) : at].split()[-1:]
    return " ".join(behind).lower() in _OUT_OF or " ".join(before).lower() in _DEFINITE


def contrasts(claim: Claim) -> bool:
    """True if a word of contrast stands before the claim in its sentence ("however", "while")."""
    return "but" in links(claim.sentence[: claim.start - claim.sentence_start])


def also(claim: Claim) -> bool:
    """True if the sentence says that it tells of further victims."""
    return "also" in links(claim.sentence)


def in_all(claim: Claim) -> bool:
    """True if the sentence says that its figure is the sum."""
    return not links(claim.sentence).isdisjoint(("all", "rise"))


def rises(claim: Claim) -> bool:
    """True if the sentence says that its figure takes the place of a lower one before."""
    return "rise" in links(claim.sentence)


def early(claim: Claim) -> bool:
    """True if the clause says that its figure came first and was left behind; a word of contrast ends the clause."""
    at = claim.start - claim.sentence_start
    before = [w for w in _links(claim.sentence[:at]) if w in ("early", "but")]
    behind = [w for w in _links(claim.sentence[at:]) if w in ("early", "but")]
    return "early" in (*before[-1:], *behind[:1])


@lru_cache(maxsize=512)
def titled(word: str) -> bool:
    """True for a word before a name that is no part of it: a role ("constable") or a title ("Dr")."""
    return "title" in links(word) or any(m.entry.get("group") for m in load()["subjects"].find([word]))
