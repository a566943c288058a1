"""Noun phrases that can be counted or harmed: what follows a number, and single persons without one."""

from __future__ import annotations

from collections.abc import Sequence

from builder.language.lexicon import Match
from builder.mentions.insertions import is_name, past_bracket, past_short
from builder.mentions.phrase_kinds import NounPhrase as NounPhrase
from builder.mentions.phrase_kinds import PhraseKinds
from builder.mentions.rooms import Rooms as Rooms
from builder.mentions.rooms import rooms as rooms
from builder.model import Number, Sentence

_MAX_WORDS = 12
"""Tokens a counted noun phrase may have before its head; longer ones in news are lists or clauses."""
_DASHES = frozenset("-–—")
_QUOTES = frozenset("\"'“”‘’«»")
_STOPS = frozenset(
    {"be", "have", "do", "modal", "prep", "border", "relative", "include", "pronoun", "verb", "to", "whom", "with"}
)


class PhraseReader:
    """Reads noun phrases in one sentence. `noise` are tokens inside numbers that count nothing (ages, years)."""

    __slots__ = ("_counting", "_kinds", "_numbers", "caps", "r", "sentence", "whole", "words")

    def __init__(self, sentence: Sentence, numbers: Sequence[Number]) -> None:
        self.sentence = sentence
        self.words = sentence.tokens.words
        self.caps = sentence.tokens.caps
        self.r = rooms()
        self._numbers = {n.left: n for n in numbers}
        self._kinds = PhraseKinds(sentence, self._numbers)
        self._counting = False
        self.whole: Number | None = None

    def counted(self, number: Number) -> NounPhrase:
        """The noun phrase a number counts; `bare` if nothing nominal follows it."""
        self._counting = number.form != "article"
        start, self.whole = self._skip_lead(number)
        if self.words[start : start + 1] == ("-",) and self.sentence.tokens.glued(start):
            start += 1  # "a 10|-page report"
        phrase = self._read(start, number)
        self._counting = False
        return phrase

    def _skip_lead(self, number: Number) -> tuple[int, Number | None]:
        """Past `more`, `other`, `of its`, `of the 60`: words between a number and what it counts, and the whole that it
        is part of."""
        k, words = number.right, self.words
        while k < len(words):
            k = self._past_bracket(k)
            lead = self.r.modifiers.at(words, k)
            if lead is None or lead.entry.get("use") != "lead" or self._of_whom(k):
                break
            k = lead.j
        whole = self._numbers.get(k)
        if whole and k > number.right and whole.sort == "count":
            return whole.right, whole
        return k, None

    def _past_bracket(self, k: int) -> int:
        """Past an insertion within a noun phrase; k if none stands there."""
        past = past_bracket(self.words, k)
        return past if past > k and (self.r.modifiers.at(self.words, past) or self.noun_near(past)) else k

    def _past_short(self, k: int) -> int:
        """Past a second name or a short form before the noun; k if none stands there."""
        past = past_short(self.sentence.tokens, k)
        return past if past > k and self.noun_near(past, 3) else k

    def _of_whom(self, k: int) -> bool:
        """True for `of whom`, `of those` with no noun behind, which point back to people counted before."""
        small = self.r.grammar.at(self.words, k)
        if small is None or self._class(k) != "whom" or small.entry.get("measure") or self._noun_at(small.j - 1):
            return False
        after = self.words[small.j : small.j + 1]
        known = after and (self.r.grammar.at(self.words, small.j) or self.r.effects.at(self.words, small.j))
        return not after or bool(known) or not after[0].isalpha()

    def _read(self, start: int, number: Number) -> NounPhrase:
        k, words = start, self.words
        nouns: list[Match] = []
        loose: list[int] = []
        attribute: str | None = None
        while k < len(words) and k - start < _MAX_WORDS:
            step = self._step(k, bool(nouns), bool(loose))
            if isinstance(step, Match) and step.entry.file.endswith("effects.toml"):
                attribute, k = step.entry.get("measure"), step.j
            elif isinstance(step, Match):
                nouns.append(step)
                k = step.j
                if step.form != "one" and not self._noun_at(k):  # a plural ends its phrase
                    break
            elif step is None:
                break
            else:
                if step > k and words[k].isalpha() and self._class(k) != "adverb":
                    loose.append(k)
                k = step
        return self._kinds.phrase(number, start, k, nouns, loose, attribute)

    def _step(self, k: int, headed: bool, begun: bool) -> Match | int | None:
        """What stands at k: a known noun, an effect used as an adjective, a word to pass over (next k), or the end."""
        words = self.words
        word = words[k]
        age = self._numbers.get(k)
        if age is not None and age.sort in ("age", "name") and not headed:
            return max(age.right, k + 1)
        if word == "[" and not headed and self._past_bracket(k) > k:
            return self._past_bracket(k)
        if word in _QUOTES or (word in _DASHES and self.sentence.tokens.glued(k)):
            return k + 1
        if not headed and begun and (past := self._past_short(k)) > k:
            return past
        noun = self._noun_at(k)
        adjective = self.r.modifiers.at(words, k)
        if noun and not (adjective and adjective.j > noun.j and adjective.entry.get("use") == "adjective"):
            return noun.j + 1 if self._hyphened(noun.j) else noun
        effect = self.r.effects.at(words, k)
        if effect:
            if effect.form in ("base", "s") or effect.entry.get("life"):
                return k + 1 if not headed and self.noun_near(effect.j) else None
            describes = effect.entry.get("voice") not in ("toll", "none") and not effect.entry.get("life")
            return effect if describes and not headed and self.noun_near(effect.j) else None
        if word == "and" or word == "or" or word == ",":
            return k + 1 if self._joined(k, headed) else None
        if age is not None or not word[0].isalpha():
            return k + 1 if word == "'s" and k > 0 and (headed or self.caps[k - 1]) else None
        if adjective and adjective.entry.get("use") == "adjective" and not headed:
            return adjective.j
        named = self._class(k) == "be" and is_name(self.sentence, k)
        small = None if named else self.r.grammar.at(words, k)
        if small and small.entry.get("class") in _STOPS | {"adverb", "det", "not", "each", "some"}:
            ends = small.entry.get("class") in _STOPS or (begun and small.entry.get("class") != "adverb")
            return None if ends or headed else small.j
        reach = 4 if self.caps[k] and not self.sentence.shouting else 2
        if headed and (word.endswith(("ed", "ing", "ly")) or not self.noun_near(k + 1, reach)):
            return None
        return None if not headed and _verblike(word) and not self.noun_near(k + 1) else k + 1

    def _hyphened(self, k: int) -> bool:
        """True for `injury-ravaged`: the noun that ends at k is part of an adjective."""
        glued = self.sentence.tokens.glued
        joined = k + 1 < len(self.words) and self.words[k] == "-" and glued(k) and glued(k + 1)
        return joined and self.words[k + 1].endswith("ed") and self._noun_at(k + 1) is None

    def _class(self, k: int) -> str:
        small = self.r.grammar.at(self.words, k)
        return small.entry.get("class") if small else ""

    def _noun_at(self, k: int) -> Match | None:
        """The longest noun of the lexicon at k, people before things of the same length."""
        if k >= len(self.words):
            return None
        person = self.r.subjects.at(self.words, k)
        if person and person.entry.get("adjective") and self._describes(person.j):
            person = None
        thing = self.r.things.at(self.words, k)
        if person and thing:
            return person if person.j >= thing.j else thing
        found = person or thing
        effect = self.r.effects.at(self.words, k) if found else None
        longer = found is not None and effect is not None and effect.j > found.j
        return None if longer and not (self._counting and effect and effect.entry.get("voice") == "nominal") else found

    def _describes(self, k: int) -> bool:
        """True if a plain word with a small letter begins at k: what stands before it is its adjective."""
        return k < len(self.words) and self.words[k].isalpha() and not self.caps[k] and not self._class(k)

    def noun_near(self, k: int, reach: int = 2) -> bool:
        """True if a known noun begins at k or after at most `reach` - 1 further words."""
        for step in range(k, min(k + reach, len(self.words))):
            if self._noun_at(step) is not None:
                return True
            if not self.words[step].isalpha() or self._stop(step):
                return False
        return False

    def _stop(self, k: int) -> bool:
        return self._class(k) in _STOPS

    def _joined(self, k: int, headed: bool) -> bool:
        """True where `and` joins nouns of one number ("men and women", "American and coalition soldiers")."""
        after = k + 1
        if after >= len(self.words) or after in self._numbers:
            return False
        if self.words[k] == ",":
            return False
        noun = self._noun_at(after)
        if headed:
            return noun is not None and noun.form != "one" and noun.entry.file.endswith("subjects.toml")
        return self.noun_near(after)


def _verblike(word: str) -> bool:
    return len(word) > 4 and word.endswith("ed")
