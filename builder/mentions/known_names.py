"""What a whole document tells about its capitalised words: which it writes with a capital inside sentences, and which
end a person's name. One capitalised word alone is a person only if the document says so elsewhere ("Bell" after
"Charlie Bell")."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Container, Iterator, Sequence

from msgspec import Struct

from builder.language.lexicon import load
from builder.mentions.name_parts import is_title
from builder.mentions.noun_phrases import rooms
from builder.model import Sentence

_TITLE_CASE = 0.6
"""Share of capitalised words from which on a sentence is a headline, whose capitals prove nothing."""


class KnownNames(Struct, frozen=True):
    """capitals: words with a capital inside sentences of ordinary case; persons: last words of names of persons."""

    capitals: Container[str]
    persons: Container[str]


def known_names(sentences: Sequence[Sentence], text: str) -> KnownNames:
    """Both sets of a document, each word looked for when it is asked for."""
    occurrences = Occurrences(text, [s for s in sentences if not s.shouting])
    capitals = _Capitals(occurrences)
    return KnownNames(capitals, _Persons(occurrences, capitals))


class Occurrences:
    """Where in a document's sentences a word stands with a capital, other than as the first word."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._small, self._sentences = text.lower(), sentences
        self._starts = [s.start for s in sentences]
        self._same = len(self._small) == len(text)

    def small(self, word: str) -> int:
        """How often the word stands with a small letter."""
        held = (s.tokens for s in self.holding(word))
        return sum(w == word and not cap for t in held for w, cap in zip(t.words, t.caps, strict=True))

    def of(self, word: str) -> Iterator[tuple[Sentence, int]]:
        for s in self.holding(word):
            tokens = s.tokens
            if word in tokens.words:
                yield from ((s, k) for k in range(1, len(tokens)) if tokens.caps[k] and tokens.words[k] == word)

    def holding(self, word: str) -> Iterator[Sentence]:
        """The sentences that may hold the word: those where its letters stand in the text."""
        if not (self._same and word.isascii() and word.isalpha()):
            yield from self._sentences
            return
        at = self._small.find(word)
        while at >= 0:
            n = bisect_right(self._starts, at) - 1
            if n >= 0 and at < self._sentences[n].end:
                yield self._sentences[n]
            at = self._small.find(word, self._starts[n + 1]) if n + 1 < len(self._starts) else -1


class _Capitals:
    """The words that a document writes with a capital inside its sentences."""

    def __init__(self, occurrences: Occurrences) -> None:
        self._occurrences = occurrences
        self._known: dict[str, bool] = {}

    def __contains__(self, word: object) -> bool:
        assert isinstance(word, str)
        if word not in self._known:
            self._known[word] = self._holds(word)
        return self._known[word]

    def _holds(self, word: str) -> bool:
        """True unless the document writes it more often small (`trade`, beside a Department of Trade)."""
        capital = sum(1 for _ in self._occurrences.of(word))
        return capital > 0 and capital >= self._occurrences.small(word)


class _Persons(_Capitals):
    """The words that end a person's name somewhere in a document."""

    def __init__(self, occurrences: Occurrences, capitals: _Capitals) -> None:
        super().__init__(occurrences)
        self._capitals = capitals

    def _holds(self, word: str) -> bool:
        return word[0].isalpha() and any(self._ends_name(s, k) for s, k in self._occurrences.of(word))

    def _ends_name(self, s: Sentence, k: int) -> bool:
        words, caps = s.tokens.words, s.tokens.caps
        return sum(caps) <= _TITLE_CASE * len(caps) and _named_before(words, caps, k, self._capitals)


def _named_before(words: Sequence[str], caps: Sequence[bool], k: int, capitals: Container[str]) -> bool:
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


def names_body(sentence: Sentence, k: int, end: int) -> bool:
    """True for tokens k..end in `the disaster agency, Conred,`: the name of the body before it, and no person's."""
    words = sentence.tokens.words
    if k < 2 or end - k > 1 or words[k - 1] != "," or words[end : end + 1] != (",",):
        return False
    body = load()["sources"].at(words, k - 2)
    if body is None or body.form != "one" or body.entry.get("role") != "generic" or body.entry.get("who"):
        return False
    return rooms().subjects.at(words, k - 2) is None


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
