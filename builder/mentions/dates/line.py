"""One sentence as the grammar of dates sees it."""

from __future__ import annotations

from functools import cache

from builder.language.lexicon import Match, Phrases, load, words_with
from builder.language.tokens import Spots, words_of
from builder.model import Sentence

_TELLTALE = frozenset({"month", "weekday", "day", "night", "unit", "part", "season", "weekend", "total"})
"""Kinds of words one of which stands in every date that is not made of digits alone."""
_CLOCK = frozenset({"am", "pm", "m", "a.m.", "p.m.", "gmt", "utc"})
"""Words of which one stands in a time of day; `p.m.` is four tokens, the third of them `m`."""
_BEGIN = frozenset({"which", "count", "about", "name"})
"""Kinds of words that can be the first of a date besides."""


class Line:
    """The words of a sentence and, for each token, the lexicon phrase of dates that begins there.

    Asking for a token outside the sentence is allowed and finds nothing: a grammar looks around a lot.
    """

    __slots__ = ("caps", "glued", "marks", "shouting", "words")

    def __init__(self, sentence: Sentence, phrases: Phrases) -> None:
        tokens = sentence.tokens
        self.words = tokens.words
        self.caps = tokens.caps
        self.glued = tokens.glued
        self.shouting = sentence.shouting
        self.marks = phrases.marks(self.words)

    def word(self, i: int) -> str:
        return self.words[i] if 0 <= i < len(self.words) else ""

    def get(self, i: int, feature: str) -> str:
        """A feature of the phrase that begins at token i."""
        mark = self.marks[i] if 0 <= i < len(self.marks) else None
        return mark.entry.get(feature) if mark else ""

    def kind(self, i: int) -> str:
        return self.get(i, "kind")

    def is_weak(self, i: int) -> bool:
        return bool(self.get(i, "weak"))

    def after(self, i: int) -> int:
        """The token after the phrase that begins at token i."""
        mark = self.marks[i]
        return mark.j if mark else i + 1

    def before(self, j: int, *kinds: str) -> Match | None:
        """The longest phrase of one of these kinds that ends at token j."""
        for i in range(max(j - 5, 0), j):
            mark = self.marks[i]
            if mark and mark.j == j and mark.entry.get("kind") in kinds:
                return mark
        return None

    def number(self, i: int, low: int, high: int) -> int | None:
        """A plain whole number in low..high at token i."""
        word = self.word(i)
        if not (word.isdecimal() and word.isascii() and len(word) < 5):
            return None
        return int(word) if low <= int(word) <= high else None

    def count(self, i: int) -> tuple[int, int]:
        """How many, and the token after: (0, j) for `several`, (0, i) where no count stands."""
        if self.kind(i) == "count":
            value = self.get(i, "value")
            return int(value) if value.isdecimal() else 0, self.after(i)
        n = self.number(i, 1, 999) or _number_words().get(self.word(i))
        if n and n >= 20 and n % 10 == 0 and self.word(i + 1) == "-" and self.word(i + 2) in _number_words():
            return n + _number_words()[self.word(i + 2)], i + 3
        return (n, i + 1) if n else (0, i)

    def is_short(self, i: int) -> bool:
        """True for `Sept`, `Thurs`: a full stop after it is its own."""
        return self.word(i) in _abbreviations()

    def is_verb(self, i: int) -> bool:
        return self.word(i) in _verbs()

    def is_noun_like(self, i: int) -> bool:
        """True for a lower-case word that may be what a number counts (`2000 people`, not `2000 and`)."""
        word = self.word(i)
        if not word.isalpha() or (self.caps[i] and not self.shouting) or self.marks[i]:
            return False
        return word not in _small_words() and not self.is_verb(i)


def may_hold(words: tuple[str, ...]) -> bool:
    """True if a date can stand among these words; most sentences of a text stop here."""
    return not _telltales().isdisjoint(words) or any(len(w) == 4 and w.isdecimal() for w in words)


@cache
def beginnings() -> Spots:
    """Where a date may begin, or a name that looks like one."""
    return Spots(lambda word: may_begin(word) or load()["dates"].begins(word))


def may_begin(word: str) -> bool:
    """True if a date can begin with this word, prepositions apart."""
    return word in _beginnings() or word[0].isdecimal()


@cache
def _beginnings() -> frozenset[str]:
    entries = (e for e in load()["dates"].entries if e.get("kind") in _TELLTALE | _BEGIN)
    words = {words_of(phrase)[0] for e in entries for phrase in e.words}
    return frozenset(words | _number_words().keys() | {"the"})


@cache
def _small_words() -> frozenset[str]:
    return frozenset(word for e in load()["grammar"].entries for word in e.words)


@cache
def _telltales() -> frozenset[str]:
    """The last words of phrases: their first ones (`the night`, `last night`) stand in every sentence."""
    entries = (e for e in load()["dates"].entries if e.get("kind") in _TELLTALE)
    return frozenset(words_of(phrase)[-1] for e in entries for phrase in e.words) | _CLOCK


@cache
def _abbreviations() -> frozenset[str]:
    """Short names of months as the splitter knows them, and of weekdays: all of those are weak (`Sat`, `Sun`)."""
    months = (e for e in load()["abbreviations"].entries if e.get("use") == "month")
    weekdays = (e for e in load()["dates"].entries if e.get("kind") == "weekday" and e.get("weak"))
    return frozenset(word.lower() for entries in (months, weekdays) for e in entries for word in e.words)


@cache
def _number_words() -> dict[str, int]:
    entries = (e for e in load()["numbers"].entries if e.get("kind") in ("unit", "teen", "tens"))
    return {word: int(e.get("value")) for e in entries for word in e.words}


@cache
def _verbs() -> frozenset[str]:
    """Words that can be the verb of a clause, as far as the lexicon knows; reporting verbs are told apart before."""
    effects = {word for e in load()["effects"].entries for word, form in e.forms if form == "past"}
    return words_with("grammar", "class", "be", "have", "do", "modal", "verb") | effects
