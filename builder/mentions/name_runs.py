"""Runs of words that may be a person's name, by their capitals or, in text all in capitals, by being in no lexicon."""

from __future__ import annotations

from collections.abc import Collection

from builder.mentions.known_names import KnownNames
from builder.mentions.name_parts import endings, is_title, joins_names, name_words_for
from builder.mentions.noun_phrases import rooms
from builder.model import Sentence


class NameRuns:
    """The names of one sentence. taken, names, barred: see PersonReader."""

    __slots__ = ("_barred", "_names", "_taken", "caps", "r", "sentence", "words")

    def __init__(self, sentence: Sentence, taken: Collection[int], names: KnownNames, barred: Collection[int]) -> None:
        self.sentence, self.words, self.caps = sentence, sentence.tokens.words, sentence.tokens.caps
        self._taken, self._names, self._barred, self.r = taken, names, barred, rooms()

    def sure(self, k: int, end: int) -> bool:
        """In text all in capitals: two words or more that begin like no place, or one where it can only be a name."""
        plain = [w for w in self.words[k:end] if w.isalpha() and not joins_names(w)]
        if len(plain) != 1:
            places = name_words_for("place")
            return bool(plain) and plain[0] not in places and self.words[k - 1] not in places
        return self._victim(k, end) or plain[0] in self._names.capitals or (k > 0 and self.words[k - 1] == "old")

    def _victim(self, k: int, end: int) -> bool:
        """True for the whole object of `the murder of`."""
        if k == 0 or self.words[k - 1] != "of" or k - 1 not in self._taken:
            return False
        if self.words[k].endswith("s") or self.small(k):
            return False
        return end == len(self.words) or end in self._taken or not self.words[end].isalpha() or self.small(end)

    def small(self, k: int) -> bool:
        return self.r.grammar.at(self.words, k) is not None

    def end(self, k: int) -> int:
        """One past the capitalised words (with joints: `bin`, `al-`, initials) that begin at k; k if there are none."""
        end = k
        while end < len(self.words):
            step = self._joint(end, end > k)
            if not step and not self.capital(end, inside=end > k):
                break
            end += step or 1
        return end

    def _joint(self, k: int, inside: bool) -> int:
        """How many tokens join the name at k to a capitalised one right behind them (0: none)."""
        words, after = self.words, k
        if joins_names(words[k]) and (inside or words[k] != "of"):
            after += 1
            if after < len(words) and words[after] == "-":
                after += 1
        elif (
            inside
            and (words[k] == "-" or (words[k] == "." and (len(words[k - 1]) == 1 or is_title(words[k - 1]))))
            and self.sentence.tokens.glued(k)
        ):
            after += 1
        return after - k if after > k and after < len(words) and self.capital(after) else 0

    def capital(self, k: int, inside: bool = False) -> bool:
        """True if token k may be part of a name; in capitals, if no lexicon has it and it ends like none."""
        word = self.words[k]
        if not self.caps[k] or k in self._barred or k in self._taken or not word[0].isalpha():
            return False
        if word in ("a", "an") and not (k and self.caps[k - 1]):
            return False
        if self.sentence.shouting:
            plain = word.endswith(endings("plain")) and not (inside and word.endswith("al"))
            return len(word) > 2 and not plain and not self._known(k)
        small = self.r.grammar.at(self.words, k)
        return small is None or (inside and small.entry.get("class") in ("adverb", "verb", "modal"))

    def _known(self, k: int) -> bool:
        rooms = (self.r.grammar, self.r.subjects, self.r.things, self.r.effects, self.r.modifiers, self.r.nations)
        return any(room.at(self.words, k) is not None for room in rooms)
