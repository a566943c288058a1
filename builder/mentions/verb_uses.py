"""What the words around a reporting verb must be for its use (reporting.toml): a clause, a number, a toll, a paper."""

from __future__ import annotations

from typing import NamedTuple

from builder.language.lexicon import Match
from builder.mentions.report import opens_clause
from builder.mentions.small_words import QUOTES, skip_setting, small_words, word_at
from builder.mentions.source_edges import known, right_edge
from builder.mentions.source_types import is_country, is_paper, is_scholar, is_toll
from builder.mentions.sources import Source, is_pronoun
from builder.model import Sentence

_OPENERS = frozenset([":", "$", "£", "€", "(", "[", "that", "there"])
_ENDS = frozenset([",", ".", ";", ")", "!", "?"])
_LOOK_AT = 8
"""Tokens between a verb and "at" at most."""
_LOOK_TOLL = 6


class Verb(NamedTuple):
    """A verb cue with its form (base, s, past, participle) and use."""

    i: int
    j: int
    form: str
    use: str
    cue: Match

    @property
    def past(self) -> bool:
        return self.form in ("past", "participle")

    def is_a(self, feature: str, value: str) -> bool:
        return self.cue.entry.get(feature) == value


def can_follow(word: str) -> bool:
    """True if what is said may begin with this word."""
    return word in _OPENERS or (word[0].isalnum() and word not in small_words().unsaid)


def sayable(s: Sentence, verb: Verb, start: int) -> bool:
    """True if something follows that can be said: a clause, a number, a quotation."""
    k, w = skip_setting(s, verb.j), small_words()
    word, then = word_at(s, k), word_at(s, k + 1)
    if word in QUOTES or word in w.opener or can_follow(word):
        return True
    if word == ",":
        return then in QUOTES or opens_clause(s, start)
    return word in w.unsaid and word != "by" and (then in w.amount or then[0].isdigit() or then in ("to", "have"))


def ends(s: Sentence, verb: Verb, start: int) -> bool:
    """True if the sentence or clause ends with the tag."""
    if verb.use in ("post", "toll", "record", "cite"):
        return False
    k = skip_setting(s, verb.j)
    word = word_at(s, k)
    if word == "to":  # "..., police reported to the mayor"
        return verb.use == "report" and start > 0
    return word in _ENDS or word in QUOTES or (k > verb.j and word in small_words().link)


def use_fits(s: Sentence, source: Source, verb: Verb) -> bool:
    """True if the words around the verb are what its use asks for (see reporting.toml)."""
    w, j = small_words(), skip_setting(s, verb.j)
    word, quoted = word_at(s, j), bool(QUOTES & {word_at(s, j), word_at(s, j + 1)})
    match verb.use:
        case "quote":
            return quoted or word == ":" or word in w.asks
        case "charge":
            return word not in ("with", "of")
        case "toll":
            return is_toll(s, verb.j, verb.j + _LOOK_TOLL) or _puts_at(s, verb)
        case "show":
            return word == "that" or (not is_pronoun(s, source) and bool(known(s, source.i, source.j)))
        case "find":
            return word == "that" or is_paper(s, source) or is_scholar(s, source)
        case "record":
            return not is_country(s, source)
        case "think":
            return word in ("that", "there") or quoted or word in w.pronoun or word in w.opener or word[0].isdigit()
        case "post":
            return word == "that" or quoted or is_paper(s, Source(j, right_edge(s, j)))
        case _:
            return True


def _puts_at(s: Sentence, verb: Verb) -> bool:
    """True for "put growth |at 2 percent": somebody says how much there is of something."""
    words = s.tokens.words
    for k in range(verb.j + 1, min(verb.j + _LOOK_AT, len(words) - 1)):
        if words[k] == "at":
            return words[k + 1][0].isdigit() or words[k + 1] in small_words().amount or words[k + 1] in _OPENERS
        if not words[k][0].isalnum():
            return False
    return False
