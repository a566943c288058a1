"""What a whole document tells about its capitalised words: which it writes with a capital inside sentences, and which
end a person's name. One capitalised word alone is a person only if the document says so elsewhere ("Bell" after
"Charlie Bell")."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass

from builder.language.lexicon import load
from builder.mentions.name_parts import is_title
from builder.mentions.noun_phrases import rooms
from builder.model import Sentence

_TITLE_CASE = 0.6
"""Share of capitalised words from which on a sentence is a headline, whose capitals prove nothing."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """capitals: words with a capital inside sentences of ordinary case; persons: last words of names of persons."""

    capitals: Set[str]
    persons: Set[str]


def known_names(sentences: Sequence[Sentence]) -> KnownNames:
    """Both sets of a document."""
    plain = [s for s in sentences if not s.shouting]
    capitals = frozenset(
        word for s in plain for word, cap in zip(s.tokens.words[1:], s.tokens.caps[1:], strict=True) if cap
    )
    common = _mostly_small(plain, capitals)
    capitals -= common
    return KnownNames(capitals, frozenset(word for s in plain for word in _last_words(s, capitals)))


def _mostly_small(sentences: Sequence[Sentence], capitals: frozenset[str]) -> frozenset[str]:
    """The words that a document writes more often without a capital (`trade`, beside a Department of Trade)."""
    balance: dict[str, int] = {}
    for s in sentences:
        for word, cap in zip(s.tokens.words[1:], s.tokens.caps[1:], strict=True):
            if word in capitals:
                balance[word] = balance.get(word, 0) + (1 if cap else -1)
    return frozenset(word for word, more in balance.items() if more < 0)


def _last_words(sentence: Sentence, capitals: frozenset[str]) -> Iterator[str]:
    words, caps = sentence.tokens.words, sentence.tokens.caps
    if sum(caps) > _TITLE_CASE * len(caps):
        return
    for k in range(1, len(words)):
        if caps[k] and words[k][0].isalpha() and _named_before(words, caps, k, capitals):
            yield words[k]


def _named_before(words: Sequence[str], caps: Sequence[bool], k: int, capitals: frozenset[str]) -> bool:
    """True if a first name, an initial, a title or a role stands before the capitalised word at k."""
    before = words[k - 1]
    if before == "." and k > 1:
        before = words[k - 2]
        return is_title(before) or (len(before) == 1 and caps[k - 2])
    if before in ("-", "al", "de", "bin", "van", "von", "el"):
        return True
    room = rooms()
    if not caps[k - 1]:
        noun = room.subjects.at(words, k - 1)
        return noun is not None and noun.form == "one" and not noun.entry.get("measure")
    if not before[0].isalpha() or (k == 1 and before not in capitals and not is_title(before)):
        return False
    return room.grammar.at(words, k - 1) is None and room.nations.at(words, k - 1) is None


def shown_person(sentence: Sentence, k: int, end: int, names: KnownNames) -> bool:
    """False for one word (tokens k..end) that the document never shows to be a person's ("Prozac")."""
    words = sentence.tokens.words
    if end - k > 1 or sentence.shouting or words[k] in names.persons or rooms().subjects.at(words, k) is not None:
        return True
    after = words[end : end + 2]
    return after[:1] == ("who",) or (after[:1] in ((",",), ("(",)) and (after[-1] == "who" or after[-1].isdigit()))


def institution(sentence: Sentence, end: int) -> bool:
    """True for `National Party`: the last word of the name is no person's."""
    return not sentence.shouting and load()["institutions"].at(sentence.tokens.words, end - 1) is not None


def goes_on(sentence: Sentence, k: int, end: int) -> bool:
    """`Father-of-two`, `London-based`, `anti-Semitic`: the capital is of a part of another word."""
    words, tokens = sentence.tokens.words, sentence.tokens
    if k > 1 and words[k - 1] == "-" and tokens.glued(k) and words[k - 2].isalpha() and not tokens.caps[k - 2]:
        return words[k - 2] not in ("al", "el", "ul", "ad", "ar", "as", "at", "abu")
    return end < len(sentence.tokens) and sentence.tokens.words[end] in "-–" and sentence.tokens.glued(end)


def owns(sentence: Sentence, end: int) -> bool:
    """`Ali's car was hit` says nothing of Ali: an owner is no person that something happens to."""
    words = sentence.tokens.words
    if end >= len(words) or not sentence.tokens.glued(end):
        return False
    return words[end] == "'s" or (words[end] == "'" and words[end - 1].endswith("s"))


def numbered(sentence: Sentence, k: int, end: int) -> bool:
    """True if a number is part of the name k..end ("MH370", "FOX6 News"): no person's."""
    words, glued = sentence.tokens.words, sentence.tokens.glued
    behind = end < len(words) and words[end][0].isdigit() and glued(end)
    return behind or (k > 0 and words[k - 1][0].isdigit() and glued(k))


def nobody(sentence: Sentence, k: int, end: int, taken: Collection[int]) -> bool:
    """True for an owner, for `any national`, for `People` at the head of a sentence: nothing happens to one person."""
    words = sentence.tokens.words
    noun = rooms().subjects.at(words, k) if end - k == 1 else None
    if noun is not None and noun.form == "many":
        return True
    return end not in taken and (owns(sentence, end) or words[k] in ("any", "no", "every"))
